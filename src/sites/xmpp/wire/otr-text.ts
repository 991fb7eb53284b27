/**
 * What a text of OTR looks like from outside. Nothing is decoded but the two bytes that tell versions and the one that
 * tells a data message (OTRv3, "Data Message": protocol version, message type 0x03) from a key exchange message.
 */

export type OtrLook = 'data' | 'exchange' | 'fragment' | 'query' | 'error';

/** Versions 2, 3 and 4 (00 02, 00 03, 00 04), type 03: in base64 the first four characters say it all. */
const DATA = /^\?OTR:AA[IMQ]D/;
const ENCODED = /\?OTR:[A-Za-z0-9+/]{8}/;
/** Versions 2 (`?OTR,k,n,piece,`), 3 (`?OTR|sender|receiver,k,n,piece,`) and 4 (an identifier more). */
const FRAGMENT = /\?OTR(\|[0-9a-fA-F|]{3,40})?,(\d{1,5}),(\d{1,5}),([^,]*),/;

/** Undefined: an ordinary text, as far as the reader of the page is concerned. */
export function lookOf(text: string): OtrLook | undefined {
  // Most texts end here.
  if (!text.includes('?OTR')) return undefined;
  if (FRAGMENT.test(text)) return 'fragment';
  const encoded = ENCODED.exec(text);
  if (encoded !== null) return DATA.test(text.slice(encoded.index)) ? 'data' : 'exchange';
  const start = text.trimStart();
  if (/^\?OTR(\?|v[0-9A-Za-z]*\?)/.test(start)) return 'query';
  if (/^\?OTR ?Error:?/.test(start)) return 'error';
  return /^\?OTR[:|,]/.test(start) ? 'exchange' : undefined;
}

/** Encoded messages and fragments never come twice on purpose: the text alone tells one delivery from another. */
export function isOneOfAKind(text: string): boolean {
  const look = lookOf(text);
  return look === 'data' || look === 'exchange' || look === 'fragment';
}

/** Remembers of which kind a fragmented message was when its first piece came, until its last one comes. */
export class FragmentLooks {
  readonly #data = new Map<string, boolean>();
  readonly #limit: number;

  constructor(limit = 64) {
    this.#limit = limit;
  }

  /** Whether this piece completes a data message. `sender` keeps the messages of several apart. */
  completesData(text: string, sender: string): boolean {
    const [, tags = '', index, total, piece = ''] = FRAGMENT.exec(text) ?? [];
    const key = `${sender} ${tags} ${total}`;
    if (Number(index) === 1) this.#remember(key, DATA.test(piece));
    if (index === undefined || Number(index) !== Number(total)) return false;
    const data = this.#data.get(key) === true;
    this.#data.delete(key);
    return data;
  }

  #remember(key: string, data: boolean): void {
    this.#data.delete(key);
    this.#data.set(key, data);
    const oldest = this.#data.keys().next().value;
    if (this.#data.size > this.#limit && oldest !== undefined) this.#data.delete(oldest);
  }
}
