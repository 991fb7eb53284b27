/**
 * What a page hands over to be posted, as text where it can be had at once. The page may hand over anything: what an
 * object is, is asked of the browser's own methods, and what is made a text is made so once.
 */

/** Bytes beyond this are no chat. */
const READABLE = 2_000_000;

/** `later` where reading takes time; `opaque` for what is no text, or that of a form. */
export type Payload =
  | { readonly kind: 'text'; readonly text: string; readonly given: unknown; readonly isDocument: boolean }
  | { readonly kind: 'later'; readonly text: () => Promise<string>; readonly given: unknown }
  | { readonly kind: 'opaque'; readonly given: unknown };

export class PayloadReader {
  readonly #page: Window & typeof globalThis;
  readonly #isNode: (given: unknown) => boolean;
  readonly #isBlob: (given: unknown) => boolean;
  readonly #isStream: (given: unknown) => boolean;
  readonly #isForm: (given: unknown) => boolean;
  readonly #serialise: (node: Node) => string;
  readonly #readAll: (given: unknown) => Promise<string>;

  /** To be made before the page can replace what it uses. */
  constructor(page: Window & typeof globalThis) {
    const { Blob, FormData, Node, ReadableStream, Response, URLSearchParams } = page;
    const serialiser = new page.XMLSerializer();
    this.#page = page;
    this.#isNode = brand(getterOf(Node.prototype, 'nodeType'));
    this.#isBlob = brand(getterOf(Blob.prototype, 'size'));
    this.#isStream = brand(getterOf(ReadableStream.prototype, 'locked'));
    const isFormData = brand(FormData.prototype.has);
    const isParameters = brand(URLSearchParams.prototype.has);
    this.#isForm = (given) => isFormData(given) || isParameters(given);
    this.#serialise = (node) => serialiser.serializeToString(node);
    this.#readAll = (given) => new Response(given as BodyInit).text();
  }

  /** Undefined for nothing at all. */
  read(given: unknown): Payload | undefined {
    if (given === undefined || given === null) return undefined;
    if (typeof given !== 'object' && typeof given !== 'function') return textPayload(String(given));
    const bytes = bytesOf(given);
    if (bytes !== undefined) return bytes.length > READABLE ? { kind: 'opaque', given } : bytesPayload(bytes);
    if (this.#isBlob(given)) return { kind: 'later', text: () => this.#readAll(given), given };
    if (this.#isStream(given)) return this.#readStream(given as ReadableStream);
    if (this.#isForm(given)) return { kind: 'opaque', given };
    if (this.#isNode(given) && (given as Node).nodeType === this.#page.Node.DOCUMENT_NODE)
      return { kind: 'text', text: this.#serialise(given as Node), given, isDocument: true };
    return textPayload(String(given));
  }

  /** A stream can be read once: whoever comes after us gets a branch of it. */
  #readStream(stream: ReadableStream): Payload {
    let rest = stream;
    const text = () => {
      const [ours, theirs] = stream.tee();
      rest = theirs;
      return this.#readAll(ours);
    };
    return {
      kind: 'later',
      text,
      get given() {
        return rest;
      },
    };
  }
}

const textPayload = (text: string): Payload => ({ kind: 'text', text, given: text, isDocument: false });

/** A copy goes out: another thread may write into shared bytes between our look and the browser's. */
function bytesPayload(bytes: Uint8Array): Payload {
  const given = bytes.slice();
  return { kind: 'text', text: new TextDecoder().decode(given), given, isDocument: false };
}

function bytesOf(given: object): Uint8Array | undefined {
  if (ArrayBuffer.isView(given)) return new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
  const isBuffer = brand(getterOf(ArrayBuffer.prototype, 'byteLength'));
  return isBuffer(given) ? new Uint8Array(given as ArrayBuffer) : undefined;
}

/** Whether the browser's method takes the object for one of its own, from whatever frame it comes. */
function brand(method: (...parameters: never[]) => unknown): (given: unknown) => boolean {
  return (given) => {
    try {
      Reflect.apply(method, given, ['']);
      return true;
    } catch {
      return false;
    }
  };
}

function getterOf(owner: object, name: string): () => unknown {
  return Object.getOwnPropertyDescriptor(owner, name)?.get ?? (() => undefined);
}
