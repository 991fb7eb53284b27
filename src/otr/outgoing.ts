/**
 * What the user asks for; OTRv3, "State transitions", "User requests to start …", "… to end …", "User types a
 * message to be sent".
 *
 * Invariant: a text never leaves as plaintext while a private conversation is running, starting or finished, nor
 * when the policy requires encryption; a text that is not sent is reported as queued or blocked.
 */
import type { Effect, Env } from './engine-types.ts';
import { andThen, event, forEach, type Outcome, outcome } from './outcome.ts';
import { type OtrState, type QueuedText, withoutDeadline } from './state.ts';
import { AKE_NONE, type AkeStep, startAke } from './v3/ake.ts';
import { sealData } from './v3/data-message.ts';
import { fragment } from './v3/fragments.ts';
import { UNKNOWN_TAG } from './v3/instance-tag.ts';
import { encodeMessage, type Message, type Tags } from './v3/message.ts';
import { type Plaintext, TLV_DISCONNECTED } from './v3/plaintext.ts';
import { macKeysOnForgetting, type Session } from './v3/session.ts';
import { queryMessage } from './wire-text.ts';

/** How long an answer to a query or to an AKE message may take, in ms. */
const AKE_TIMEOUT = 60_000;

function sendEffects(message: Message, tags: Tags, env: Env, messageId?: string): Effect[] {
  return fragment(encodeMessage(message, tags), tags, env.maxText).map((text) => ({
    type: 'send',
    text,
    ...(messageId === undefined ? {} : { messageId }),
  }));
}

function awaitingAnswer(state: OtrState, env: Env): OtrState {
  return { ...state, akeDeadline: env.now + AKE_TIMEOUT };
}

/** Takes over a step of the AKE; its reply goes to instance `receiver` (0: whichever is there). */
export function applyAkeStep(state: OtrState, { ake, reply }: AkeStep, receiver: number, env: Env): Outcome {
  const next = { ...state, ake };
  if (reply === undefined) return outcome(next);
  const effects = sendEffects(reply, { sender: state.ourTag, receiver }, env);
  return outcome(awaitingAnswer(next, env), ...effects);
}

/**
 * The peer asked for a conversation: our D-H Commit Message goes out, to any of its instances. Asked again, we send
 * the same one again: of two different ones a crossing commit could be higher than the one and lower than the other,
 * and both sides would wait for the other's Reveal Signature.
 */
export function beginAke(state: OtrState, env: Env): Outcome {
  const { ake } = state;
  const begun =
    ake.state === 'AUTHSTATE_AWAITING_DHKEY'
      ? { ake, reply: ake.sent }
      : startAke((length) => env.random(length));
  return applyAkeStep(state, begun, UNKNOWN_TAG, env);
}

/**
 * A query message goes out; the peer's D-H Commit Message is the answer. While an AKE is running there is nothing
 * to ask for, and asking would make the peer drop the one it is about to complete.
 */
export function start(state: OtrState, env: Env): Outcome {
  if (state.ake.state !== 'AUTHSTATE_NONE') return outcome(state);
  return outcome(awaitingAnswer(state, env), { type: 'send', text: queryMessage(env.maxText) });
}

interface DataOptions {
  readonly ignoreUnreadable: boolean;
  readonly messageId?: string;
}

/** Seals one data message in `session`, which becomes the state's. */
function sendData(
  state: OtrState,
  session: Session,
  plaintext: Plaintext,
  options: DataOptions,
  env: Env,
): Outcome {
  const sealed = sealData(session, plaintext, state.ourTag, options);
  const tags = { sender: state.ourTag, receiver: session.theirTag };
  const effects = sendEffects(sealed.message, tags, env, options.messageId);
  return outcome({ ...state, message: { name: 'MSGSTATE_ENCRYPTED', session: sealed.session } }, ...effects);
}

function sendText(state: OtrState, session: Session, { id, text }: QueuedText, env: Env): Outcome {
  return sendData(state, session, { text, tlvs: [] }, { ignoreUnreadable: false, messageId: id }, env);
}

function enqueue(state: OtrState, item: QueuedText): Outcome {
  const next = { ...state, queue: [...state.queue, item] };
  return outcome(next, event({ name: 'queued', messageId: item.id }));
}

/** The peer may already have the new keys while an AKE runs, so nothing is sent under the old ones. */
function sendWhileEncrypted(state: OtrState, session: Session, item: QueuedText, env: Env): Outcome {
  return state.ake.state === 'AUTHSTATE_NONE' ? sendText(state, session, item, env) : enqueue(state, item);
}

/** The user's text. */
export function send(state: OtrState, item: QueuedText, env: Env): Outcome {
  const { message } = state;
  if (message.name === 'MSGSTATE_ENCRYPTED') return sendWhileEncrypted(state, message.session, item, env);
  if (state.akeDeadline !== undefined) return enqueue(state, item);
  if (message.name === 'MSGSTATE_FINISHED') {
    return outcome(state, event({ name: 'blocked', messageId: item.id, reason: 'finished' }));
  }
  if (env.policy.requireEncryption) return andThen(start(state, env), (next) => enqueue(next, item));
  return outcome(state, { type: 'send', text: item.text, messageId: item.id });
}

function sendQueued(state: OtrState, item: QueuedText, env: Env): Outcome {
  if (state.message.name !== 'MSGSTATE_ENCRYPTED') {
    return outcome(state, event({ name: 'blocked', messageId: item.id, reason: 'required' }));
  }
  return sendText(state, state.message.session, item, env);
}

/** The AKE is over: what waited goes out under the session there is, or is reported as blocked. */
export function settleQueue(state: OtrState, env: Env): Outcome {
  return forEach({ ...state, queue: [] }, state.queue, (next, item) => sendQueued(next, item, env));
}

const DISCONNECT: Plaintext = { text: '', tlvs: [{ type: TLV_DISCONNECTED, value: new Uint8Array() }] };

function disconnect(state: OtrState, env: Env): Outcome {
  if (state.message.name !== 'MSGSTATE_ENCRYPTED') return outcome(state);
  const { session } = state.message;
  // All keys are forgotten after this message, so it is the last that can reveal.
  const revealing = { ...session, macKeysToReveal: macKeysOnForgetting(session) };
  const sent = sendData(state, revealing, DISCONNECT, { ignoreUnreadable: true }, env);
  return { state: sent.state, effects: [...sent.effects, event({ name: 'ended', by: 'us' })] };
}

/** The user ends the conversation, or takes back the wish for one. */
export function end(state: OtrState, env: Env): Outcome {
  return andThen(disconnect(state, env), (next) => {
    const ended: OtrState = {
      ...withoutDeadline(next),
      message: { name: 'MSGSTATE_PLAINTEXT' },
      ake: AKE_NONE,
    };
    return settleQueue(ended, env);
  });
}

/** Gives up an AKE that got no answer in time. */
export function tick(state: OtrState, env: Env): Outcome {
  if (state.akeDeadline === undefined || env.now < state.akeDeadline) return outcome(state);
  const failed = outcome({ ...withoutDeadline(state), ake: AKE_NONE }, event({ name: 'ake-failed' }));
  return andThen(failed, (next) => settleQueue(next, env));
}
