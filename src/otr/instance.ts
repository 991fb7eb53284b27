/**
 * One instance of the peer's (OTRv3, "Instance Tags"): a client with its own session, its own AKE, its own habits.
 */
import type { Habit } from './text/habit.ts';
import type { AkeState } from './v3/ake.ts';
import type { Session } from './v3/session.ts';
import type { SmpState } from './v3/smp.ts';

/** The message state of OTRv3, "The protocol state machine". */
export type MessageState =
  | { readonly name: 'MSGSTATE_PLAINTEXT' }
  | Encrypted
  /** `fingerprint`: the ended session's, 20 bytes. */
  | { readonly name: 'MSGSTATE_FINISHED'; readonly fingerprint: Uint8Array };

export interface Encrypted {
  readonly name: 'MSGSTATE_ENCRYPTED';
  readonly session: Session;
  readonly smp: SmpState;
  /** When we last sent a data message, or the session was set up, in ms since the epoch. */
  readonly sentAt: number;
}

/** The last text that we sent to an instance, for the case that it could not be read. */
export interface LastSent {
  readonly id: string;
  readonly text: string;
  /** In ms since the epoch. */
  readonly at: number;
  /** The peer sent an error message after it. */
  readonly refused: boolean;
  /** It was sent in an earlier session than the present one. */
  readonly earlier: boolean;
}

/** The last text that an instance showed us. */
export interface LastShown {
  /** SHA-256 of it, 32 bytes. */
  readonly hash: Uint8Array;
  /** In ms since the epoch. */
  readonly at: number;
}

export interface Instance {
  /** >= 0x100. */
  readonly theirTag: number;
  readonly message: MessageState;
  readonly ake: AkeState;
  /** The digest of their D-H Commit Message that the present session came from, when it came from one: 32 bytes. */
  readonly usedCommit?: Uint8Array;
  readonly habit?: Habit;
  readonly lastSent?: LastSent;
  readonly lastShown?: LastShown;
}

export const MESSAGE_PLAINTEXT: MessageState = { name: 'MSGSTATE_PLAINTEXT' };

export const isEncrypted = (message: MessageState): message is Encrypted =>
  message.name === 'MSGSTATE_ENCRYPTED';
