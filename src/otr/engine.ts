/**
 * The OTR engine's one door: a pure function from state and input to state and effects.
 *
 * Invariants: `step` never changes the state it is given; peer input that breaks the specification leaves the
 * state as it was and gives one event 'malformed'; any other exception is a mistake of ours or the caller's, and
 * the caller keeps the old state.
 */
import { start } from './ake-turn.ts';
import type { Env, Input, Status } from './engine-types.ts';
import { receive } from './incoming.ts';
import { chosenInstance } from './instances.ts';
import { OtrError } from './otr-error.ts';
import { event, type Outcome, outcome } from './outcome.ts';
import { end, proposeExtraKey, send, tick } from './outgoing.ts';
import { abortSmp, answer, startSmp } from './smp-turn.ts';
import { initialState, type OtrState } from './state.ts';
import { randomInstanceTag } from './v3/instance-tag.ts';

export type { OtrState } from './state.ts';

/** What outlives the state of one conversation. */
export interface Remembered {
  /** Ours: an account keeps its tag, so that what was sent to an earlier state is known to be for us. */
  readonly instanceTag: number;
  /** Whether there ever was a session with this contact: then what cannot be read begins a new one. */
  readonly hadSession: boolean;
}

/** MSGSTATE_PLAINTEXT, with a random instance tag unless one is remembered. Draws 4 bytes then. */
export function newConversation(env: Pick<Env, 'random'>, remembered?: Remembered): OtrState {
  const tag = remembered?.instanceTag ?? randomInstanceTag((length) => env.random(length));
  return { ...initialState(tag), hadSession: remembered?.hadSession ?? false };
}

/**
 * Does what `input` asks for. The caller records the state before it acts on the effects.
 * Throws RangeError when `env.maxText` is too small for a message to be sent in fragments.
 */
export function step(state: OtrState, input: Input, env: Env): Outcome {
  switch (input.type) {
    case 'start':
      return start(state, env);
    case 'end':
      return end(state, env);
    case 'send':
      return send(state, { id: input.id, text: input.text }, env);
    case 'receive':
      return receiveOrRefuse(state, input, env);
    case 'smp-start':
      return startSmp(state, input.secret, input.question, env);
    case 'smp-answer':
      return answer(state, input.secret, env);
    case 'smp-abort':
      return abortSmp(state, env);
    case 'extra-key':
      return proposeExtraKey(state, input.use, input.data, env);
    case 'tick':
      return tick(state, env);
  }
}

function receiveOrRefuse(state: OtrState, input: Extract<Input, { type: 'receive' }>, env: Env): Outcome {
  try {
    return receive(state, input, env);
  } catch (error) {
    if (!(error instanceof OtrError)) throw error;
    return outcome(state, event({ name: 'malformed', code: error.code, section: error.section }));
  }
}

/** The state as the user sees it: a running conversation stays 'encrypted' while its keys are refreshed. */
export function status(state: OtrState): Status {
  const message = chosenInstance(state)?.message.name;
  if (message === 'MSGSTATE_ENCRYPTED') return 'encrypted';
  if (state.akeDeadline !== undefined) return 'starting';
  return message === 'MSGSTATE_FINISHED' ? 'finished' : 'plaintext';
}

/** 20 bytes, of the chosen instance's current or finished session. */
export function peerFingerprint(state: OtrState): Uint8Array | undefined {
  const message = chosenInstance(state)?.message;
  switch (message?.name) {
    case 'MSGSTATE_ENCRYPTED':
      return message.session.fingerprint;
    case 'MSGSTATE_FINISHED':
      return message.fingerprint;
    default:
      return undefined;
  }
}

/** When a 'tick' is due, in ms since the epoch. */
export const wakeAt = (state: OtrState): number | undefined => state.akeDeadline;
