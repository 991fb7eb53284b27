/**
 * Which of the stanzas sent on a stream were ours (XEP-0198).
 *
 * The server counts all stanzas, the page only its own. The ledger counts all and remembers the ordinals of ours, so that
 * it can tell which of ours a count covers, and what the count would be without them. Counters wrap at 2^32 on the wire.
 */

export interface LedgerState {
  /** Stanzas sent since stream management was enabled. */
  readonly sent: number;
  /** The server's latest count, unwrapped. */
  readonly handled: number;
  /** How many of these were ours. */
  readonly oursHandled: number;
  /** Ours beyond the count, oldest first. */
  readonly pending: readonly Pending[];
}

export interface Pending {
  readonly id: string;
  /** The first stanza has ordinal 1. */
  readonly ordinal: number;
}

const WRAP = 2 ** 32;

export class Ledger {
  #sent: number;
  #handled: number;
  #oursHandled: number;
  #pending: Pending[];

  constructor(state: LedgerState = { sent: 0, handled: 0, oursHandled: 0, pending: [] }) {
    this.#sent = state.sent;
    this.#handled = state.handled;
    this.#oursHandled = state.oursHandled;
    this.#pending = [...state.pending];
  }

  get state(): LedgerState {
    return {
      sent: this.#sent,
      handled: this.#handled,
      oursHandled: this.#oursHandled,
      pending: this.#pending,
    };
  }

  /** Ids of ours that no count has covered yet, oldest first. */
  get pending(): string[] {
    return this.#pending.map(({ id }) => id);
  }

  countPage(): void {
    this.#sent += 1;
  }

  countOurs(id: string): void {
    this.#sent += 1;
    this.#pending.push({ id, ordinal: this.#sent });
  }

  /** Takes the server's count; returns it as the page would have it, and the ids of ours that it covers now. */
  acknowledge(count: number): { pageCount: number; handled: string[] } {
    const step = (count - (this.#handled % WRAP) + WRAP) % WRAP;
    // A count that goes back would be a huge step: it covers nothing new.
    if (step < WRAP / 2) this.#handled += step;
    const handled = this.#pending.filter(({ ordinal }) => ordinal <= this.#handled).map(({ id }) => id);
    this.#pending = this.#pending.filter(({ ordinal }) => ordinal > this.#handled);
    this.#oursHandled += handled.length;
    const pageCount = (((count - this.#oursHandled) % WRAP) + WRAP) % WRAP;
    return { pageCount, handled };
  }

  /** After a resumption: what the count does not cover has to be sent again and will be counted again. Returns our ids. */
  rewind(): string[] {
    const again = this.pending;
    this.#sent = this.#handled;
    this.#pending = [];
    return again;
  }
}
