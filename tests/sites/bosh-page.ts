/**
 * Both ends of a BOSH session without a browser: a page that sends requests, and a server that answers them, when the
 * test says so. What the page gets is what its door is told.
 */
import { BOSH } from '#sites/xmpp/wire/bosh/body.ts';
import type { Bosh } from '#sites/xmpp/wire/bosh/bosh.ts';
import type { Door, Exchange, Failure } from '#sites/xmpp/wire/bosh/exchange.ts';
import { element, nodeXml } from './node-xml.ts';

const URL_OF_IT = new URL('http://localhost/http-bind');

/** A request of the page's, at both of its ends. */
export class PageRequest implements Door {
  readonly rigid: boolean;
  /** What went out, the first time and each time that it was repeated without the page. */
  readonly sent: string[] = [];
  /** What the page got: a text, or 'as it is'. */
  got: string | undefined;
  readonly #given: string;
  readonly #exchange: Exchange | 'refuse' | undefined;

  constructor(bosh: Bosh, given: string, rigid = false) {
    this.rigid = rigid;
    this.#given = given;
    this.#exchange = bosh.request(URL_OF_IT, given, this);
    const exchange = this.#exchange;
    if (exchange === undefined) this.sent.push(given);
    else if (exchange !== 'refuse') exchange.start(() => this.sent.push(exchange.text ?? given));
  }

  get isRefused(): boolean {
    return this.#exchange === 'refuse';
  }

  /** The elements in what went out, the page's own in the end. */
  get frames(): string[] {
    return elementsOf(this.sent[0] ?? '');
  }

  get rid(): number {
    return Number(element(this.#given).getAttribute('rid'));
  }

  /** Those of ours. */
  get ours(): string[] {
    return this.frames.slice(0, this.frames.length - elementsOf(this.#given).length);
  }

  /** The elements that the page got. */
  get elements(): string[] {
    return elementsOf(this.got ?? '');
  }

  answer(text: string): void {
    this.got = text;
  }

  pass(): void {
    this.got = 'as it is';
  }

  repeat(text: string): void {
    this.sent.push(text);
  }

  /** The server answers. */
  respond(inside = '', attributes = ''): void {
    this.#live.arrived(`<body xmlns='${BOSH}' ${attributes}>${inside}</body>`);
  }

  fail(why: Failure = 0): void {
    this.#live.failed(why);
  }

  get #live(): Exchange {
    if (this.#exchange === undefined || this.#exchange === 'refuse') throw new Error('not taken for BOSH');
    return this.#exchange;
  }
}

/** A page with a session. */
export class BoshPage {
  readonly #bosh: Bosh;
  readonly #sid: string | undefined;
  #rid: number;

  constructor(bosh: Bosh, { sid, rid = 1000 }: { sid?: string; rid?: number } = {}) {
    this.#bosh = bosh;
    this.#rid = rid;
    this.#sid = sid;
  }

  /** A new session, which the server has granted. */
  static begin(bosh: Bosh, sid: string, attributes = ''): BoshPage {
    const asked = `<body xmlns='${BOSH}' rid='999' to='localhost' wait='60' hold='1' ${attributes}/>`;
    new PageRequest(bosh, asked).respond('', `sid='${sid}' hold='1' requests='2' inactivity='60'`);
    return new BoshPage(bosh, { sid });
  }

  /** The next request. */
  send(inside = '', attributes = ''): PageRequest {
    const request = this.again(this.#rid, inside, attributes);
    this.#rid += 1;
    return request;
  }

  /** A request with an id that was used before. */
  again(rid: number, inside = '', attributes = ''): PageRequest {
    const text = `<body xmlns='${BOSH}' rid='${rid}' sid='${this.#sid}' ${attributes}>${inside}</body>`;
    return new PageRequest(this.#bosh, text);
  }
}

export function elementsOf(body: string): string[] {
  if (!body.startsWith('<body')) return [];
  return Array.from(element(body).childNodes)
    .filter((node) => node.nodeType === 1)
    .map((node) => nodeXml.serialise(node as Element));
}
