/**
 * How two clients that lost touch find each other again: what cannot be read starts one new AKE, and what the other side
 * could not read goes out once more.
 *
 * Invariants: of AKEs that nobody asked for one begins in HEAL_INTERVAL at most, and none while another is under way,
 * so that two clients can never keep each other busy; a text is sent again once at most.
 */
import { beginDirectedAke, start } from './ake-turn.ts';
import { isLive, type LiveInstance, sendData } from './data-out.ts';
import type { Env } from './engine-types.ts';
import type { Instance } from './instance.ts';
import { instanceOf, mapInstances } from './instances.ts';
import { forEach, type Outcome, outcome } from './outcome.ts';
import type { OtrState } from './state.ts';
import { writeFor } from './text/habit.ts';

/** In ms. */
const HEAL_INTERVAL = 30_000;

/** How long a text may be sent again, in ms. */
const RESEND_WINDOW = 60_000;

/** As libotr marks it. */
export const RESENT_MARK = '[resent] ';

function mayRekey(state: OtrState, env: Env): boolean {
  if (state.akeDeadline !== undefined) return false;
  return state.rekeyedAt === undefined || env.now - state.rekeyedAt >= HEAL_INTERVAL;
}

/** A message from `theirTag` could not be read: a new AKE with that instance, when we ever had a session. */
export function heal(state: OtrState, theirTag: number, env: Env): Outcome {
  if (!state.hadSession || !mayRekey(state, env)) return outcome(state);
  return beginDirectedAke({ ...state, rekeyedAt: env.now }, theirTag, env);
}

/** ERROR_START_AKE: an error message came. */
export function startAfterError(state: OtrState, env: Env): Outcome {
  if (!env.policy.errorStartAke || !mayRekey(state, env)) return outcome(state);
  return start({ ...state, rekeyedAt: env.now }, env);
}

const isRecent = (instance: Instance, env: Env): boolean =>
  instance.lastSent !== undefined && env.now - instance.lastSent.at <= RESEND_WINDOW;

function withoutLastSent({ lastSent: _, ...rest }: LiveInstance): LiveInstance {
  return rest;
}

/** Sends the last text once more, when the peer refused it and it was sent in an earlier session. */
export function resend(state: OtrState, theirTag: number, env: Env): Outcome {
  const instance = instanceOf(state, theirTag);
  const { lastSent } = instance;
  if (!isLive(instance) || lastSent === undefined || !isRecent(instance, env)) return outcome(state);
  if (!lastSent.refused || !lastSent.earlier) return outcome(state);
  const plaintext = { text: writeFor(instance.habit, RESENT_MARK + lastSent.text), tlvs: [] };
  const options = { ignoreUnreadable: false, messageId: lastSent.id };
  return sendData(state, withoutLastSent(instance), plaintext, options, env);
}

/** The peer sent an error message: what we sent last to any instance may not have been read. */
export function noteRefused(state: OtrState, env: Env): Outcome {
  const noted = mapInstances(state, (instance) =>
    instance.lastSent === undefined || !isRecent(instance, env)
      ? instance
      : { ...instance, lastSent: { ...instance.lastSent, refused: true } },
  );
  return forEach(noted, noted.instances, (next, { theirTag, ake }) =>
    ake.state === 'AUTHSTATE_NONE' && next.openCommit === undefined
      ? resend(next, theirTag, env)
      : outcome(next),
  );
}
