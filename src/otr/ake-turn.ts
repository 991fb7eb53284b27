/**
 * The AKE within the conversation: which instance's it is, what goes out, and what a completed one changes; OTRv3,
 * "State transitions".
 *
 * Invariants: while an AKE is under way there is a deadline; a D-H Commit Message of ours to all instances puts the AKE of
 * each into AUTHSTATE_AWAITING_DHKEY (`openCommit`), as one to a single instance does with that instance's.
 */
import { sendAke } from './data-out.ts';
import type { Env } from './engine-types.ts';
import type { Instance } from './instance.ts';
import { instanceOf, mapInstances, withInstance } from './instances.ts';
import { type Outcome, outcome } from './outcome.ts';
import { type OtrState, without } from './state.ts';
import { AKE_NONE, type AkeAwaitingDhKey, type AkeState, type AkeStep, startAke } from './v3/ake.ts';
import { UNKNOWN_TAG } from './v3/instance-tag.ts';
import { queryMessage } from './wire-text.ts';

/** How long an answer to a query or to an AKE message may take, in ms. */
const AKE_TIMEOUT = 60_000;

function awaitingAnswer(state: OtrState, env: Env): OtrState {
  return { ...state, akeDeadline: env.now + AKE_TIMEOUT };
}

/** Whether the AKE with this instance goes on from the commit that all instances got. */
const isOpenTo = (state: OtrState, theirTag: number): boolean =>
  state.openCommit !== undefined && !state.openCommit.answered.includes(theirTag);

/** The AKE state that a message from this instance meets. */
export function akeWith(state: OtrState, theirTag: number): AkeState {
  const open = state.openCommit;
  return open !== undefined && isOpenTo(state, theirTag) ? open.ake : instanceOf(state, theirTag).ake;
}

/** The instance's AKE from now on; the commit that all got stays for the others. */
function withAke(state: OtrState, theirTag: number, ake: AkeState): OtrState {
  const next = withInstance(state, { ...instanceOf(state, theirTag), ake });
  const { openCommit } = next;
  if (openCommit === undefined || !isOpenTo(state, theirTag)) return next;
  return { ...next, openCommit: { ...openCommit, answered: [...openCommit.answered, theirTag] } };
}

/** Takes over a step of the AKE with one instance. */
export function applyAkeStep(state: OtrState, { ake, reply }: AkeStep, theirTag: number, env: Env): Outcome {
  const next = ake === akeWith(state, theirTag) ? state : withAke(state, theirTag, ake);
  if (reply === undefined) return outcome(next);
  const effects = sendAke(reply, { sender: state.ourTag, receiver: theirTag }, env);
  return outcome(awaitingAnswer(next, env), ...effects);
}

const withoutAke = (instance: Instance): Instance =>
  instance.ake.state === 'AUTHSTATE_NONE' ? instance : { ...instance, ake: AKE_NONE };

/** No AKE is under way any more, nor asked for. */
export const withoutAkes = (state: OtrState): OtrState =>
  without(without(mapInstances(state, withoutAke), 'openCommit'), 'akeDeadline');

/** Our D-H Commit Message that nobody has answered yet. */
function unansweredCommit({ openCommit, instances }: OtrState): AkeAwaitingDhKey | undefined {
  if (openCommit?.answered.length === 0) return openCommit.ake;
  const { ake } = instances.find((one) => one.ake.state === 'AUTHSTATE_AWAITING_DHKEY') ?? { ake: AKE_NONE };
  return ake.state === 'AUTHSTATE_AWAITING_DHKEY' ? ake : undefined;
}

function newCommit(env: Env): AkeAwaitingDhKey {
  const { ake } = startAke((length) => env.random(length));
  if (ake.state !== 'AUTHSTATE_AWAITING_DHKEY') throw new Error('an AKE begins with our commit');
  return ake;
}

/**
 * The peer asked for a conversation: our D-H Commit Message goes out, to any of its instances. Asked again, we send
 * the same one again: of two different ones a crossing commit could be higher than the one and lower than the other,
 * and both sides would wait for the other's Reveal Signature.
 */
export function beginAke(state: OtrState, env: Env): Outcome {
  const ake = unansweredCommit(state) ?? newCommit(env);
  const next = { ...withoutAkes(state), openCommit: { ake, answered: [] } };
  const tags = { sender: state.ourTag, receiver: UNKNOWN_TAG };
  return outcome(awaitingAnswer(next, env), ...sendAke(ake.sent, tags, env));
}

/** Our D-H Commit Message goes out to one instance. */
export function beginDirectedAke(state: OtrState, theirTag: number, env: Env): Outcome {
  const ake = newCommit(env);
  const next = withInstance(state, { ...instanceOf(state, theirTag), ake });
  const tags = { sender: state.ourTag, receiver: theirTag };
  return outcome(awaitingAnswer(next, env), ...sendAke(ake.sent, tags, env));
}

/** Whether any AKE is under way. */
export const isAkeRunning = (state: OtrState): boolean =>
  state.openCommit !== undefined || state.instances.some(({ ake }) => ake.state !== 'AUTHSTATE_NONE');

/** Whether the chosen instance may be about to have new keys: then nothing is sent under the old ones. */
export const isRekeying = (state: OtrState): boolean =>
  state.chosen !== undefined && akeWith(state, state.chosen).state !== 'AUTHSTATE_NONE';

/**
 * A query message goes out; the peer's D-H Commit Message is the answer. While an AKE is running there is nothing
 * to ask for, and asking would make the peer drop the one it is about to complete.
 */
export function start(state: OtrState, env: Env): Outcome {
  if (isAkeRunning(state)) return outcome(state);
  return outcome(awaitingAnswer(state, env), { type: 'send', text: queryMessage(env.maxText) });
}
