/**
 * One BOSH session of the page (XEP-0124): takes the page's requests and the server's responses apart for the stream that
 * it carries, and gets stanzas of ours to the server.
 *
 * Ours ride in requests of the page's own, before its own stanzas. While the page only waits for the server, it is told
 * that the server had nothing to say, and so asks again. What the server then answers to that earlier request, the page
 * gets with its next one.
 *
 * Invariants: request ids, and the keys that may go with them (section 15), are the page's, and so is their number; no
 * response is lost or comes twice, and they come in order; a request that the page believes answered is ours to repeat.
 */
import type { Memory } from '#sites/xmpp/wire/memory.ts';
import { type Attach, type FrameHandler, guard, type Line } from '#sites/xmpp/wire/transport.ts';
import type { XmlCodec } from '#sites/xmpp/wire/xml.ts';
import { Body, EMPTY_BODY } from './body.ts';
import { Cargo } from './cargo.ts';
import type { Door, Exchange, Failure } from './exchange.ts';
import { RequestWindow } from './request-window.ts';
import { ResponseOrder } from './response-order.ts';

export interface BoshParts {
  readonly xml: XmlCodec;
  readonly memory: Memory;
  readonly attach: Attach;
  /** Runs it after so many milliseconds, unless what is returned is called before. */
  readonly later: (ms: number, run: () => void) => () => void;
}

/** Seconds without a request after which a server gives the session up, where it does not say. */
const INACTIVITY = 60;
/** Milliseconds to wait before a request that the page believes answered is sent again, time after time. */
const REPEATS = [0, 1000, 2000, 4000, 8000];
/** Milliseconds after which a request that was not answered is one that the server holds. */
const HELD = 1000;
/** Requests whose texts, and responses, are remembered: more than any window. */
const REMEMBERED = 16;

/** A request under way, for the page or for the server. */
interface Pending extends Exchange {
  readonly rid: number;
  readonly door: Door;
  /** As it went out. */
  readonly sent: string;
  repeats: number;
  /** The page has been told an answer. */
  answered: boolean;
}

/** What a response comes to for the page. */
interface Content {
  readonly raw: string;
  /** Undefined: as it is. */
  readonly text: string | undefined;
  /** The page loses nothing without it. */
  readonly isEmpty: boolean;
}

export class BoshSession {
  readonly #parts: BoshParts;
  readonly #handler: FrameHandler;
  readonly #cargo = new Cargo();
  readonly #order: ResponseOrder<Pending>;
  readonly #window = new RequestWindow<Pending>();
  /** The page waits for these, the oldest first. */
  #waiting: Pending[] = [];
  /** The server has not answered these. */
  #underWay: Pending[] = [];
  /** What the server said to requests that the page believes answered, oldest first. */
  #late: string[] = [];
  /** By request id: what the page handed over and what went out; and what came back. */
  readonly #written = new Map<number, { readonly given: string; readonly sent: string }>();
  readonly #read = new Map<number, Content>();
  #sid: string | undefined;
  #hold = 1;
  #acks = false;
  #inactivity = INACTIVITY;
  /** Seconds for which the page has asked the server to wait for it (section 10). */
  #pause: number | undefined;
  #isGood = false;
  /** The page has sent its last request. */
  #isEnding = false;
  #isOver = false;
  /** The page has been made to ask again, and has not yet. */
  #provoked = false;
  #silence: () => void = () => undefined;

  constructor(parts: BoshParts) {
    this.#parts = parts;
    this.#order = new ResponseOrder(parts.later, (pending, raw) => this.#take(pending, raw));
    this.#handler = parts.attach(this.#line());
  }

  /** The server's name for it, once it is known. */
  get sid(): string | undefined {
    return this.#sid;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Whether what cannot be read may go out. */
  passesUnread(): boolean {
    return this.#handler.passesUnread();
  }

  /** The page goes on with a session that is older than the page. */
  goOn(sid: string): void {
    this.#sid = sid;
    const record = this.#parts.memory.readBosh();
    if (record?.sid !== sid) return;
    this.#hold = record.hold;
    this.#acks = record.acks;
    this.#cargo.restore(record);
    this.#handler.goesOn();
  }

  /** The page sends this; `given` is the body's text. */
  request(body: Body, given: string, door: Door): Exchange {
    const { rid } = body;
    const known = this.#written.get(rid);
    const sent = known?.given === given ? known.sent : this.#outgoing(body, given, known !== undefined);
    this.#remember(this.#written, rid, { given, sent });
    const pending = this.#pend(rid, door, given, sent);
    this.#pause = body.number('pause');
    if (body.attribute('type') === 'terminate') this.#lastRequest();
    queueMicrotask(() => guard(() => this.#serve()));
    return pending;
  }

  #line(): Line {
    const session = this;
    return {
      get sid() {
        return session.#sid;
      },
      isOpen: () => this.#isGood && !this.#isEnding && !this.#isOver,
      send: (frame) => {
        this.#cargo.add(frame);
        this.#changed();
        queueMicrotask(() => guard(() => this.#serve()));
      },
    };
  }

  #outgoing(body: Body, given: string, isRepeated: boolean): string {
    const frames = body.rewrite((frame) => this.#handler.sending(frame));
    const aboard = this.#aboard(body, isRepeated);
    if (aboard.length > 0) {
      body.prepend(aboard);
      this.#changed();
    }
    if (this.#sid === undefined) this.#acks = body.attribute('ack') !== undefined;
    this.#acknowledge(body);
    if (!isRepeated) for (const frame of frames) this.#handler.sent(frame);
    return body.changedText ?? given;
  }

  /** Nothing goes with the request that begins a session or a stream, nor with the last: nobody would hear of it. */
  #aboard(body: Body, isRepeated: boolean): readonly string[] {
    if (isRepeated) return this.#cargo.aboard(body.rid);
    const carries = this.#sid !== undefined && !body.restarts && body.attribute('type') === undefined;
    return carries && !Number.isNaN(body.rid) ? this.#cargo.board(body.rid) : [];
  }

  /** The page may believe more responses to have come than have (section 9). */
  #acknowledge(body: Body): void {
    const oldest = Math.min(...this.#underWay.filter(({ answered }) => answered).map(({ rid }) => rid));
    if (this.#acks && oldest < body.rid) body.set('ack', String(oldest - 1));
  }

  #pend(rid: number, door: Door, given: string, sent: string): Pending {
    const pending: Pending = {
      rid,
      door,
      sent,
      text: sent === given ? undefined : sent,
      repeats: 0,
      answered: false,
      start: (send) => this.#window.start(pending, send, door.rigid),
      arrived: (raw) => guard(() => this.#arrived(pending, raw)),
      failed: (why) => guard(() => this.#failed(pending, why)),
    };
    this.#silence();
    this.#provoked = false;
    // A second attempt takes the place of the first.
    this.#waiting = [...this.#waiting.filter((other) => other.rid !== rid), pending].sort(byRid);
    this.#underWay = [...this.#underWay.filter((other) => other.rid !== rid), pending].sort(byRid);
    if (!this.#isGood && this.#sid !== undefined) this.#parts.later(HELD, () => this.#seemsHeld(pending));
    return pending;
  }

  #arrived(pending: Pending, raw: string): void {
    this.#forget(pending);
    const [oldest] = this.#underWay;
    this.#order.arrived(
      pending,
      raw,
      pending.door.rigid ? pending.rid : (oldest?.rid ?? Number.POSITIVE_INFINITY),
    );
    this.#listenForSilence();
  }

  /** Responses come here in order. */
  #take(pending: Pending, raw: string): void {
    const known = this.#read.get(pending.rid);
    // The same response again: it was lost between the browser and the page.
    const asItIs = { raw, text: undefined, isEmpty: false };
    const content = known?.raw === raw ? known : (guard(() => this.#open(pending, raw)) ?? asItIs);
    if (content === 'nothing') return;
    this.#remember(this.#read, pending.rid, content);
    if (!pending.answered) this.#answer(pending, content.text);
    else if (!content.isEmpty) this.#late.push(content.text ?? raw);
    this.#serve();
  }

  #open(pending: Pending, raw: string): Content | 'nothing' | undefined {
    const body = Body.read(raw, this.#parts.xml);
    if (body === undefined) return pending.answered ? 'nothing' : undefined;
    const type = body.attribute('type');
    // To a request that the server no longer expects.
    if (type === 'terminate' && pending.repeats > 0) return 'nothing';
    // The page would repeat its requests (section 17.3), but not those that it believes answered.
    if (type === 'error' && pending.answered) return this.#repeat(pending);
    this.#learn(body);
    this.#cargo.landed(pending.rid);
    this.#setGood(type === undefined);
    body.rewrite((frame) => this.#handler.received(frame));
    if (type === 'terminate') this.#end();
    this.#changed();
    return { raw, text: body.changedText, isEmpty: body.isEmpty && type === undefined };
  }

  #learn(body: Body): void {
    this.#sid ??= body.attribute('sid');
    this.#hold = body.number('hold') ?? this.#hold;
    this.#window.size = body.number('requests') ?? Math.max(this.#window.size, this.#hold + 1);
    this.#inactivity = body.number('inactivity') ?? this.#inactivity;
  }

  #failed(pending: Pending, why: Failure): void {
    this.#forget(pending);
    if (!pending.answered) {
      this.#answer(pending, undefined);
      if (why !== 'aborted') this.#setGood(false);
      // The older way to say that the session is over (section 17.1).
      if (this.#isEnding || (typeof why === 'number' && why >= 400 && why < 500)) this.#end();
    } else this.#repeat(pending);
    const [oldest] = this.#underWay;
    this.#order.release(oldest?.rid ?? Number.POSITIVE_INFINITY);
    this.#listenForSilence();
  }

  #repeat(pending: Pending): 'nothing' {
    const wait = REPEATS[pending.repeats];
    if (wait === undefined || this.#isOver) return 'nothing';
    this.#underWay = [...this.#underWay, pending].sort(byRid);
    this.#parts.later(wait, () => {
      pending.repeats += 1;
      if (!this.#isOver) this.#window.start(pending, () => pending.door.repeat(pending.sent), true);
    });
    return 'nothing';
  }

  /** Gives the page what it waits for, and makes it ask again when ours have to go out. */
  #serve(): void {
    while (this.#late.length > 0) {
      const next = this.#waiting.find(({ door }) => !door.rigid);
      if (next === undefined) return;
      this.#answer(next, this.#late.shift());
    }
    // When the server holds more than it must, it answers one by itself.
    const provokes =
      this.#cargo.isWaiting && this.#isGood && !this.#provoked && this.#underWay.length <= this.#hold;
    const [oldest] = this.#waiting;
    if (!provokes || this.#isEnding || this.#isOver || oldest === undefined || oldest.door.rigid) return;
    this.#provoked = true;
    this.#answer(oldest, EMPTY_BODY);
  }

  #answer(pending: Pending, text: string | undefined): void {
    pending.answered = true;
    this.#waiting = this.#waiting.filter((other) => other !== pending);
    if (text === undefined) pending.door.pass();
    else pending.door.answer(text);
  }

  /** The server seems to hold it, so that the line is there again. */
  #seemsHeld(pending: Pending): void {
    if (!this.#underWay.includes(pending) || this.#isOver) return;
    this.#setGood(true);
    this.#serve();
  }

  #forget(pending: Pending): void {
    this.#underWay = this.#underWay.filter((other) => other !== pending);
    this.#window.end(pending);
  }

  #setGood(good: boolean): void {
    if (this.#isGood === good) return;
    this.#isGood = good;
    this.#handler.changed();
  }

  /** A page that is silent for so long has lost the session, whether it says so or not. */
  #listenForSilence(): void {
    this.#silence();
    if (this.#underWay.length > 0 || this.#isOver) return;
    this.#silence = this.#parts.later((this.#pause ?? this.#inactivity) * 1000, () => this.#end());
  }

  #lastRequest(): void {
    this.#isEnding = true;
    this.#handler.ending();
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#silence();
    this.#cargo.clear();
    this.#parts.memory.writeBosh(() => undefined);
    this.#handler.closed();
  }

  #changed(): void {
    const sid = this.#sid;
    if (sid === undefined || this.#isOver) return;
    const record = () => ({ sid, hold: this.#hold, acks: this.#acks, ...this.#cargo.state });
    this.#parts.memory.writeBosh(() => (this.#isOver ? undefined : record()));
  }

  #remember<T>(map: Map<number, T>, rid: number, value: T): void {
    map.delete(rid);
    map.set(rid, value);
    const oldest = map.keys().next().value;
    if (map.size > REMEMBERED && oldest !== undefined) map.delete(oldest);
  }
}

const byRid = (one: { readonly rid: number }, other: { readonly rid: number }): number => one.rid - other.rid;
