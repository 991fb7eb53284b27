/**
 * The wire hook: runs in the page's own world before the page's scripts, watches its XMPP streams, and does what the
 * content script asks. It is a convenience, not a boundary: the page could get round it, and then nothing is reported.
 */
import { type FromWire, type ToWire, WIRE_COMMAND, WIRE_EVENT } from '#channel/wire.ts';
import { type OnFirstUse, onFirstUse } from '#sites/on-first-use.ts';
import { Bosh } from './bosh/bosh.ts';
import { wrapBeacon, wrapFetch } from './bosh/fetch.ts';
import { wrapXhr } from './bosh/xhr.ts';
import { browserXml } from './browser-xml.ts';
import { DEFAULT_SENTENCE } from './conceal.ts';
import { bareJid } from './jid.ts';
import { Memory } from './memory.ts';
import { Outbox } from './outbox.ts';
import { Protections } from './protections.ts';
import { commandOf, Reporter } from './reporter.ts';
import { Resumable } from './session.ts';
import { wrapWebSocket } from './socket.ts';
import { Stream, type Surroundings } from './stream.ts';
import { type FrameHandler, guard, type Line } from './transport.ts';
import type { XmlCodec } from './xml.ts';

/** Once for each document: a second time it does nothing. */
export function installWireHook(page: Window & typeof globalThis): void {
  if (isInstalled(page.document)) return;
  const hook = new WireHook(page);
  page.document.addEventListener(WIRE_COMMAND, (event) => {
    const command = commandOf(event);
    if (command !== undefined) hook.command(command);
  });
}

/** What a page that speaks XMPP needs. */
interface Rooms {
  readonly around: Surroundings;
  readonly bosh: Bosh;
}

class WireHook {
  readonly #reporter: Reporter;
  readonly #rooms: OnFirstUse<Rooms>;
  /** Open ones, oldest first. */
  readonly #streams = new Set<Stream>();
  #sentence = DEFAULT_SENTENCE;
  /** Whom we said to be connected. */
  #account: string | undefined;

  constructor(page: Window & typeof globalThis) {
    this.#reporter = new Reporter(page.document);
    const [xml, later] = [browserXml(page), laterIn(page)];
    // What was kept is read when the page first speaks: most pages speak no XMPP, and all of them would wait for the disk.
    this.#rooms = onFirstUse(() => this.#furnish(sessionStorageOf(page), xml, later));
    wrapWebSocket(page, this.#attach);
    for (const wrap of [wrapXhr, wrapFetch, wrapBeacon])
      guard(() => wrap(page, () => this.#rooms.use().bosh));
  }

  #furnish(storage: Storage | undefined, xml: XmlCodec, later: Later): Rooms {
    const say = (event: FromWire) => this.#reporter.say(event);
    const memory = new Memory(storage);
    const outbox = new Outbox(memory, say);
    const protections = new Protections(memory);
    const resumable = new Resumable(memory, outbox);
    const sentence = () => this.#sentence;
    const around = { xml, outbox, resumable, say, protections, sentence, unique: uniqueIds() };
    return { around, bosh: new Bosh({ ...around, memory, attach: this.#attach, later }) };
  }

  #attach = (line: Line): FrameHandler => this.#watch(new Stream(line, this.#rooms.use().around));

  command(command: ToWire): void {
    switch (command.type) {
      case 'send':
        this.#deliver(command, this.#rooms.use().around.outbox);
        break;
      case 'protect':
        this.#rooms.use().around.protections.set(command.account, command.protection);
        break;
      case 'report':
        this.#report(command.sentence);
        break;
    }
  }

  #report(sentence: string | undefined): void {
    if (sentence) this.#sentence = sentence;
    // What was lost with the page before this one is told as well.
    this.#rooms.use();
    this.#reporter.heard(this.#state());
  }

  #deliver({ id, account, peer, text }: Extract<ToWire, { type: 'send' }>, outbox: Outbox): void {
    const known = outbox.outcomeOf(id) !== undefined;
    const stream = known ? undefined : this.#streamOf(bareJid(account));
    if (!known && stream === undefined) return;
    stream?.deliver(id, bareJid(peer), text);
    this.#reporter.say({ type: 'taken', id });
    if (known) outbox.repeat(id);
  }

  #watch(stream: Stream): FrameHandler {
    this.#streams.add(stream);
    const after = <T>(result: T): T => {
      this.#tellState();
      return result;
    };
    return {
      received: (frame: string) => after(stream.received(frame)),
      sending: (frame: string) => stream.sending(frame),
      passesUnread: () => stream.passesUnread(),
      sent: (frame: string) => after(stream.sent(frame)),
      goesOn: () => after(stream.goesOn()),
      ending: () => after(stream.ending()),
      changed: () => after(undefined),
      closed: () => {
        this.#streams.delete(stream);
        after(stream.closed());
      },
    };
  }

  #streamOf(account: string): Stream | undefined {
    return [...this.#streams].findLast((stream) => stream.account === account);
  }

  #tellState(): void {
    const account = [...this.#streams].findLast((stream) => stream.account !== undefined)?.account;
    if (account === this.#account) return;
    this.#account = account;
    this.#reporter.say(this.#state());
  }

  #state(): FromWire {
    return this.#account === undefined
      ? { type: 'disconnected' }
      : { type: 'connected', account: this.#account };
  }
}

/** An extension that was reloaded injects the hook again, into a page that still has the old one: that one answers. */
function isInstalled(document: Document): boolean {
  let answered = false;
  const listen = () => {
    answered = true;
  };
  document.addEventListener(WIRE_EVENT, listen);
  document.dispatchEvent(new CustomEvent(WIRE_COMMAND, { detail: JSON.stringify({ type: 'report' }) }));
  document.removeEventListener(WIRE_EVENT, listen);
  return answered;
}

function sessionStorageOf(page: Window): Storage | undefined {
  try {
    return page.sessionStorage;
  } catch {
    return undefined;
  }
}

type Later = (ms: number, run: () => void) => () => void;

/** The page's clock, taken before the page can stop it. */
function laterIn(page: Window): Later {
  const { setTimeout, clearTimeout } = page;
  return (ms, run) => {
    const timer = setTimeout.call(page, () => guard(run), ms);
    return () => clearTimeout.call(page, timer);
  };
}

/** Names for deliveries that nothing else tells apart. */
function uniqueIds(): () => string {
  const [tab = 0] = crypto.getRandomValues(new Uint32Array(1));
  let count = 0;
  return () => {
    count += 1;
    return `n${tab.toString(36)}-${Date.now().toString(36)}-${count}`;
  };
}
