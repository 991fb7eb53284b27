/**
 * The state of one conversation: plain data that survives structured clone, and JSON with tagged bytes.
 *
 * Invariant: everything in it was checked when it came in. Nothing in it is ever changed in place.
 */
import { AKE_NONE, type AkeState } from './v3/ake.ts';
import type { FragmentStore } from './v3/fragments.ts';
import type { Session } from './v3/session.ts';

/** The message state of OTRv3, "The protocol state machine". */
export type MessageState =
  | { readonly name: 'MSGSTATE_PLAINTEXT' }
  | { readonly name: 'MSGSTATE_ENCRYPTED'; readonly session: Session }
  /** `fingerprint`: the ended session's, 20 bytes. */
  | { readonly name: 'MSGSTATE_FINISHED'; readonly fingerprint: Uint8Array };

export interface QueuedText {
  readonly id: string;
  readonly text: string;
}

export interface OtrState {
  /** Of this shape, for stored states. */
  readonly version: 1;
  /** Our instance tag. */
  readonly ourTag: number;
  readonly message: MessageState;
  readonly ake: AkeState;
  /** When the peer must have answered, in ms since the epoch; there while a query or an AKE awaits an answer. */
  readonly akeDeadline?: number;
  /** The user's texts that wait for the AKE, in order. */
  readonly queue: readonly QueuedText[];
  readonly fragments?: FragmentStore;
  /** Whether the user was told of messages for another instance. */
  readonly otherInstanceTold: boolean;
}

export function initialState(ourTag: number): OtrState {
  return {
    version: 1,
    ourTag,
    message: { name: 'MSGSTATE_PLAINTEXT' },
    ake: AKE_NONE,
    queue: [],
    otherInstanceTold: false,
  };
}

/** The state without its AKE deadline: an optional field that is not there must not be there as undefined. */
export function withoutDeadline(state: OtrState): OtrState {
  const { akeDeadline: _, ...rest } = state;
  return rest;
}

/** The state with the message in the making, or without one. */
export function withFragments(state: OtrState, fragments: FragmentStore | undefined): OtrState {
  const { fragments: _, ...rest } = state;
  return fragments === undefined ? rest : { ...rest, fragments };
}
