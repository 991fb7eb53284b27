/**
 * SMP within the conversation: what the user asks for and what records bring, in the session of one instance; OTRv3,
 * "The SMP state machine", "State Transitions".
 *
 * Invariants: a verification lives in one session and ends with it; every one that began ends with exactly one of
 * 'smp-succeeded', 'smp-failed' and 'smp-aborted'; an abort is never answered.
 */
import { fingerprint } from './crypto/dsa.ts';
import { isLive, type LiveInstance, sendRecords } from './data-out.ts';
import type { Effect, Env, OtrEvent } from './engine-types.ts';
import { chosenInstance, instanceOf, withInstance } from './instances.ts';
import { OtrError } from './otr-error.ts';
import { andThen, event, type Outcome, outcome } from './outcome.ts';
import type { OtrState } from './state.ts';
import type { Tlv } from './v3/plaintext.ts';
import {
  answerSmp,
  beginSmp,
  concludeSmp,
  continueSmp,
  finishSmp,
  readSmp1,
  SMP_IDLE,
  type SmpParties,
  type SmpState,
  smpSecret,
} from './v3/smp.ts';
import { encodeQuestion, splitQuestion, TLV_SMP } from './v3/smp-message.ts';

const isIdle = (smp: SmpState): boolean => smp.name === 'SMPSTATE_EXPECT1' && smp.asked === undefined;

const randomOf = (env: Env) => (length: number) => env.random(length);

/** The session is gone: what was under way is too. */
export const smpDropped = (smp: SmpState): Effect[] =>
  isIdle(smp) ? [] : [event({ name: 'smp-aborted', by: 'session' })];

function withSmp(state: OtrState, instance: LiveInstance, smp: SmpState): OtrState {
  return withInstance(state, { ...instance, message: { ...instance.message, smp } });
}

/** Sends one record, takes over the SMP state, tells the user. */
function reply(
  state: OtrState,
  instance: LiveInstance,
  smp: SmpState,
  record: Tlv,
  told: readonly OtrEvent[],
  env: Env,
): Outcome {
  const next = { ...instance, message: { ...instance.message, smp } };
  const sent = sendRecords(state, next, [record], env);
  return { state: sent.state, effects: [...sent.effects, ...told.map(event)] };
}

const ABORT: Tlv = { type: TLV_SMP.abort, value: new Uint8Array() };

function abort(state: OtrState, instance: LiveInstance, told: readonly OtrEvent[], env: Env): Outcome {
  return reply(state, instance, SMP_IDLE, ABORT, told, env);
}

function parties({ message: { session } }: LiveInstance, initiator: 'us' | 'peer', env: Env): SmpParties {
  const ours = fingerprint(env.identity);
  const theirs = session.fingerprint;
  const { ssid } = session;
  return initiator === 'us'
    ? { initiator: ours, responder: theirs, ssid }
    : { initiator: theirs, responder: ours, ssid };
}

const noSession = event({ name: 'smp-aborted', by: 'session' });

/** Takes the chosen instance's SMP back to its beginning, when it is anywhere else. */
export function abortSmp(state: OtrState, env: Env): Outcome {
  const chosen = chosenInstance(state);
  if (!isLive(chosen) || isIdle(chosen.message.smp)) return outcome(state);
  return abort(state, chosen, [{ name: 'smp-aborted', by: 'us' }], env);
}

/** The user asks. Draws four times 192 bytes. */
export function startSmp(state: OtrState, secret: string, question: string | undefined, env: Env): Outcome {
  return andThen(abortSmp(state, env), (next) => {
    const chosen = chosenInstance(next);
    if (!isLive(chosen)) return outcome(next, noSession);
    const hashed = smpSecret(parties(chosen, 'us', env), secret);
    const { smp, value } = beginSmp(hashed, question !== undefined, randomOf(env));
    const record =
      question === undefined
        ? { type: TLV_SMP.message1, value }
        : { type: TLV_SMP.message1Q, value: encodeQuestion(question, value) };
    return reply(next, chosen, smp, record, [{ name: 'smp-progress', percent: 25 }], env);
  });
}

/** The user answers. Nothing happens when nobody has asked. Draws seven times 192 bytes. */
export function answer(state: OtrState, secret: string, env: Env): Outcome {
  const chosen = chosenInstance(state);
  if (!isLive(chosen)) return outcome(state, noSession);
  const { smp } = chosen.message;
  if (smp.name !== 'SMPSTATE_EXPECT1' || smp.asked === undefined) return outcome(state);
  const hashed = smpSecret(parties(chosen, 'peer', env), secret);
  const answered = answerSmp(smp.asked, hashed, randomOf(env));
  const record = { type: TLV_SMP.message2, value: answered.value };
  return reply(state, chosen, answered.smp, record, [{ name: 'smp-progress', percent: 50 }], env);
}

const SMP_TYPES: ReadonlySet<number> = new Set(Object.values(TLV_SMP));

export const isSmpRecord = ({ type }: Tlv): boolean => SMP_TYPES.has(type);

/** A record of one of SMP's types, from a message that was verified. */
export function receiveSmp(state: OtrState, theirTag: number, record: Tlv, env: Env): Outcome {
  const instance = instanceOf(state, theirTag);
  if (!isLive(instance)) return outcome(state);
  try {
    return receiveRecord(state, instance, record, env);
  } catch (error) {
    if (!(error instanceof OtrError)) throw error;
    return abort(state, instance, [{ name: 'smp-failed', reason: 'proof' }], env);
  }
}

/** A message that is not expected ends what is under way, and the peer is told. */
function outOfOrder(state: OtrState, instance: LiveInstance, env: Env): Outcome {
  const told: OtrEvent[] = isIdle(instance.message.smp) ? [] : [{ name: 'smp-aborted', by: 'order' }];
  return abort(state, instance, told, env);
}

function receiveRecord(state: OtrState, instance: LiveInstance, { type, value }: Tlv, env: Env): Outcome {
  switch (type) {
    case TLV_SMP.message1:
      return receive1(state, instance, value, undefined, env);
    case TLV_SMP.message1Q: {
      const { question, message1 } = splitQuestion(value);
      return receive1(state, instance, message1, question, env);
    }
    case TLV_SMP.message2:
      return receive2(state, instance, value, env);
    case TLV_SMP.message3:
      return receive3(state, instance, value, env);
    case TLV_SMP.message4:
      return receive4(state, instance, value, env);
    default:
      return receiveAbort(state, instance);
  }
}

function receive1(
  state: OtrState,
  instance: LiveInstance,
  value: Uint8Array,
  question: string | undefined,
  env: Env,
): Outcome {
  const { smp, session } = instance.message;
  if (smp.name !== 'SMPSTATE_EXPECT1') return outOfOrder(state, instance, env);
  const shown = question === undefined ? {} : { question };
  const asked = { ...readSmp1(value), ...shown };
  const again = smpDropped(smp);
  const told = event({ name: 'smp-asked', fingerprint: session.fingerprint, ...shown });
  return outcome(withSmp(state, instance, { ...SMP_IDLE, asked }), ...again, told);
}

function receive2(state: OtrState, instance: LiveInstance, value: Uint8Array, env: Env): Outcome {
  const { smp } = instance.message;
  if (smp.name !== 'SMPSTATE_EXPECT2') return outOfOrder(state, instance, env);
  const next = continueSmp(smp, value, randomOf(env));
  const record = { type: TLV_SMP.message3, value: next.value };
  return reply(state, instance, next.smp, record, [{ name: 'smp-progress', percent: 75 }], env);
}

function conclusion(
  instance: LiveInstance,
  equal: boolean,
  asked: 'us' | 'peer',
  question: boolean,
): OtrEvent {
  const { fingerprint: theirs } = instance.message.session;
  return equal
    ? { name: 'smp-succeeded', fingerprint: theirs, asked, question }
    : { name: 'smp-failed', reason: 'different' };
}

function receive3(state: OtrState, instance: LiveInstance, value: Uint8Array, env: Env): Outcome {
  const { smp } = instance.message;
  if (smp.name !== 'SMPSTATE_EXPECT3') return outOfOrder(state, instance, env);
  const concluded = concludeSmp(smp, value, randomOf(env));
  const record = { type: TLV_SMP.message4, value: concluded.value };
  const told = conclusion(instance, concluded.equal, 'peer', smp.withQuestion);
  return reply(state, instance, SMP_IDLE, record, [told], env);
}

function receive4(state: OtrState, instance: LiveInstance, value: Uint8Array, env: Env): Outcome {
  const { smp } = instance.message;
  if (smp.name !== 'SMPSTATE_EXPECT4') return outOfOrder(state, instance, env);
  const { equal } = finishSmp(smp, value);
  const told = conclusion(instance, equal, 'us', smp.withQuestion);
  return outcome(withSmp(state, instance, SMP_IDLE), event(told));
}

function receiveAbort(state: OtrState, instance: LiveInstance): Outcome {
  if (isIdle(instance.message.smp)) return outcome(state);
  return outcome(withSmp(state, instance, SMP_IDLE), event({ name: 'smp-aborted', by: 'peer' }));
}
