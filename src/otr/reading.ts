/**
 * A data message that can be read: its text, its records, and what they change; OTRv3, "Receiving a Data Message".
 *
 * Invariant: what is shown as private comes from the instance that is the chosen one from then on.
 */

import { isRekeying } from './ake-turn.ts';
import { Reader } from './bytes/reader.ts';
import { constantTimeEqual } from './crypto/equal.ts';
import { sha256 } from './crypto/hashes.ts';
import { encodeUtf8 } from './crypto/utf8.ts';
import { isLive, type LiveInstance, sendRecords } from './data-out.ts';
import type { Env } from './engine-types.ts';
import { RESENT_MARK } from './healing.ts';
import { instanceOf, withInstance } from './instances.ts';
import { andThen, event, forEach, type Outcome, outcome } from './outcome.ts';
import { isSmpRecord, receiveSmp, smpDropped } from './smp-turn.ts';
import type { OtrState } from './state.ts';
import { learnHabit } from './text/habit.ts';
import { htmlToText } from './text/html-to-text.ts';
import { openData } from './v3/data-message.ts';
import type { DataMessage, Envelope } from './v3/message.ts';
import { type Plaintext, TLV_DISCONNECTED, TLV_EXTRA_KEY, TLV_PADDING, type Tlv } from './v3/plaintext.ts';
import { extraKey } from './v3/session.ts';

/** After so long without a message of ours, in ms, one from the peer is answered by an empty one: keys rotate. */
const HEARTBEAT_INTERVAL = 60_000;

/** How long the last text is remembered, so that it is not shown again when it is sent again, in ms. */
const REPEAT_WINDOW = 300_000;

/** Undefined when it cannot be read. Throws OtrError. */
export function readData(
  state: OtrState,
  message: DataMessage,
  envelope: Envelope,
  env: Env,
): Outcome | undefined {
  const instance = instanceOf(state, envelope.tags.sender);
  if (!isLive(instance)) return undefined;
  const { session } = instance.message;
  const opened = openData(session, message, envelope.authenticated, (length) => env.random(length));
  if (opened.outcome === 'unreadable') return undefined;
  const { plaintext } = opened;
  const key = () => extraKey(session, message.recipientKeyId, message.senderKeyId);
  const read = { ...instance, message: { ...instance.message, session: opened.session } };
  const told = choose(withInstance(state, read), read, plaintext);
  const shown = andThen(told, (next) => showText(next, read, plaintext, env));
  const handled = andThen(shown, (next) =>
    forEach(next, plaintext.tlvs, (current, tlv) => receiveTlv(current, read.theirTag, tlv, key, env)),
  );
  return plaintext.text === '' ? handled : andThen(handled, (next) => heartbeat(next, read.theirTag, env));
}

/** An instance that says something, or wants something of the user, becomes the chosen one. */
function choose(state: OtrState, instance: LiveInstance, { text, tlvs }: Plaintext): Outcome {
  const speaks = text !== '' || tlvs.some((tlv) => isSmpRecord(tlv) || tlv.type === TLV_EXTRA_KEY);
  if (!speaks || state.chosen === instance.theirTag) return outcome(state);
  const { fingerprint } = instance.message.session;
  return outcome({ ...state, chosen: instance.theirTag }, event({ name: 'instance-chosen', fingerprint }));
}

/** A text that was sent again although it had been read. */
function isRepeated({ lastShown }: LiveInstance, text: string, env: Env): boolean {
  if (lastShown === undefined || !text.startsWith(RESENT_MARK)) return false;
  if (env.now - lastShown.at > REPEAT_WINDOW) return false;
  return constantTimeEqual(sha256(encodeUtf8(text.slice(RESENT_MARK.length))), lastShown.hash);
}

function showText(state: OtrState, instance: LiveInstance, { text, tlvs }: Plaintext, env: Env): Outcome {
  if (text === '') return outcome(state);
  const padded = tlvs.some(({ type }) => type === TLV_PADDING);
  const habit = learnHabit(instance.habit, text, padded);
  const written = habit === 'html' ? htmlToText(text) : text;
  if (isRepeated(instance, written, env)) return outcome(state);
  const lastShown = { hash: sha256(encodeUtf8(written)), at: env.now };
  const next = withInstance(state, { ...instance, lastShown, ...(habit === undefined ? {} : { habit }) });
  return written === ''
    ? outcome(next)
    : outcome(next, { type: 'show', text: written, protection: 'private' });
}

/** Records of types that are not known are ignored. */
function receiveTlv(
  state: OtrState,
  theirTag: number,
  tlv: Tlv,
  key: () => Uint8Array | undefined,
  env: Env,
): Outcome {
  if (tlv.type === TLV_DISCONNECTED) return receiveDisconnect(state, theirTag);
  if (tlv.type === TLV_EXTRA_KEY) return receiveExtraKey(state, tlv, key());
  return isSmpRecord(tlv) ? receiveSmp(state, theirTag, tlv, env) : outcome(state);
}

/** The end of the session with an instance that the user does not talk to is none of the user's concern. */
function receiveDisconnect(state: OtrState, theirTag: number): Outcome {
  const instance = instanceOf(state, theirTag);
  if (!isLive(instance)) return outcome(state);
  const { session, smp } = instance.message;
  const { lastSent: _, usedCommit: __, ...rest } = instance;
  const message = { name: 'MSGSTATE_FINISHED', fingerprint: session.fingerprint } as const;
  const next = withInstance(state, { ...rest, message });
  if (state.chosen !== theirTag) return outcome(next);
  return outcome(next, ...smpDropped(smp), event({ name: 'ended', by: 'peer' }));
}

/** A record that is too short to say what for is ignored. */
function receiveExtraKey(state: OtrState, { value }: Tlv, key: Uint8Array | undefined): Outcome {
  if (value.length < 4 || key === undefined) return outcome(state);
  const reader = new Reader(value);
  const [use, data] = [reader.int(), reader.take(value.length - 4)];
  return outcome(state, event({ name: 'extra-key', by: 'peer', use, data, key }));
}

function heartbeat(state: OtrState, theirTag: number, env: Env): Outcome {
  const instance = instanceOf(state, theirTag);
  if (!isLive(instance) || isRekeying(state)) return outcome(state);
  if (env.now - instance.message.sentAt < HEARTBEAT_INTERVAL) return outcome(state);
  return sendRecords(state, instance, [], env);
}
