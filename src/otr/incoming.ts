/**
 * What the wire brings; OTRv3, "State transitions", "Receiving …".
 *
 * Everything here is peer input: what breaks the specification throws OtrError, which `step` catches.
 */
import { akeWith, applyAkeStep, beginAke, isAkeRunning } from './ake-turn.ts';
import { concat } from './bytes/writer.ts';
import { constantTimeEqual } from './crypto/equal.ts';
import { sha256 } from './crypto/hashes.ts';
import type { Env } from './engine-types.ts';
import { collect, dropSender } from './fragment-stores.ts';
import { heal, noteRefused, startAfterError } from './healing.ts';
import { instanceOf } from './instances.ts';
import { OtrError } from './otr-error.ts';
import { andThen, event, type Outcome, outcome } from './outcome.ts';
import { becomePrivate } from './private.ts';
import { readData } from './reading.ts';
import type { OtrState } from './state.ts';
import { receiveAkeMessage } from './v3/ake.ts';
import { decodeFragment, MAX_MESSAGE } from './v3/fragments.ts';
import { UNKNOWN_TAG } from './v3/instance-tag.ts';
import {
  type AkeMessage,
  type DataMessage,
  type DhCommit,
  decodeArmour,
  decodeMessage,
  type Envelope,
  versionOf,
} from './v3/message.ts';
import { findWhitespaceTag } from './whitespace-tag.ts';
import { classify, UNREADABLE_ERROR } from './wire-text.ts';

/** A text and whether it was delivered live. */
interface Delivered {
  readonly text: string;
  readonly live: boolean;
}

const versionUnsupported = event({ name: 'version-unsupported' });

/** Any text from the wire. Throws OtrError. */
export function receive(state: OtrState, delivered: Delivered, env: Env): Outcome {
  const { kind } = classify(delivered.text);
  if (kind === 'fragment') return receiveFragment(state, delivered, env);
  // Whose an encoded message is, its tags say; of all other texts nobody knows which instance sent them.
  return receiveWhole(kind === 'encoded' ? state : { ...state, fragments: [] }, delivered, env);
}

/** A text that is not, or no longer, in fragments. */
function receiveWhole(state: OtrState, { text, live }: Delivered, env: Env): Outcome {
  const wire = classify(text);
  switch (wire.kind) {
    case 'plain':
      return receivePlain(state, wire.text, live, env);
    case 'error':
      return receiveError(state, wire.text, live, env);
    case 'query':
      return receiveQuery(state, wire.versions, live, env);
    case 'encoded':
      return receiveEncoded(state, { text: wire.text, live }, env);
    case 'old-fragment':
      return outcome(state, versionUnsupported);
    case 'fragment':
      throw new OtrError('fragment-in-fragment', 'Fragmentation');
  }
}

function receivePlain(state: OtrState, text: string, live: boolean, env: Env): Outcome {
  const tagged = findWhitespaceTag(text);
  const shown = tagged?.text ?? text;
  const next = { ...state, plaintextReceived: true };
  const told =
    shown === '' ? outcome(next) : outcome(next, { type: 'show', text: shown, protection: 'plain' });
  const offered = tagged?.versions.includes('3') === true;
  if (!offered || !live || !env.policy.whitespaceStartAke || isAkeRunning(state)) return told;
  return andThen(told, (current) => beginAke(current, env));
}

function receiveError(state: OtrState, text: string, live: boolean, env: Env): Outcome {
  const told = outcome(state, event({ name: 'peer-error', text }));
  if (!live) return told;
  const resent = andThen(told, (next) => noteRefused(next, env));
  return andThen(resent, (next) => startAfterError(next, env));
}

function receiveQuery(state: OtrState, versions: string, live: boolean, env: Env): Outcome {
  if (!live) return outcome(state);
  return versions.includes('3') ? beginAke(state, env) : outcome(state, versionUnsupported);
}

function toldOtherInstance(state: OtrState): Outcome {
  if (state.otherInstanceTold) return outcome(state);
  return outcome({ ...state, otherInstanceTold: true }, event({ name: 'other-instance' }));
}

const isForUs = (state: OtrState, receiver: number): boolean =>
  receiver === state.ourTag || receiver === UNKNOWN_TAG;

function receiveFragment(state: OtrState, { text, live }: Delivered, env: Env): Outcome {
  const fragment = decodeFragment(text.trimStart());
  if (!isForUs(state, fragment.tags.receiver)) return toldOtherInstance(state);
  const { stores, complete } = collect(state.fragments, fragment, { live, now: env.now });
  const next = { ...state, fragments: stores };
  return complete === undefined ? outcome(next) : receiveWhole(next, complete, env);
}

const OLD_VERSIONS: readonly number[] = [1, 2];

function receiveEncoded(state: OtrState, { text, live }: Delivered, env: Env): Outcome {
  if (text.length > MAX_MESSAGE) throw new OtrError('message-too-long', 'Encoded messages');
  const binary = decodeArmour(text);
  if (OLD_VERSIONS.includes(versionOf(binary))) return outcome(state, versionUnsupported);
  const envelope = decodeMessage(binary);
  const { sender } = envelope.tags;
  if (sender === state.ourTag) throw new OtrError('own-instance-tag', 'Instance Tags');
  if (!isForUs(state, envelope.tags.receiver)) return toldOtherInstance(state);
  const next = { ...state, fragments: dropSender(state.fragments, sender) };
  const { message } = envelope;
  if (message.type === 'data') return receiveData(next, message, envelope, live, env);
  return live ? receiveAke(next, message, sender, env) : outcome(next);
}

/** 32 bytes. Peers may commit to the same key again, but never under the same r. */
const commitDigest = ({ encryptedGx, hashedGx }: DhCommit): Uint8Array =>
  sha256(concat(encryptedGx, hashedGx));

/** A D-H Commit Message that has led to the present session already: an old copy, which leads nowhere. */
function isUsedCommit(state: OtrState, message: AkeMessage, theirTag: number): boolean {
  const { usedCommit } = instanceOf(state, theirTag);
  if (message.type !== 'dh-commit' || usedCommit === undefined) return false;
  return constantTimeEqual(commitDigest(message), usedCommit);
}

function receiveAke(state: OtrState, message: AkeMessage, theirTag: number, env: Env): Outcome {
  if (isUsedCommit(state, message, theirTag)) return outcome(state);
  const ake = akeWith(state, theirTag);
  const random = (length: number) => env.random(length);
  const step = receiveAkeMessage(ake, message, { theirTag, identity: env.identity, random });
  const applied = applyAkeStep(state, step, theirTag, env);
  const { established } = step;
  if (established === undefined) return applied;
  const usedCommit = ake.state === 'AUTHSTATE_AWAITING_REVEALSIG' ? commitDigest(ake.received) : undefined;
  return andThen(applied, (next) => becomePrivate(next, established, usedCommit, env));
}

/**
 * The answer is to an encrypted message only, never to an error message, so that errors cannot chase each other. A
 * message that did not come live says nothing of the present.
 */
function unreadable(state: OtrState, message: DataMessage, sender: number, live: boolean, env: Env): Outcome {
  if (message.ignoreUnreadable) return outcome(state);
  const told = outcome(state, event({ name: 'unreadable' }), { type: 'send', text: UNREADABLE_ERROR });
  return live ? andThen(told, (next) => heal(next, sender, env)) : told;
}

function receiveData(
  state: OtrState,
  message: DataMessage,
  envelope: Envelope,
  live: boolean,
  env: Env,
): Outcome {
  const { sender } = envelope.tags;
  return readData(state, message, envelope, env) ?? unreadable(state, message, sender, live, env);
}
