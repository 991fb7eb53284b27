/**
 * The stanzas of ours, by id, and what became of them. An id is sent once; its outcome is told once, and again when asked.
 */
import type { FromWire } from '#channel/wire.ts';
import type { Memory, Outcome } from './memory.ts';

/** Known ids beyond this are forgotten, settled ones first to come first to go. */
const KNOWN = 1000;

export class Outbox {
  readonly #memory: Memory;
  readonly #say: (event: FromWire) => void;
  readonly #outcomes: Map<string, Outcome>;
  readonly #stanzas = new Map<string, string>();

  constructor(memory: Memory, say: (event: FromWire) => void) {
    this.#memory = memory;
    this.#say = say;
    this.#outcomes = new Map(memory.readOutcomes());
  }

  outcomeOf(id: string): Outcome | undefined {
    return this.#outcomes.get(id);
  }

  /** Keeps a stanza that is about to be sent. */
  take(id: string, stanza: string): void {
    this.#stanzas.set(id, stanza);
    this.#memory.writeStanza(id, stanza);
    this.#set(id, 'pending');
  }

  /** The stanza, while it is pending. */
  stanza(id: string): string | undefined {
    return this.#stanzas.get(id) ?? this.#memory.readStanza(id);
  }

  /** Tells what became of it. A stanza that the server handled can still be refused by the peer's server. */
  settle(id: string, outcome: Exclude<Outcome, 'pending'>): void {
    const before = this.#outcomes.get(id);
    const late = before === 'handled' && outcome === 'refused';
    if (before !== 'pending' && !late) return;
    this.#stanzas.delete(id);
    this.#memory.writeStanza(id, undefined);
    this.#set(id, outcome);
    this.#say({ type: outcome, id });
  }

  /** Tells the outcome again, if there is one, once the running task is over. */
  repeat(id: string): void {
    queueMicrotask(() => {
      const outcome = this.#outcomes.get(id);
      if (outcome !== undefined && outcome !== 'pending') this.#say({ type: outcome, id });
    });
  }

  /** After a reload: what is pending and not among `kept` was on a stream that is gone. */
  abandonAllBut(kept: ReadonlySet<string>): void {
    for (const [id, outcome] of [...this.#outcomes]) {
      if (outcome === 'pending' && !kept.has(id)) this.settle(id, 'lost');
    }
  }

  #set(id: string, outcome: Outcome): void {
    this.#outcomes.set(id, outcome);
    if (this.#outcomes.size > KNOWN) this.#forgetOldest();
    this.#memory.writeOutcomes(() => [...this.#outcomes]);
  }

  #forgetOldest(): void {
    for (const [id, outcome] of this.#outcomes) {
      if (outcome === 'pending') continue;
      this.#outcomes.delete(id);
      return;
    }
  }
}
