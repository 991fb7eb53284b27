/**
 * Stored states of earlier versions of this engine. A state that cannot be carried over is given up: the caller begins a
 * new conversation and tells the user, and the contact's client finds out at its next message.
 */
import { type Instance, MESSAGE_PLAINTEXT } from './instance.ts';
import { initialState, type OtrState, type QueuedText } from './state.ts';
import { AKE_NONE, type AkeState } from './v3/ake.ts';
import type { Session } from './v3/session.ts';
import { SMP_IDLE } from './v3/smp.ts';

/** What version 1 kept: one session, one AKE. */
interface StateV1 {
  readonly version: 1;
  readonly ourTag: number;
  readonly message:
    | { readonly name: 'MSGSTATE_PLAINTEXT' }
    | { readonly name: 'MSGSTATE_ENCRYPTED'; readonly session: Session }
    | { readonly name: 'MSGSTATE_FINISHED'; readonly fingerprint: Uint8Array };
  readonly ake: AkeState;
  readonly akeDeadline?: number;
  readonly queue: readonly QueuedText[];
  readonly otherInstanceTold: boolean;
}

/** What a finished session's instance is called: version 1 did not keep its tag. */
const FORGOTTEN_TAG = 0x100;

/** A state that this engine, or an earlier version, has made; undefined for anything else. */
export function migrate(stored: unknown): OtrState | undefined {
  if (typeof stored !== 'object' || stored === null || !('version' in stored)) return undefined;
  if (stored.version === 2) return 'instances' in stored ? (stored as OtrState) : undefined;
  if (stored.version !== 1 || !('message' in stored && 'ake' in stored && 'ourTag' in stored))
    return undefined;
  return fromV1(stored as StateV1);
}

function messageFromV1(message: StateV1['message']): Instance | undefined {
  switch (message.name) {
    case 'MSGSTATE_PLAINTEXT':
      return undefined;
    case 'MSGSTATE_ENCRYPTED':
      return {
        theirTag: message.session.theirTag,
        message: { ...message, smp: SMP_IDLE, sentAt: 0 },
        ake: AKE_NONE,
      };
    case 'MSGSTATE_FINISHED':
      return { theirTag: FORGOTTEN_TAG, message, ake: AKE_NONE };
  }
}

function withAkeFromV1(state: OtrState, ake: AkeState): OtrState {
  if (ake.state === 'AUTHSTATE_NONE') return state;
  if (ake.state === 'AUTHSTATE_AWAITING_DHKEY') return { ...state, openCommit: { ake, answered: [] } };
  const known = state.instances.find(({ theirTag }) => theirTag === ake.theirTag);
  const others = state.instances.filter((one) => one !== known);
  const instance = known ?? { theirTag: ake.theirTag, message: MESSAGE_PLAINTEXT, ake };
  return { ...state, instances: [...others, { ...instance, ake }] };
}

function fromV1(stored: StateV1): OtrState {
  const instance = messageFromV1(stored.message);
  const begun: OtrState = {
    ...initialState(stored.ourTag),
    queue: stored.queue,
    otherInstanceTold: stored.otherInstanceTold,
    ...(stored.akeDeadline === undefined ? {} : { akeDeadline: stored.akeDeadline }),
    ...(instance === undefined ? {} : { instances: [instance], chosen: instance.theirTag, hadSession: true }),
  };
  return withAkeFromV1(begun, stored.ake);
}
