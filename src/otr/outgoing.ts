/**
 * What the user asks for; OTRv3, "State transitions", "User requests to start …", "… to end …", "User types a
 * message to be sent".
 *
 * Invariant: a text never leaves as plaintext while a private conversation is running, starting or finished, nor
 * when the policy requires encryption; a text that is not sent is reported as queued or blocked.
 */
import { isRekeying, start, withoutAkes } from './ake-turn.ts';
import { concat, int } from './bytes/writer.ts';
import { isLive, type LiveInstance, sendData, sendRecords, sendText } from './data-out.ts';
import type { Env } from './engine-types.ts';
import { type Instance, MESSAGE_PLAINTEXT } from './instance.ts';
import { chosenInstance, chosenSession, mapInstances } from './instances.ts';
import { andThen, event, forEach, type Outcome, outcome } from './outcome.ts';
import { smpDropped } from './smp-turn.ts';
import { type OtrState, type QueuedText, without } from './state.ts';
import { type Plaintext, TLV_DISCONNECTED, TLV_EXTRA_KEY } from './v3/plaintext.ts';
import { extraKey, macKeysOnForgetting } from './v3/session.ts';
import { withWhitespaceTag } from './whitespace-tag.ts';

function enqueue(state: OtrState, item: QueuedText): Outcome {
  const next = { ...state, queue: [...state.queue, item] };
  return outcome(next, event({ name: 'queued', messageId: item.id }));
}

/** The peer may already have the new keys while an AKE runs, so nothing is sent under the old ones. */
function sendWhileEncrypted(state: OtrState, chosen: LiveInstance, item: QueuedText, env: Env): Outcome {
  return isRekeying(state) ? enqueue(state, item) : sendText(state, chosen, item, env);
}

function sendPlaintext(state: OtrState, { id, text }: QueuedText, env: Env): Outcome {
  const tagged = env.policy.sendWhitespaceTag && !state.plaintextReceived;
  return outcome(state, { type: 'send', text: tagged ? withWhitespaceTag(text) : text, messageId: id });
}

/** The user's text. */
export function send(state: OtrState, item: QueuedText, env: Env): Outcome {
  const chosen = chosenInstance(state);
  if (isLive(chosen)) return sendWhileEncrypted(state, chosen, item, env);
  if (state.akeDeadline !== undefined) return enqueue(state, item);
  if (chosen?.message.name === 'MSGSTATE_FINISHED') {
    return outcome(state, event({ name: 'blocked', messageId: item.id, reason: 'finished' }));
  }
  if (env.policy.requireEncryption) return andThen(start(state, env), (next) => enqueue(next, item));
  return sendPlaintext(state, item, env);
}

function sendQueued(state: OtrState, item: QueuedText, env: Env): Outcome {
  const chosen = chosenInstance(state);
  if (isLive(chosen)) return sendText(state, chosen, item, env);
  return outcome(state, event({ name: 'blocked', messageId: item.id, reason: 'required' }));
}

/** The AKE is over: what waited goes out under the session there is, or is reported as blocked. */
export function settleQueue(state: OtrState, env: Env): Outcome {
  return forEach({ ...state, queue: [] }, state.queue, (next, item) => sendQueued(next, item, env));
}

const DISCONNECT: Plaintext = { text: '', tlvs: [{ type: TLV_DISCONNECTED, value: new Uint8Array() }] };

function disconnect(state: OtrState, instance: Instance, env: Env): Outcome {
  if (!isLive(instance)) return outcome(state);
  const { session } = instance.message;
  // All keys are forgotten after this message, so it is the last that can reveal.
  const revealing = { ...session, macKeysToReveal: macKeysOnForgetting(session) };
  const last = { ...instance, message: { ...instance.message, session: revealing } };
  const sent = sendData(state, last, DISCONNECT, { ignoreUnreadable: true }, env);
  return { state: sent.state, effects: [...smpDropped(instance.message.smp), ...sent.effects] };
}

/**
 * No plaintext kept, no session: what is left of an instance when the user has ended the conversation. The hash of the last
 * text shown stays: a peer that did not hear of the end may send the text again in the next session.
 */
function afterEnd({ lastSent: _, usedCommit: __, ...rest }: Instance): Instance {
  return { ...rest, message: MESSAGE_PLAINTEXT };
}

/** The user ends the conversation, with all instances of the peer's, or takes back the wish for one. */
export function end(state: OtrState, env: Env): Outcome {
  const wasPrivate = state.instances.some(isLive);
  const sent = forEach(state, state.instances, (next, instance) => disconnect(next, instance, env));
  return andThen(sent, (next) => {
    const ended = { ...mapInstances(withoutAkes(next), afterEnd), plaintextReceived: false };
    const told = wasPrivate ? [event({ name: 'ended', by: 'us' })] : [];
    return andThen(outcome(without(ended, 'chosen'), ...told), (last) => settleQueue(last, env));
  });
}

/** Proposes the extra symmetric key of the keys that the record itself goes out under. Without a session: nothing. */
export function proposeExtraKey(state: OtrState, use: number, data: Uint8Array, env: Env): Outcome {
  const chosen = chosenInstance(state);
  if (!isLive(chosen)) return outcome(state);
  const { session } = chosen.message;
  const key = extraKey(session, session.ourKeyId - 1, session.theirKeyId);
  if (key === undefined) throw new Error('a session always has its own current keys');
  const record = { type: TLV_EXTRA_KEY, value: concat(int(use), data) };
  const sent = sendRecords(state, chosen, [record], env);
  return { ...sent, effects: [...sent.effects, event({ name: 'extra-key', by: 'us', use, data, key })] };
}

/** Gives up an AKE that got no answer in time. */
export function tick(state: OtrState, env: Env): Outcome {
  if (state.akeDeadline === undefined || env.now < state.akeDeadline) return outcome(state);
  // Of an AKE with an instance that the user does not talk to, the user knows nothing.
  const unnoticed = chosenSession(state) !== undefined && !isRekeying(state);
  const failed = unnoticed ? [] : [event({ name: 'ake-failed' })];
  return andThen(outcome(withoutAkes(state), ...failed), (next) => settleQueue(next, env));
}
