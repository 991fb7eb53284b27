/**
 * The content script's line to the background: a message counts as told when it was answered.
 *
 * The worker may die at any moment: what was not answered is told again, and the background acts once. Texts that
 * came in are told one after the other, in the order in which they came.
 */
import type { FromSite } from '#channel/site.ts';

/** What is used of `browser.runtime`. */
export interface Messenger {
  readonly id: string | undefined;
  sendMessage(message: FromSite): Promise<unknown>;
}

const FIRST_WAIT = 50;
const LONGEST_WAIT = 5_000;
/** For so long, in ms, an answer is waited for: nothing promises that a worker killed while it starts leaves one. */
const ANSWER_IN = 15_000;

export class BackgroundClient {
  readonly #runtime: Messenger;
  readonly #signal: AbortSignal;
  #inOrder: Promise<unknown> = Promise.resolve();

  constructor(runtime: Messenger, signal: AbortSignal) {
    this.#runtime = runtime;
    this.#signal = signal;
  }

  /** Resolves with the background's answer; never when the extension was taken away or the signal came. */
  async tell(message: FromSite): Promise<unknown> {
    for (let wait = FIRST_WAIT; this.#alive(); wait = Math.min(wait * 2, LONGEST_WAIT)) {
      const answer = await Promise.race([this.#ask(message), pause(ANSWER_IN)]);
      if (answer !== undefined && answer !== null) return answer;
      await pause(wait);
    }
    return new Promise(() => undefined);
  }

  /** Tells it after everything that was told in order before. */
  tellInOrder(message: FromSite): Promise<unknown> {
    this.#inOrder = this.#inOrder.then(() => this.tell(message));
    return this.#inOrder;
  }

  #ask = (message: FromSite): Promise<unknown> => this.#runtime.sendMessage(message).catch(() => undefined);

  /** The id is gone when the extension was updated or removed: the page has to be loaded again. */
  #alive = (): boolean => !this.#signal.aborted && this.#runtime.id !== undefined;
}

const pause = (ms: number): Promise<undefined> => new Promise((resolve) => setTimeout(resolve, ms));
