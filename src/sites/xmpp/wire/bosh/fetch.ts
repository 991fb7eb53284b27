/**
 * Stands between the page and `fetch` (and `sendBeacon`) where these speak BOSH. All other requests go by as they are.
 */
import { guard, redefine } from '#sites/xmpp/wire/transport.ts';
import type { Bosh } from './bosh.ts';
import type { Door, Exchange } from './exchange.ts';
import { PayloadReader } from './payload.ts';

type Page = Window & typeof globalThis;

const XML = 'text/xml; charset=utf-8';

/** What the page asked for, read once. */
interface Asked {
  readonly url: URL;
  readonly input: RequestInfo | URL;
  readonly signal: AbortSignal | null | undefined;
}

interface Wanted extends Asked {
  /** The body is that of `input` when there is none in here. */
  readonly init: RequestInit;
  readonly text: string | Promise<string>;
}

export function wrapFetch(page: Page, bosh: () => Bosh): void {
  const native = page.fetch;
  const look = new RequestReader(page, bosh);
  redefine(
    page,
    'fetch',
    new Proxy(native, {
      apply(target, owner, parameters: Parameters<typeof fetch>) {
        const wanted = guard(() => look.read(parameters));
        if (wanted === 'refuse') return Promise.reject(refusal(page));
        if (wanted === undefined) return Reflect.apply(target, owner, parameters);
        const send = (init: RequestInit) =>
          Reflect.apply(target, owner, [wanted.input, init]) as Promise<Response>;
        return fetchWith(page, bosh, wanted, send);
      },
    }),
  );
}

const refusal = (page: Page) => new page.TypeError('Failed to fetch');

/** The page hears nothing of what a beacon's request comes to. */
export function wrapBeacon(page: Page, bosh: () => Bosh): void {
  const native = page.Navigator.prototype.sendBeacon;
  if (native === undefined) return;
  const reader = new PayloadReader(page);
  const deaf: Door = { answer: () => undefined, pass: () => undefined, repeat: () => undefined, rigid: true };
  redefine(
    page.Navigator.prototype,
    'sendBeacon',
    new Proxy(native, {
      apply(target, owner, [address, given]: Parameters<Navigator['sendBeacon']>) {
        const href = String(address);
        const payload = guard(() => reader.read(given));
        const url = guard(() => new URL(href, page.document.baseURI));
        const parameters = payload === undefined ? [href, given] : [href, payload.given];
        if (payload === undefined || url === undefined) return Reflect.apply(target, owner, parameters);
        const exchange =
          payload.kind === 'text' ? bosh().request(url, payload.text, deaf) : bosh().unread(url);
        if (exchange === 'refuse') return false;
        const sent = Reflect.apply(
          target,
          owner,
          exchange?.text === undefined ? parameters : [href, exchange.text],
        );
        exchange?.failed('aborted');
        return sent;
      },
    }),
  );
}

class RequestReader {
  readonly #page: Page;
  readonly #bosh: () => Bosh;
  readonly #Request: typeof Request;
  readonly #payloads: PayloadReader;

  constructor(page: Page, bosh: () => Bosh) {
    this.#page = page;
    this.#bosh = bosh;
    this.#Request = page.Request;
    this.#payloads = new PayloadReader(page);
  }

  /** Undefined for what cannot be BOSH. */
  read([input, init]: Parameters<typeof fetch>): Wanted | 'refuse' | undefined {
    const request = input instanceof this.#Request ? input : undefined;
    const given = copyOf(init);
    const method = String(given.method ?? request?.method ?? 'GET');
    if (method.toUpperCase() !== 'POST') return undefined;
    const address = request?.url ?? String(input);
    const url = new URL(address, this.#page.document.baseURI);
    const wanted = { url, input: request ?? address, signal: given.signal ?? request?.signal };
    return request === undefined || given.body
      ? this.#withPayload(wanted, { ...given, method })
      : this.#withBodyOf(request, wanted, given);
  }

  #withBodyOf(request: Request, wanted: Asked, init: RequestInit): Wanted | undefined {
    const isXml = /xml/i.test(request.headers.get('content-type') ?? '');
    const readable = request.body !== null && (isXml || this.#bosh().mayBeOurs(wanted.url));
    return readable ? { ...wanted, init, text: request.clone().text() } : undefined;
  }

  #withPayload(wanted: Asked, init: RequestInit): Wanted | 'refuse' | undefined {
    const payload = this.#payloads.read(init.body);
    if (payload === undefined) return undefined;
    if (payload.kind === 'opaque') return this.#bosh().unread(wanted.url);
    const text = payload.kind === 'text' ? payload.text : this.#readLater(wanted.url, payload);
    return { ...wanted, init: { ...init, body: payload.given as BodyInit }, text };
  }

  #readLater(url: URL, { text }: { text(): Promise<string> }): string | Promise<string> {
    return this.#bosh().mayBeOurs(url) ? text() : '';
  }
}

/** Each member read once, whatever answers: a getter could give something else the next time. */
function copyOf(init: RequestInit | undefined): RequestInit {
  const copy: Record<string, unknown> = {};
  for (const key in init) copy[key] = Reflect.get(init, key);
  for (const key of ['method', 'body', 'headers', 'signal'] as const) {
    if (!(key in copy) && init?.[key] !== undefined) copy[key] = init[key];
  }
  return copy;
}

async function fetchWith(
  page: Page,
  bosh: () => Bosh,
  wanted: Wanted,
  send: (init: RequestInit) => Promise<Response>,
): Promise<Response> {
  const text = typeof wanted.text === 'string' ? wanted.text : await wanted.text;
  const door = new FetchDoor(page, wanted, send);
  const exchange = bosh().request(wanted.url, text, door);
  if (exchange === 'refuse') throw refusal(page);
  return exchange === undefined ? send(wanted.init) : door.run(exchange);
}

class FetchDoor implements Door {
  readonly rigid = false;
  readonly #page: Page;
  readonly #wanted: Wanted;
  readonly #send: (init: RequestInit) => Promise<Response>;
  readonly #own: AbortController;
  #exchange: Exchange | undefined;
  #answered = false;
  #settle: { resolve(response: Response): void; reject(error: unknown): void } | undefined;
  /** What the browser gave: a response, or why there is none. */
  #native: { response: Response } | { error: unknown } | undefined;

  constructor(page: Page, wanted: Wanted, send: (init: RequestInit) => Promise<Response>) {
    this.#page = page;
    this.#wanted = wanted;
    this.#send = send;
    this.#own = new page.AbortController();
  }

  run(exchange: Exchange): Promise<Response> {
    this.#exchange = exchange;
    const { signal, init } = this.#wanted;
    let isStarted = false;
    const abort = () => {
      // What the page believes answered must go on.
      if (this.#answered) return;
      this.#own.abort(signal?.reason);
      if (isStarted) return;
      this.#native = { error: signal?.reason };
      exchange.failed('aborted');
    };
    const told = new Promise<Response>((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    const body = exchange.text === undefined ? {} : { body: exchange.text };
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort);
    exchange.start(() => {
      isStarted = true;
      void this.#hear(this.#send({ ...init, ...body, signal: this.#own.signal }));
    });
    return told;
  }

  answer(text: string): void {
    this.#answered = true;
    const known =
      this.#native !== undefined && 'response' in this.#native ? this.#native.response : undefined;
    const headers = known?.headers ?? { 'content-type': XML };
    const response = new this.#page.Response(text, {
      status: 200,
      statusText: known?.statusText ?? 'OK',
      headers,
    });
    const { url, type } = known ?? { url: this.#wanted.url.href, type: 'basic' };
    Object.defineProperties(response, { url: { value: url }, type: { value: type } });
    this.#settle?.resolve(response);
  }

  pass(): void {
    this.#answered = true;
    if (this.#native === undefined) return;
    if ('response' in this.#native) this.#settle?.resolve(this.#native.response);
    else this.#settle?.reject(this.#native.error);
  }

  repeat(text: string): void {
    const { signal: _, ...init } = this.#wanted.init;
    void this.#hear(this.#send({ ...init, body: text }));
  }

  async #hear(coming: Promise<Response>): Promise<void> {
    try {
      const response = await coming;
      const text = response.status === 200 ? await response.clone().text() : '';
      this.#native = { response };
      if (response.status === 200) this.#exchange?.arrived(text);
      else this.#exchange?.failed(response.status);
    } catch (error) {
      this.#native = { error };
      this.#exchange?.failed(this.#own.signal.aborted ? 'aborted' : 0);
    }
  }
}
