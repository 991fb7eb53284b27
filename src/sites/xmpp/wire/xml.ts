/**
 * XML of single stanzas: parsing, writing, and the few look-ups the wire hook needs.
 *
 * One WebSocket frame carries one complete element (RFC 7395, section 3.3.3). The parser is handed in, so that the rules
 * can be tested without a browser. Only the old DOM interfaces are used, which every implementation has.
 */

export const NS = {
  client: 'jabber:client',
  bind: 'urn:ietf:params:xml:ns:xmpp-bind',
  sasl2: 'urn:xmpp:sasl:2',
  sm: 'urn:xmpp:sm:3',
  carbons: 'urn:xmpp:carbons:2',
  mam: 'urn:xmpp:mam:2',
  forward: 'urn:xmpp:forward:0',
  correct: 'urn:xmpp:message-correct:0',
  delay: 'urn:xmpp:delay',
  legacyDelay: 'jabber:x:delay',
  mucUser: 'http://jabber.org/protocol/muc#user',
  muc: 'http://jabber.org/protocol/muc',
  xhtmlIm: 'http://jabber.org/protocol/xhtml-im',
  eme: 'urn:xmpp:eme:0',
  reply: 'urn:xmpp:reply:0',
  fallback: 'urn:xmpp:fallback:0',
  hints: 'urn:xmpp:hints',
  otr: 'urn:xmpp:otr:0',
  ping: 'urn:xmpp:ping',
} as const;

export interface XmlCodec {
  /** The root element; undefined when the text is not well-formed. */
  parse(text: string): Element | undefined;
  serialise(element: Element): string;
}

/** Local name of a frame's root element, by its first characters only; undefined when it does not look like one. */
export function frameName(frame: string): string | undefined {
  return /^\s*<(?:[\w.-]+:)?([\w.-]+)[\s/>]/.exec(frame.slice(0, 200))?.[1];
}

export function isElement(node: Node, namespace: string, name: string): boolean {
  const element = node as Element;
  return element.nodeType === 1 && element.namespaceURI === namespace && element.localName === name;
}

/** Direct children with that name, in document order. */
export function childrenOf(parent: Element, namespace: string, name: string): Element[] {
  const matches = (node: Node): node is Element => isElement(node, namespace, name);
  return Array.from(parent.childNodes).filter(matches);
}

export function childOf(parent: Element, namespace: string, name: string): Element | undefined {
  return childrenOf(parent, namespace, name)[0];
}

/** The element itself or the first one below it with that name. */
export function within(root: Element, namespace: string, name: string): Element | undefined {
  if (isElement(root, namespace, name)) return root;
  return root.getElementsByTagNameNS(namespace, name)[0];
}

/** A non-empty attribute. */
export function attribute(element: Element, name: string): string | undefined {
  return element.getAttribute(name) || undefined;
}

/** Whether XML 1.0 (section 2.2, Char) can carry the text. */
export function isCarriable(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const fine =
      code === 0x9 ||
      code === 0xa ||
      code === 0xd ||
      (code >= 0x20 && code <= 0xd7ff) ||
      (code >= 0xe000 && code <= 0xfffd) ||
      code >= 0x10000;
    if (!fine) return false;
  }
  return true;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // As they are, a parser would turn these into spaces (in attributes) or \n.
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** For character data and attribute values; the text must be carriable. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"'\r\n\t]/g, (character) => ESCAPES[character] ?? character);
}
