/**
 * Carries deliveries into the page's chat, one at a time, each at most once: put into the composer, sent, and confirmed by the
 * row that appears.
 *
 * Invariants: a text is sent only while the chat that it is meant for is open, seen in the same task as the press; it is pressed
 * once; what the user had written in the composer is there again afterwards. A delivery for a chat that is not open waits.
 */

import type { Recipe } from '#channel/recipe.ts';
import type { Delivery, FocusKeeper, SiteEvents } from '#sites/site.ts';
import { lookOf } from '#sites/xmpp/wire/otr-text.ts';
import { type ChatSight, sameChat } from './chat-finder.ts';
import type { KnownRow } from './chat-rows.ts';
import { fillComposer, holds, pause, readComposer } from './composer.ts';
import { Drafts } from './drafts.ts';
import { FocusShield } from './focus-shield.ts';
import { seenIn } from './page-scope.ts';
import { flat } from './page-text.ts';
import { clickOn, isEnabled, pressEnter } from './press.ts';
import { rowState } from './row-reader.ts';
import type { Fate, SentMemory } from './sent-memory.ts';

/** For so long, in ms, a row is waited for: servers of slow networks hold texts back. */
const ROW_MS = 30_000;
/** Putting a text into the composer is tried so often: nothing is sent by that. */
const TRIES = 3;
/** Buttons come to life when the page has seen that there is a text; and a page that took Enter empties its composer. */
const PAGE_MS = 1000;
/** Pages take the focus when they have sent something, at once or a little later. */
const AFTERMATH_MS = 400;
/** Key exchange messages are of no use after so long, in ms. */
const EXCHANGE_MS = 60_000;
/** A chat that is never the same at two looks is given up after so many. */
const MOST_ATTEMPTS = 20;

export interface OpenSight {
  readonly chat: ChatSight;
  readonly rows: readonly KnownRow[];
}

export interface SenderOptions {
  readonly recipe: Recipe;
  readonly sent: SentMemory;
  readonly focus: FocusKeeper;
  readonly events: Pick<SiteEvents, 'delivered' | 'undelivered'>;
  /** The chat that is open now, and its rows, read afresh. */
  look(): OpenSight | undefined;
  /** Resolves when the page changed, and after a moment in any case. */
  changed(): Promise<void>;
  /** Resolves when the user is not writing in this composer. */
  userRests(box: HTMLElement): Promise<void>;
  /** Keeps the user's keys out of this composer until the returned function is called. */
  freeze(box: HTMLElement): () => void;
  readonly signal: AbortSignal;
}

interface Waiting extends Delivery {
  readonly since: number;
  attempts: number;
}

type End = Exclude<Fate, 'pressed'>;
/** Names of the rows that were there when a text was pressed. */
type RowNames = ReadonlySet<unknown>;

export class Sender {
  readonly #options: SenderOptions;
  readonly #queue: Waiting[] = [];
  readonly #drafts: Drafts;
  readonly #shield = new FocusShield();
  #running = false;
  #again = false;

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#drafts = new Drafts(options.sent);
    options.signal.addEventListener('abort', () => this.#shield.lower());
  }

  /** A delivery that was taken before is not sent again; what became of it is told again. */
  take(delivery: Delivery): void {
    if (this.#queue.some(({ id }) => id === delivery.id)) return;
    const fate = this.#options.sent.fate(delivery.id);
    if (fate !== undefined && fate !== 'pressed') {
      this.#tell(delivery.id, fate);
      return;
    }
    this.#queue.push({ ...delivery, text: flat(delivery.text), since: Date.now(), attempts: 0 });
    this.run();
  }

  /** To be called when a chat is open that was not. */
  run(): void {
    this.#again = true;
    if (this.#running) return;
    this.#running = true;
    void this.#runAll().finally(() => {
      this.#running = false;
    });
  }

  /** A chat may be opened while the queue is at its end. */
  async #runAll(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      await this.#work();
    }
  }

  async #work(): Promise<void> {
    const open = this.#options.look()?.chat;
    if (open !== undefined) await this.#drafts.tidy(open);
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const end = await this.#carry(next);
      if (end === 'later') await pause(50);
      else this.#settle(next, end);
    }
  }

  /** The oldest that is for the chat that is open. */
  #next(): Waiting | undefined {
    const { look, sent, signal } = this.#options;
    if (signal.aborted) return undefined;
    const old = (one: Waiting) => Date.now() - one.since > EXCHANGE_MS && lookOf(one.text) === 'exchange';
    for (const one of this.#queue.filter(old))
      this.#settle(one, sent.fate(one.id) === 'pressed' ? 'unconfirmed' : 'refused');
    const chat = look()?.chat;
    return this.#queue.find(({ account, peer }) => account === chat?.account && peer === chat.peer);
  }

  #settle(delivery: Waiting, end: End): void {
    this.#queue.splice(this.#queue.indexOf(delivery), 1);
    this.#options.sent.settle(delivery.id, end);
    this.#tell(delivery.id, end);
  }

  #tell(id: string, end: End): void {
    const { events } = this.#options;
    if (end === 'delivered') events.delivered(id);
    else events.undelivered(id, end);
  }

  async #carry(delivery: Waiting): Promise<End | 'later'> {
    const { sent, focus, userRests, freeze } = this.#options;
    // Pressed before the page was loaded anew, or before another chat was opened: its row says whether it went.
    if (sent.fate(delivery.id) === 'pressed') return this.#confirm(delivery, new Set());
    delivery.attempts += 1;
    if (delivery.attempts > MOST_ATTEMPTS) return 'refused';
    const chat = this.#chatOf(delivery);
    if (chat === undefined) return 'later';
    await userRests(chat.composer);
    const releaseFocus = focus.keep(chat.composer);
    const unfreeze = freeze(chat.composer);
    const draft = this.#drafts.take(chat);
    const before = await this.#send(delivery).finally(unfreeze);
    const gone = typeof before !== 'string' && (await emptied(chat.composer, delivery.text));
    if (gone) await this.#giveBack(delivery, chat, draft);
    this.#shield.lowerIn(AFTERMATH_MS);
    const end = typeof before === 'string' ? before : await this.#confirm(delivery, before);
    if (!gone) await this.#giveBack(delivery, chat, draft);
    setTimeout(releaseFocus, AFTERMATH_MS);
    return end;
  }

  /** The parts of a long text follow each other: the draft waits for the last. */
  async #giveBack(delivery: Waiting, chat: ChatSight, draft: string): Promise<void> {
    const more = this.#queue.some(
      (one) => one !== delivery && one.peer === chat.peer && one.account === chat.account,
    );
    const left = holds(chat.composer, delivery.text);
    if (left) this.#shield.lower();
    if (more && !left) this.#drafts.keep(chat, draft);
    else await this.#drafts.giveBack(chat, draft, delivery.text, this.#options.look()?.chat);
  }

  /** What stands in an editor cannot be selected while it is inert. */
  #raiseShield(chat: ChatSight): void {
    if (readComposer(chat.composer).trim() === '') this.#shield.raise(chat);
    else this.#shield.lower();
  }

  #chatOf({ account, peer }: Delivery): ChatSight | undefined {
    const chat = this.#options.look()?.chat;
    return chat?.account === account && chat.peer === peer ? chat : undefined;
  }

  /** The rows that were there when it was pressed; or why it was not. */
  async #send(delivery: Waiting): Promise<RowNames | 'later' | 'refused'> {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const chat = this.#chatOf(delivery);
      if (chat === undefined) return 'later';
      const turn = () => this.#try(delivery, chat);
      // Most editors need no focus, and the user may be writing elsewhere.
      const result = attempt === 0 ? await turn() : await this.#focused(chat.composer, turn);
      if (result !== 'again') return result;
    }
    return 'refused';
  }

  #focused<T>(composer: HTMLElement, work: () => Promise<T>): Promise<T> {
    this.#shield.lower();
    return this.#options.focus.lend(() => {
      composer.focus({ preventScroll: true });
      return work();
    });
  }

  async #try(delivery: Waiting, chat: ChatSight): Promise<RowNames | 'later' | 'again'> {
    const { look, sent } = this.#options;
    const { text } = delivery;
    sent.prepare(text);
    this.#raiseShield(chat);
    const filled = await fillComposer(chat.composer, text, () => this.#shield.raise(chat));
    const button = filled ? await this.#button(chat) : undefined;
    // From here to the press nothing is awaited: the chat cannot change in between.
    const now = look();
    if (now === undefined || !sameChat(chat, now.chat)) return 'later';
    if (!filled || !holds(chat.composer, text)) return 'again';
    const before = new Set(now.rows.map(nameOf));
    if (this.#options.recipe.send !== 'enter' && button === undefined) return 'again';
    sent.settle(delivery.id, 'pressed');
    if (await this.#press(chat, button, text)) return before;
    sent.forget(delivery.id);
    return 'again';
  }

  /** False when the page took no notice: nothing was sent. */
  async #press({ composer }: ChatSight, button: HTMLElement | undefined, text: string): Promise<boolean> {
    if (button !== undefined) {
      clickOn(button);
      return true;
    }
    if (pressEnter(composer)) return true;
    // A page that takes Enter without a word empties its composer.
    for (const end = Date.now() + PAGE_MS; Date.now() < end; await pause(50)) {
      if (!holds(composer, text)) return true;
    }
    return false;
  }

  async #button({ scope }: ChatSight): Promise<HTMLElement | undefined> {
    const { send } = this.#options.recipe;
    if (send === 'enter') return undefined;
    for (const end = Date.now() + PAGE_MS; Date.now() < end; await pause(20)) {
      const button = seenIn(scope, send.click);
      if (button !== undefined && isEnabled(button)) return button;
    }
    return undefined;
  }

  async #confirm(delivery: Waiting, before: RowNames): Promise<End | 'later'> {
    const { look, changed, recipe, signal } = this.#options;
    for (const end = Date.now() + ROW_MS; Date.now() < end && !signal.aborted; await changed()) {
      const open = look();
      if (open !== undefined && (open.chat.account !== delivery.account || open.chat.peer !== delivery.peer))
        return 'later';
      const row = open?.rows.findLast(
        (one) => one.ours !== false && !before.has(nameOf(one)) && shows(one, delivery.text),
      );
      const state = row && rowState(row.element, recipe);
      if (state === 'sent') return 'delivered';
      if (state === 'failed') return 'refused';
    }
    return 'unconfirmed';
  }
}

/** Pages empty their composer when they have sent what is in it; some wait for their server. */
async function emptied(composer: HTMLElement, text: string): Promise<boolean> {
  for (const end = Date.now() + PAGE_MS; Date.now() < end; await pause(10)) {
    if (!composer.isConnected || !holds(composer, text)) return true;
  }
  return false;
}

const nameOf = ({ id, element }: KnownRow): unknown => id ?? element;

/** A long row may be cut: what can be seen of a ciphertext tells it from all others at its end only, so it must be whole. */
const shows = ({ content, text }: KnownRow, wanted: string): boolean =>
  content.kind === 'ciphertext' ? content.text === wanted : flat(text) === wanted;
