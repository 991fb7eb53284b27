/**
 * What of the page's own frames may go out to people who are protected: nothing that can be read.
 *
 * A message passes when all that is in it is known to say nothing readable: OTR texts, payloads of other encryptions,
 * receipts, markers, hints. What is kept back is replaced by an answer to a question that nobody asked, which servers
 * ignore and stream management (XEP-0198) counts, so that the page's count stays true.
 *
 * While anybody is protected, frames that are not one well-formed element do not go out at all: they could be halves of
 * a message, or two in one.
 */
import { attribute, childrenOf, NS, type XmlCodec } from './xml.ts';

export type Verdict =
  | { readonly kind: 'pass' }
  /** Not to be sent, and nothing in its place. */
  | { readonly kind: 'drop' }
  /** To be sent in place of the frame. */
  | { readonly kind: 'instead'; readonly frame: string }
  /** Kept back. `text`: what the user wrote; empty when they wrote nothing. */
  | { readonly kind: 'hold'; readonly peer: string; readonly stanzaId: string; readonly text: string };

export interface WithholdParts {
  readonly xml: XmlCodec;
  /** Whether somebody with this JID is protected. */
  covers(jid: string): boolean;
  /** Whether this is a group chat that the page is in. */
  isRoom(jid: string): boolean;
}

/** What says nothing that the user wrote or does: receipts, markers, ids, hints, and words on encryption. */
const SILENT: ReadonlySet<string> = new Set([
  'urn:xmpp:receipts',
  'urn:xmpp:chat-markers:0',
  'urn:xmpp:sid:0',
  NS.hints,
  NS.carbons,
  NS.eme,
]);

/** OMEMO (XEP-0384, both of its namespaces) and OpenPGP (XEP-0373). */
const CIPHERTEXTS: ReadonlySet<string> = new Set([
  'eu.siacs.conversations.axolotl encrypted',
  'urn:xmpp:omemo:2 encrypted',
  'urn:xmpp:openpgp:0 openpgp',
]);

const RETRACTION = /^urn:xmpp:message-retract:[01]$/;
const ADDRESS = 'http://jabber.org/protocol/address';
/** An encoded message or a piece of one, and nothing beside it. */
const OTR = /^\s*\?OTR(:[A-Za-z0-9+/=]+\.|(\|[0-9a-fA-F|]{3,40})?,\d{1,5},\d{1,5},[A-Za-z0-9+/=:?.]+,)\s*$/;

const PASS: Verdict = { kind: 'pass' };

/** To be asked only while anybody is protected. */
export function withhold(frame: string, parts: WithholdParts): Verdict {
  if (frame.trim() === '') return PASS;
  const root = parts.xml.parse(frame);
  if (root === undefined) return { kind: 'drop' };
  if (root.localName !== 'message') return PASS;
  const peer = receiversOf(root).find(parts.covers);
  if (peer === undefined || isForRoom(root, parts)) return PASS;
  if (elementsIn(root).some(isCiphertext)) return withoutFallback(root, parts.xml);
  if (elementsIn(root).every(saysNothing)) return PASS;
  return { kind: 'hold', peer, stanzaId: attribute(root, 'id') ?? '', text: writtenText(root) };
}

/** A stanza that no server and no client does anything about; it is counted like any other. */
export const harmlessStanza = (id: string): string =>
  `<iq xmlns="${NS.client}" type="result" id="sotto-held-${id}"/>`;

/** Whom it is for, by name or by way of a multiplier of messages (XEP-0033). */
function receiversOf(message: Element): string[] {
  const addresses = Array.from(message.getElementsByTagNameNS(ADDRESS, 'address'), (one) =>
    attribute(one, 'jid'),
  );
  return [attribute(message, 'to'), ...addresses].filter((jid): jid is string => jid !== undefined);
}

/** To the whole room, or to the room itself; not to somebody in it. */
function isForRoom(message: Element, parts: WithholdParts): boolean {
  const to = attribute(message, 'to');
  if (message.getAttribute('type') === 'groupchat') return true;
  return to !== undefined && !to.includes('/') && parts.isRoom(to);
}

const elementsIn = (message: Element): Element[] =>
  Array.from(message.childNodes).filter((node): node is Element => node.nodeType === 1);

const isCiphertext = (element: Element): boolean =>
  CIPHERTEXTS.has(`${element.namespaceURI} ${element.localName}`);

function saysNothing(element: Element): boolean {
  if (element.localName === 'body') return OTR.test(element.textContent ?? '');
  return element.localName === 'thread' || SILENT.has(element.namespaceURI ?? '');
}

/** The payload is for the contact alone. The body beside it says that it cannot be read; whatever it says, it goes. */
function withoutFallback(message: Element, xml: XmlCodec): Verdict {
  const readable = elementsIn(message).filter((element) => !isCiphertext(element) && !saysNothing(element));
  for (const element of readable) message.removeChild(element);
  return readable.length === 0 ? PASS : { kind: 'instead', frame: xml.serialise(message) };
}

function writtenText(message: Element): string {
  if (elementsIn(message).some(({ namespaceURI }) => RETRACTION.test(namespaceURI ?? ''))) return '';
  const bodies = elementsIn(message).filter(({ localName }) => localName === 'body');
  const written = bodies[0] ?? childrenOf(message, NS.xhtmlIm, 'html')[0];
  return (written?.textContent ?? '').trim() === '' ? '' : (written?.textContent ?? '');
}
