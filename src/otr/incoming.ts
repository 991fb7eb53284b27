/**
 * What the wire brings; OTRv3, "State transitions", "Receiving …".
 *
 * Everything here is peer input: what breaks the specification throws OtrError, which `step` catches.
 */
import type { Effect, Env } from './engine-types.ts';
import { OtrError } from './otr-error.ts';
import { andThen, event, forEach, type Outcome, outcome } from './outcome.ts';
import { applyAkeStep, beginAke, settleQueue } from './outgoing.ts';
import { type OtrState, withFragments, withoutDeadline } from './state.ts';
import { type Established, receiveAkeMessage } from './v3/ake.ts';
import { openData } from './v3/data-message.ts';
import { decodeFragment, MAX_MESSAGE, reassemble } from './v3/fragments.ts';
import { UNKNOWN_TAG } from './v3/instance-tag.ts';
import {
  type AkeMessage,
  type DataMessage,
  decodeArmour,
  decodeMessage,
  type Envelope,
  versionOf,
} from './v3/message.ts';
import { type Plaintext, TLV_DISCONNECTED, type Tlv } from './v3/plaintext.ts';
import { openSession, type Session } from './v3/session.ts';
import { classify, UNREADABLE_ERROR } from './wire-text.ts';

/** A text and whether it was delivered live. */
interface Delivered {
  readonly text: string;
  readonly live: boolean;
}

const show = (text: string, protection: 'private' | 'plain'): Effect[] =>
  text === '' ? [] : [{ type: 'show', text, protection }];

const versionUnsupported = event({ name: 'version-unsupported' });

/** Any text from the wire. Throws OtrError. */
export function receive(state: OtrState, delivered: Delivered, env: Env): Outcome {
  const kind = classify(delivered.text).kind;
  if (kind === 'fragment') return receiveFragment(state, delivered, env);
  return receiveWhole(withFragments(state, undefined), delivered, env);
}

/** A text that is not, or no longer, in fragments. */
function receiveWhole(state: OtrState, { text, live }: Delivered, env: Env): Outcome {
  const wire = classify(text);
  switch (wire.kind) {
    case 'plain':
      return outcome(state, ...show(wire.text, 'plain'));
    case 'error':
      return outcome(state, event({ name: 'peer-error', text: wire.text }));
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
  const { store, complete } = reassemble(state.fragments, fragment, live);
  const next = withFragments(state, store);
  return complete === undefined ? outcome(next) : receiveWhole(next, complete, env);
}

const OLD_VERSIONS: readonly number[] = [1, 2];

function receiveEncoded(state: OtrState, { text, live }: Delivered, env: Env): Outcome {
  if (text.length > MAX_MESSAGE) throw new OtrError('message-too-long', 'Encoded messages');
  const binary = decodeArmour(text);
  if (OLD_VERSIONS.includes(versionOf(binary))) return outcome(state, versionUnsupported);
  const envelope = decodeMessage(binary);
  if (envelope.tags.sender === state.ourTag) throw new OtrError('own-instance-tag', 'Instance Tags');
  if (!isForUs(state, envelope.tags.receiver)) return toldOtherInstance(state);
  const { message } = envelope;
  if (message.type === 'data') return receiveData(state, message, envelope, env);
  return live ? receiveAke(state, message, envelope.tags.sender, env) : outcome(state);
}

function receiveAke(state: OtrState, message: AkeMessage, theirTag: number, env: Env): Outcome {
  const random = (length: number) => env.random(length);
  const step = receiveAkeMessage(state.ake, message, { theirTag, identity: env.identity, random });
  const applied = applyAkeStep(state, step, theirTag, env);
  const { established } = step;
  return established === undefined
    ? applied
    : andThen(applied, (next) => becomePrivate(next, established, env));
}

/** MSGSTATE_ENCRYPTED: the new session takes the place of the old one, and what waited goes out. */
function becomePrivate(state: OtrState, established: Established, env: Env): Outcome {
  const previous = state.message.name === 'MSGSTATE_ENCRYPTED' ? state.message.session : undefined;
  const session = openSession(established, previous, (length) => env.random(length));
  const { fingerprint, ssid } = session;
  const refreshed = previous !== undefined && sameBytes(previous.fingerprint, fingerprint);
  const next: OtrState = {
    ...withoutDeadline(state),
    message: { name: 'MSGSTATE_ENCRYPTED', session },
    otherInstanceTold: false,
  };
  const told = outcome(next, event({ name: 'private', fingerprint, ssid, refreshed }));
  return andThen(told, (current) => settleQueue(current, env));
}

const sameBytes = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && left.every((byte, index) => byte === right[index]);

/** An answer to an encrypted message only, never to an error message, so that errors cannot chase each other. */
function unreadable(state: OtrState, message: DataMessage): Outcome {
  if (message.ignoreUnreadable) return outcome(state);
  return outcome(state, event({ name: 'unreadable' }), { type: 'send', text: UNREADABLE_ERROR });
}

/** The session that a data message from this instance belongs to. */
function sessionWith(state: OtrState, sender: number): Session | undefined {
  if (state.message.name !== 'MSGSTATE_ENCRYPTED') return undefined;
  return state.message.session.theirTag === sender ? state.message.session : undefined;
}

function receiveData(state: OtrState, message: DataMessage, envelope: Envelope, env: Env): Outcome {
  const session = sessionWith(state, envelope.tags.sender);
  if (session === undefined) return unreadable(state, message);
  const opened = openData(session, message, envelope.authenticated, (length) => env.random(length));
  if (opened.outcome === 'unreadable') return unreadable(state, message);
  const next: OtrState = { ...state, message: { name: 'MSGSTATE_ENCRYPTED', session: opened.session } };
  return receivePlaintext(next, opened.plaintext);
}

function receivePlaintext(state: OtrState, { text, tlvs }: Plaintext): Outcome {
  return andThen(outcome(state, ...show(text, 'private')), (next) => forEach(next, tlvs, receiveTlv));
}

/** Records of types that are not known are ignored. */
function receiveTlv(state: OtrState, tlv: Tlv): Outcome {
  if (tlv.type !== TLV_DISCONNECTED || state.message.name !== 'MSGSTATE_ENCRYPTED') return outcome(state);
  const { fingerprint } = state.message.session;
  const next: OtrState = { ...state, message: { name: 'MSGSTATE_FINISHED', fingerprint } };
  return outcome(next, event({ name: 'ended', by: 'peer' }));
}
