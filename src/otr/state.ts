/**
 * The state of one conversation: plain data that survives structured clone, and JSON with tagged bytes.
 *
 * Invariants: everything in it was checked when it came in; nothing in it is ever changed in place; what a peer can
 * make it hold is bounded.
 */
import type { TimedStore } from './fragment-stores.ts';
import type { Instance } from './instance.ts';
import type { AkeAwaitingDhKey } from './v3/ake.ts';

export interface QueuedText {
  readonly id: string;
  readonly text: string;
}

/** A D-H Commit Message of ours to whichever instances of the peer's there are. */
export interface OpenCommit {
  readonly ake: AkeAwaitingDhKey;
  /** The instances whose AKE has gone on from it: their own AKE state counts, for all others this one. */
  readonly answered: readonly number[];
}

export interface OtrState {
  /** Of this shape, for stored states; see `migrate.ts`. */
  readonly version: 2;
  /** Our instance tag. */
  readonly ourTag: number;
  /** The peer's instances, at most MAX_INSTANCES, the most recently active last. */
  readonly instances: readonly Instance[];
  /** The tag of the instance that the user sees and talks to. */
  readonly chosen?: number;
  readonly openCommit?: OpenCommit;
  /** When the peer must have answered, in ms since the epoch; there while a query or an AKE awaits an answer. */
  readonly akeDeadline?: number;
  /** The user's texts that wait for the AKE, in order. */
  readonly queue: readonly QueuedText[];
  /** Messages in the making, at most one from each sender, the most recently grown last. */
  readonly fragments: readonly TimedStore[];
  /** Whether the user was told of messages for another instance. */
  readonly otherInstanceTold: boolean;
  /** Whether plaintext came since we last entered MSGSTATE_PLAINTEXT: then no whitespace tag is sent. */
  readonly plaintextReceived: boolean;
  /** Whether there ever was a private session in this conversation. */
  readonly hadSession: boolean;
  /** When an AKE was last begun without the user's wish, or completed, in ms since the epoch; see `healing.ts`. */
  readonly rekeyedAt?: number;
}

export function initialState(ourTag: number): OtrState {
  return {
    version: 2,
    ourTag,
    instances: [],
    queue: [],
    fragments: [],
    otherInstanceTold: false,
    plaintextReceived: false,
    hadSession: false,
  };
}

/** An optional field that is not there must not be there as undefined. */
export function without<Key extends 'chosen' | 'openCommit' | 'akeDeadline'>(
  state: OtrState,
  key: Key,
): OtrState {
  const { [key]: _, ...rest } = state;
  return rest as OtrState;
}
