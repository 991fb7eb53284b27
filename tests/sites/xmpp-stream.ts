/** A stream without a browser, over either transport: frames go in and out by hand, the storage is a map. */
import type { FromWire } from '#channel/wire.ts';
import { Bosh } from '#sites/xmpp/wire/bosh/bosh.ts';
import { Memory } from '#sites/xmpp/wire/memory.ts';
import { Outbox } from '#sites/xmpp/wire/outbox.ts';
import { Protections } from '#sites/xmpp/wire/protections.ts';
import { Resumable } from '#sites/xmpp/wire/session.ts';
import { Stream } from '#sites/xmpp/wire/stream.ts';
import type { Line } from '#sites/xmpp/wire/transport.ts';
import { BoshEnd, type StreamEnds } from './bosh-end.ts';
import { nodeXml } from './node-xml.ts';

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

export type Carrier = 'WebSocket' | 'BOSH';

/** One tab: several streams may follow each other; `reload` starts anew over the same storage. */
export class Tab {
  readonly said: FromWire[] = [];
  readonly storage: Storage;
  readonly outbox: Outbox;
  readonly protections: Protections;
  readonly bosh: Bosh;
  readonly #clock = new Clock();
  readonly #carrier: Carrier;
  readonly #resumable: Resumable;
  readonly #sent: string[] = [];
  #latest: Stream | undefined;
  #ends: BoshEnd | undefined;
  #unique = 0;

  constructor(storage: Storage = mapStorage(), carrier: Carrier = 'WebSocket') {
    this.storage = storage;
    this.#carrier = carrier;
    const memory = new Memory(storage);
    this.protections = new Protections(memory);
    this.outbox = new Outbox(memory, (event) => this.said.push(event));
    this.#resumable = new Resumable(memory, this.outbox);
    this.bosh = new Bosh({
      xml: nodeXml,
      memory,
      protections: this.protections,
      attach: (line) => this.attach(line),
      later: this.#clock.later,
    });
  }

  /** What went to the server past the page. */
  get sent(): string[] {
    return this.#ends?.ours() ?? this.#sent;
  }

  /** The stream of the transport that asked last. */
  get latest(): Stream {
    if (this.#latest === undefined) throw new Error('no stream yet');
    return this.#latest;
  }

  /** Lets so many seconds go by. */
  pass(seconds: number): void {
    this.#clock.pass(seconds * 1000);
  }

  attach(line: Line): Stream {
    this.#latest = new Stream(line, {
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
    return this.#latest;
  }

  stream(): StreamEnds {
    if (this.#carrier === 'BOSH') {
      this.#ends = new BoshEnd(this);
      return this.#ends;
    }
    return this.attach({ send: (frame) => void this.#sent.push(frame), isOpen: () => true });
  }

  /** A stream on which alice is online; with stream management when there is an id to resume it by. */
  online(smId?: string): StreamEnds {
    const stream = this.stream();
    goOnline(stream, smId);
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
    return new Tab(this.storage, this.#carrier);
  }
}

/** Time that goes by when the test says so. */
class Clock {
  #now = 0;
  #timers: { readonly at: number; readonly run: () => void }[] = [];

  later = (ms: number, run: () => void): (() => void) => {
    const timer = { at: this.#now + ms, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  pass(ms: number): void {
    const end = this.#now + ms;
    const due = () => this.#timers.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0];
    for (let next = due(); next !== undefined; next = due()) {
      this.#now = next.at;
      this.#timers.splice(this.#timers.indexOf(next), 1);
      next.run();
    }
    this.#now = end;
  }
}

/** Alice binds, and shows herself; with stream management when there is an id to resume it by. */
export function goOnline(stream: Pick<StreamEnds, 'received' | 'sent'>, smId?: string): void {
  stream.received(
    `<iq xmlns='jabber:client' type='result' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>alice@localhost/tab</jid></bind></iq>`,
  );
  if (smId !== undefined) {
    stream.sent(`<enable xmlns='urn:xmpp:sm:3' resume='true'/>`);
    stream.received(`<enabled xmlns='urn:xmpp:sm:3' id='${smId}' resume='true'/>`);
  }
  stream.sent(`<presence xmlns='jabber:client'/>`);
}
