/** A stream without a browser: frames go in and out by hand, the storage is a map. */
import { DOMParser, XMLSerializer } from '@xmldom/xmldom';
import type { FromWire } from '#channel/wire.ts';
import { Memory } from '#sites/xmpp/wire/memory.ts';
import { Outbox } from '#sites/xmpp/wire/outbox.ts';
import { Protections } from '#sites/xmpp/wire/protections.ts';
import { Resumable } from '#sites/xmpp/wire/session.ts';
import { Stream } from '#sites/xmpp/wire/stream.ts';
import type { XmlCodec } from '#sites/xmpp/wire/xml.ts';

export const nodeXml: XmlCodec = {
  parse(text) {
    try {
      const parser = new DOMParser({
        onError: (level) => {
          // It warns of U+FFFD, for example, which is fine.
          if (level !== 'warning') throw new Error('not well-formed');
        },
      });
      return (parser.parseFromString(text, 'text/xml').documentElement ?? undefined) as Element | undefined;
    } catch {
      return undefined;
    }
  },
  serialise: (element) => new XMLSerializer().serializeToString(element as never),
};

/** The root element of XML that must be well-formed. */
export function element(xml: string): Element {
  const root = nodeXml.parse(xml);
  if (root === undefined) throw new Error('not well-formed');
  return root;
}

export function mapStorage(): Storage {
  const map = new Map<string, string>();
  return {
    get length() {
      return map.size;
    },
    clear: () => map.clear(),
    getItem: (key) => map.get(key) ?? null,
    key: (index) => [...map.keys()][index] ?? null,
    removeItem: (key) => void map.delete(key),
    setItem: (key, value) => void map.set(key, value),
  };
}

/** One tab: several streams may follow each other; `reload` starts anew over the same storage. */
export class Tab {
  readonly said: FromWire[] = [];
  /** What went to the server past the page. */
  readonly sent: string[] = [];
  readonly storage: Storage;
  readonly outbox: Outbox;
  readonly protections: Protections;
  readonly #resumable: Resumable;
  #unique = 0;

  constructor(storage: Storage = mapStorage()) {
    this.storage = storage;
    const memory = new Memory(storage);
    this.protections = new Protections(memory);
    this.outbox = new Outbox(memory, (event) => this.said.push(event));
    this.#resumable = new Resumable(memory, this.outbox);
  }

  stream(): Stream {
    const line = { send: (frame: string) => void this.sent.push(frame), isOpen: () => true };
    return new Stream(line, {
      xml: nodeXml,
      outbox: this.outbox,
      resumable: this.#resumable,
      say: (event) => this.said.push(event),
      protections: this.protections,
      sentence: () => 'Private.',
      unique: () => {
        this.#unique += 1;
        return `unique-${this.#unique}`;
      },
    });
  }

  /** A stream on which alice is online; with stream management when there is an id to resume it by. */
  online(smId?: string): Stream {
    const stream = this.stream();
    stream.received(
      `<iq xmlns='jabber:client' type='result' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>alice@localhost/tab</jid></bind></iq>`,
    );
    if (smId !== undefined) {
      stream.sent(`<enable xmlns='urn:xmpp:sm:3' resume='true'/>`);
      stream.received(`<enabled xmlns='urn:xmpp:sm:3' id='${smId}' resume='true'/>`);
    }
    stream.sent(`<presence xmlns='jabber:client'/>`);
    return stream;
  }

  outcomes(): string[] {
    return this.said.flatMap((event) =>
      event.type === 'handled' || event.type === 'lost' || event.type === 'refused'
        ? [`${event.type} ${event.id}`]
        : [],
    );
  }

  /** What waits to be written is written before. */
  async reload(): Promise<Tab> {
    await Promise.resolve();
    return new Tab(this.storage);
  }
}
