/** One request of BOSH in an XMLHttpRequest of the page's: what the page sees of it, and when. */
import type { Door, Exchange } from './exchange.ts';

type Page = Window & typeof globalThis;

const XML = 'text/xml; charset=utf-8';

/** What the page has said of a request before sending it. */
export interface Asked {
  readonly isAsync: boolean;
  readonly headers: [string, string][];
}

/** The browser's own, past the page and past ourselves. */
export class NativeXhr {
  readonly page: Page;
  readonly #getters: ReadonlyMap<string, () => unknown>;
  readonly #setType: ((value: unknown) => void) | undefined;
  readonly #open: XMLHttpRequest['open'];
  readonly #send: XMLHttpRequest['send'];
  readonly #setHeader: XMLHttpRequest['setRequestHeader'];
  readonly #parser: DOMParser;
  readonly #Xhr: typeof XMLHttpRequest;

  constructor(page: Page) {
    const { prototype } = page.XMLHttpRequest;
    this.page = page;
    this.#Xhr = page.XMLHttpRequest;
    this.#open = prototype.open;
    this.#send = prototype.send;
    this.#setHeader = prototype.setRequestHeader;
    this.#parser = new page.DOMParser();
    const descriptors = Object.entries(Object.getOwnPropertyDescriptors(prototype));
    this.#getters = new Map(
      descriptors.flatMap(([name, { get }]) => (get === undefined ? [] : [[name, get]])),
    );
    this.#setType = Object.getOwnPropertyDescriptor(prototype, 'responseType')?.set;
  }

  readyState = (xhr: XMLHttpRequest): number => Number(this.#get(xhr, 'readyState'));
  status = (xhr: XMLHttpRequest): number => Number(this.#get(xhr, 'status'));
  text = (xhr: XMLHttpRequest): string => String(this.#get(xhr, 'responseText'));
  type = (xhr: XMLHttpRequest): XMLHttpRequestResponseType =>
    this.#get(xhr, 'responseType') as XMLHttpRequestResponseType;

  setRequestHeader(xhr: XMLHttpRequest, name: string, value: string): void {
    this.#setHeader.call(xhr, name, value);
  }

  readAsText(xhr: XMLHttpRequest): void {
    this.#setType?.call(xhr, 'text');
  }

  parse(text: string): Document {
    return this.#parser.parseFromString(text, 'text/xml');
  }

  /** A request of our own. */
  post(
    like: XMLHttpRequest,
    url: URL,
    headers: readonly (readonly [string, string])[],
    text: string,
  ): XMLHttpRequest {
    const xhr = new this.#Xhr();
    this.#open.call(xhr, 'POST', url.href, true);
    xhr.withCredentials = like.withCredentials;
    for (const [name, value] of headers) this.#setHeader.call(xhr, name, value);
    this.#send.call(xhr, text);
    return xhr;
  }

  #get(xhr: XMLHttpRequest, name: string): unknown {
    return this.#getters.get(name)?.call(xhr);
  }
}

export class XhrDoor implements Door {
  readonly rigid: boolean;
  readonly #xhr: XMLHttpRequest;
  readonly #native: NativeXhr;
  readonly #url: URL;
  readonly #headers: readonly (readonly [string, string])[];
  readonly #ours = new WeakSet<Event>();
  #exchange: Exchange | undefined;
  /** As the page has chosen it. */
  #type: XMLHttpRequestResponseType = '';
  #document: Document | undefined;
  /** The page has been told that it is over; `text` is what it got in place of the browser's. */
  #told: { readonly text: string | undefined } | undefined;
  /** The browser has got it, and is over with it. */
  #isStarted = false;
  #isDone = false;
  #isAborted = false;
  /** The browser says so just now. */
  #isInEvent = false;
  /** The page must not hear the browser's events any more. */
  #isApart = false;

  constructor(xhr: XMLHttpRequest, native: NativeXhr, url: URL, { isAsync, headers }: Asked) {
    this.#xhr = xhr;
    this.#native = native;
    this.#url = url;
    this.#headers = headers;
    this.rigid = !isAsync;
  }

  /** @param send makes the browser send what the exchange has to say, or the document that the page handed over */
  run(exchange: Exchange, isDocument: boolean, send: () => void): void {
    this.#exchange = exchange;
    // The browser would have named the type of a document, which a text no longer has.
    if (
      isDocument &&
      exchange.text !== undefined &&
      !this.#headers.some(([name]) => /^content-type$/i.test(name))
    )
      this.#native.setRequestHeader(this.#xhr, 'content-type', 'application/xml;charset=UTF-8');
    this.#type = this.#native.type(this.#xhr);
    if (this.#type !== '' && this.#type !== 'text') this.#native.readAsText(this.#xhr);
    exchange.start(() => {
      this.#isStarted = true;
      send();
    });
  }

  /** The browser has something to say of it; to be called before the page hears it. */
  heard(event: Event): void {
    if (this.#ours.has(event)) return;
    if (!this.#isDone && this.#native.readyState(this.#xhr) === 4) this.#done();
    if (this.#isApart) event.stopImmediatePropagation();
  }

  answer(text: string): void {
    this.#tell({ text });
  }

  pass(): void {
    this.#tell({ text: undefined });
  }

  repeat(text: string): void {
    const xhr = this.#native.post(this.#xhr, this.#url, this.#headers, text);
    xhr.addEventListener('loadend', () => {
      const status = this.#native.status(xhr);
      if (status === 200) this.#exchange?.arrived(this.#native.text(xhr));
      else this.#exchange?.failed(status);
    });
  }

  /** The page uses the object for something else; the browser has dropped the request. */
  reopened(): void {
    if (!this.#isDone) this.#exchange?.failed(this.#told === undefined ? 'aborted' : 0);
  }

  /** The page gives it up. False: it must go on, since the page believes it answered. */
  aborts(): boolean {
    if (this.#told !== undefined && !this.#isDone) return false;
    this.#isAborted = true;
    // Of what was not sent the browser has nothing to say.
    if (!this.#isStarted) this.#exchange?.failed('aborted');
    return true;
  }

  /** True: the type is the page's affair, and the browser's stays as it is. */
  takeType(type: string): boolean {
    if (this.#isDone || this.#told !== undefined) return false;
    this.#type = type as XMLHttpRequestResponseType;
    if (!['', 'text'].includes(type)) this.#native.readAsText(this.#xhr);
    return true;
  }

  get readyState(): number | undefined {
    if (this.#isEmulated) return 4;
    return this.#isDone && this.#told === undefined ? 3 : undefined;
  }

  get status(): number | undefined {
    return this.#isEmulated ? 200 : undefined;
  }

  get statusText(): string | undefined {
    return this.#isEmulated ? 'OK' : undefined;
  }

  get responseURL(): string | undefined {
    return this.#isEmulated ? this.#url.href : undefined;
  }

  get responseType(): string {
    return this.#type;
  }

  get headers(): string | undefined {
    return this.#isEmulated ? `content-type: ${XML}\r\n` : undefined;
  }

  header(name: string): string | null {
    return name.toLowerCase() === 'content-type' ? XML : null;
  }

  responseText(): string | undefined {
    // The browser refuses it for other types.
    if (this.#type !== '' && this.#type !== 'text') return undefined;
    return this.#told === undefined ? '' : this.#told.text;
  }

  responseXML(): Document | null | undefined {
    if (this.#told === undefined) return null;
    if (this.#told.text === undefined && this.#type === '') return undefined;
    return this.#parsed();
  }

  response(): unknown {
    if (this.#told === undefined) return this.#type === '' || this.#type === 'text' ? '' : null;
    switch (this.#type) {
      case 'document':
        return this.#parsed();
      case 'arraybuffer':
        return new TextEncoder().encode(this.#text).buffer;
      case 'blob':
        return new Blob([this.#text], { type: XML });
      case 'json':
        return null;
      default:
        return this.#told.text;
    }
  }

  /** The browser has nothing to say of what the page is to see. */
  get #isEmulated(): boolean {
    return this.#told?.text !== undefined && this.#isApart;
  }

  get #text(): string {
    return this.#told?.text ?? this.#native.text(this.#xhr);
  }

  #parsed(): Document {
    this.#document ??= this.#native.parse(this.#text);
    return this.#document;
  }

  #done(): void {
    this.#isDone = true;
    this.#isInEvent = true;
    const status = this.#native.status(this.#xhr);
    if (status === 200 && !this.#isAborted) this.#exchange?.arrived(this.#native.text(this.#xhr));
    else this.#exchange?.failed(this.#isAborted ? 'aborted' : status);
    this.#isInEvent = false;
    // It has to wait for earlier ones.
    if (this.#told === undefined) this.#isApart = true;
  }

  #tell(told: { readonly text: string | undefined }): void {
    this.#told = told;
    if (this.#isInEvent) return;
    this.#isApart = true;
    const { Event, ProgressEvent } = this.#native.page;
    const size = new TextEncoder().encode(this.#text).length;
    const progress = { lengthComputable: true, loaded: size, total: size };
    this.#dispatch(new Event('readystatechange'));
    for (const name of ['progress', 'load', 'loadend']) this.#dispatch(new ProgressEvent(name, progress));
  }

  #dispatch(event: Event): void {
    this.#ours.add(event);
    this.#xhr.dispatchEvent(event);
  }
}
