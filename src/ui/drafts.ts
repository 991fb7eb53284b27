/**
 * What stands in the composer, for each conversation, and when the background is told of it.
 *
 * A change is told after a pause in typing, and at once by `flush`. While a text is under way that the background
 * has not taken, nothing is told: should this document die in that moment, the old draft still holds the text.
 */
import { MAX_TEXT } from '#channel/conversation.ts';

export interface DraftsOptions {
  readonly tell: (conversation: string, text: string) => void;
  readonly hasUntaken: (conversation: string) => boolean;
  readonly setTimer: (run: () => void, ms: number) => () => void;
}

const PAUSE = 300;

export class Drafts {
  readonly #options: DraftsOptions;
  readonly #texts = new Map<string, string>();
  readonly #untold = new Set<string>();
  /** What the background was told last, until it says the same. */
  readonly #unheard = new Map<string, string>();
  #stopTimer: (() => void) | undefined;

  constructor(options: DraftsOptions) {
    this.#options = options;
  }

  /** What was last written here, else what the background has. */
  read(conversation: string, told: string): string {
    return this.#texts.get(conversation) ?? told;
  }

  /** The background says what it has. False while that is older than what stands here. */
  heard(conversation: string, text: string): boolean {
    if (this.#untold.has(conversation)) return false;
    const told = this.#unheard.get(conversation);
    if (told === text) this.#unheard.delete(conversation);
    return told === undefined;
  }

  write(conversation: string, text: string): void {
    this.#texts.set(conversation, text);
    this.#untold.add(conversation);
    this.#wait();
  }

  /** Another document of ours changed it. */
  adopt(conversation: string, text: string): void {
    this.#texts.set(conversation, text);
  }

  /** Sotto was locked: what the background has on record is not kept here. */
  forgetTold(): void {
    for (const conversation of [...this.#texts.keys()]) {
      if (!this.#untold.has(conversation)) this.#texts.delete(conversation);
    }
  }

  /** Tells all that was not told and may be. */
  flush(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    for (const conversation of [...this.#untold]) {
      if (this.#options.hasUntaken(conversation)) continue;
      this.#untold.delete(conversation);
      const text = this.#texts.get(conversation) ?? '';
      if (text.length > MAX_TEXT) continue;
      this.#unheard.set(conversation, text);
      this.#options.tell(conversation, text);
    }
    if (this.#untold.size > 0) this.#wait();
  }

  #wait(): void {
    this.#stopTimer?.();
    this.#stopTimer = this.#options.setTimer(() => this.flush(), PAUSE);
  }
}
