/** The `<body/>` that BOSH wraps the elements of a stream in (XEP-0124, section 3), of a request or of a response. */
import type { Rewritten } from '#sites/xmpp/wire/transport.ts';
import { attribute, NS, type XmlCodec } from '#sites/xmpp/wire/xml.ts';

export const BOSH = 'http://jabber.org/protocol/httpbind';
/** XEP-0206. */
const XBOSH = 'urn:xmpp:xbosh';

/** A response that says nothing. */
export const EMPTY_BODY = `<body xmlns="${BOSH}"/>`;

export class Body {
  readonly #root: Element;
  readonly #xml: XmlCodec;
  #changed = false;

  private constructor(root: Element, xml: XmlCodec) {
    this.#root = root;
    this.#xml = xml;
  }

  /** Undefined when the text is anything else. */
  static read(text: string, xml: XmlCodec): Body | undefined {
    const root = xml.parse(text);
    return root?.localName === 'body' && root.namespaceURI === BOSH ? new Body(root, xml) : undefined;
  }

  /** NaN when there is none that can be counted with. */
  get rid(): number {
    const rid = this.attribute('rid') ?? '';
    return /^\d{1,16}$/.test(rid) && Number.isSafeInteger(Number(rid)) ? Number(rid) : Number.NaN;
  }

  /** Restarts the stream within the session (XEP-0206, section 4). */
  get restarts(): boolean {
    return this.#root.getAttributeNS(XBOSH, 'restart') === 'true';
  }

  get isEmpty(): boolean {
    return this.#elements.length === 0;
  }

  /** As it is now, when it was changed. */
  get changedText(): string | undefined {
    return this.#changed ? this.#xml.serialise(this.#root) : undefined;
  }

  attribute(name: string): string | undefined {
    return attribute(this.#root, name);
  }

  /** A number that an attribute gives, 0 and above. */
  number(name: string): number | undefined {
    const value = this.attribute(name) ?? '';
    return /^\d{1,6}$/.test(value) ? Number(value) : undefined;
  }

  set(name: string, value: string): void {
    this.#root.setAttribute(name, value);
    this.#changed = true;
  }

  /** Hands each element over as a frame of its own, and puts what comes back in its place; returns what stands there. */
  rewrite(change: (frame: string) => Rewritten): string[] {
    return this.#elements.flatMap((element) => {
      const frame = this.#xml.serialise(qualified(element));
      const other = change(frame);
      if (other === undefined) return [frame];
      this.#replace(element, other);
      return other === '' ? [] : [other];
    });
  }

  /** Puts frames before all others. */
  prepend(frames: readonly string[]): void {
    const first = this.#root.firstChild;
    for (const frame of frames) {
      const element = this.#adopted(frame);
      if (element !== undefined) this.#root.insertBefore(element, first);
    }
    this.#changed = true;
  }

  get #elements(): Element[] {
    return Array.from(this.#root.childNodes).filter((node): node is Element => node.nodeType === 1);
  }

  #replace(element: Element, frame: string): void {
    const other = frame === '' ? undefined : this.#adopted(frame);
    if (other === undefined) this.#root.removeChild(element);
    else this.#root.replaceChild(other, element);
    this.#changed = true;
  }

  #adopted(frame: string): Node | undefined {
    const element = this.#xml.parse(frame);
    return element && this.#root.ownerDocument.importNode(element, true);
  }
}

/** Servers take a stanza without a namespace of its own, which is then that of the body, for one of clients. */
function qualified(element: Element): Element {
  if (element.namespaceURI !== BOSH) return element;
  const stanza = element.ownerDocument.createElementNS(NS.client, element.localName);
  for (const { name, value } of Array.from(element.attributes)) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) stanza.setAttribute(name, value);
  }
  for (const child of Array.from(element.childNodes)) {
    stanza.appendChild(
      child.nodeType === 1 ? qualified(child as Element).cloneNode(true) : child.cloneNode(true),
    );
  }
  return stanza;
}
