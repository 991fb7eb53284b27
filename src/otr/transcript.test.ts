/**
 * The recorded conversation of two libotr users, played by two engines with libotr's randomness: every text for the
 * wire must be the same to the byte, and every key the one that libotr had.
 *
 * SMP's records are checked in a machine of their own, see smp-transcript.ts: libotr did not keep all its randomness.
 */
import { expect, it } from 'vitest';
import {
  bytesFromHex,
  hexOf,
  identityOf,
  instanceTagOf,
  numberFromHex,
  type RecordedKeyPair,
  type RecordedState,
  type RecordedStep,
  recordedKey,
  type Side,
  transcript,
} from '#tests/vectors/otrv3-transcript.ts';
import { expectRecordedSmp } from '#tests/vectors/smp-transcript.ts';
import { akeWith } from './ake-turn.ts';
import { numberToBytes } from './bytes/big-endian.ts';
import { concat, mpi } from './bytes/writer.ts';
import { aesCtr } from './crypto/aes-ctr.ts';
import { bigintToBytes, bytesToBigint, inverseModPrime, mod } from './crypto/bigint.ts';
import { sharedSecret } from './crypto/dh.ts';
import { fingerprint } from './crypto/dsa.ts';
import { hmacSha256 } from './crypto/hashes.ts';
import { isLive } from './data-out.ts';
import { step } from './engine.ts';
import type { Effect, Env, Input } from './engine-types.ts';
import { MESSAGE_PLAINTEXT } from './instance.ts';
import { chosenInstance, withInstance } from './instances.ts';
import { MANUAL_POLICY } from './policy.ts';
import { initialState, type OtrState } from './state.ts';
import type { AkeState } from './v3/ake.ts';
import { deriveAkeKeys, type SignatureKeys } from './v3/ake-keys.ts';
import { openData, sealData } from './v3/data-message.ts';
import { decodeFragment, reassemble } from './v3/fragments.ts';
import { type DataMessage, decodeArmour, decodeMessage } from './v3/message.ts';
import { TLV_EXTRA_KEY } from './v3/plaintext.ts';
import { extraKey, type Session } from './v3/session.ts';
import { deriveSessionKeys } from './v3/session-keys.ts';
import { splitQuestion, TLV_SMP } from './v3/smp-message.ts';

const MSG_STATES = ['MSGSTATE_PLAINTEXT', 'MSGSTATE_ENCRYPTED', 'MSGSTATE_FINISHED'] as const;
const AUTH_STATES = [
  'AUTHSTATE_NONE',
  'AUTHSTATE_AWAITING_DHKEY',
  'AUTHSTATE_AWAITING_REVEALSIG',
  'AUTHSTATE_AWAITING_SIG',
] as const;

const UNLIMITED = 100_000;
/** What libotr makes of its limit of 120 bytes. */
const FRAGMENT_LENGTH = 119;

const other = (side: Side): Side => (side === 'alice' ? 'bob' : 'alice');

/** A private exponent as 40 bytes. */
const exponent = (hex: string): Uint8Array => {
  const number = numberFromHex(hex);
  return concat(new Uint8Array(40 - number.length), number);
};

class Player {
  state: OtrState;
  readonly side: Side;
  maxText = UNLIMITED;
  #draws: Uint8Array[] = [];

  constructor(side: Side) {
    this.side = side;
    this.state = initialState(instanceTagOf(side));
  }

  get session(): Session {
    const chosen = chosenInstance(this.state);
    if (!isLive(chosen)) throw new Error('no session');
    return chosen.message.session;
  }

  set session(session: Session) {
    const chosen = chosenInstance(this.state);
    if (!isLive(chosen)) throw new Error('no session');
    this.state = withInstance(this.state, { ...chosen, message: { ...chosen.message, session } });
  }

  get ake(): AkeState {
    const { theirTag = 0 } = this.state.instances.at(-1) ?? {};
    return akeWith(this.state, theirTag);
  }

  readonly random = (length: number): Uint8Array => {
    const drawn = this.#draws.shift();
    if (drawn?.length !== length) throw new Error(`unexpected draw of ${length} bytes`);
    return drawn;
  };

  /** Does one step with exactly these random draws. */
  do(input: Input, draws: readonly Uint8Array[] = []): readonly Effect[] {
    this.#draws = [...draws];
    const { identity, random, maxText } = { identity: identityOf(this.side), ...this };
    const env: Env = { now: 0, random, identity, policy: MANUAL_POLICY, maxText, padTo: 0 };
    const result = step(this.state, input, env);
    this.state = result.state;
    expect(this.#draws).toHaveLength(0);
    return result.effects;
  }

  receive(text: string, draws: readonly Uint8Array[] = []): readonly Effect[] {
    return this.do({ type: 'receive', text, live: true }, draws);
  }

  withDraws(draws: readonly Uint8Array[]): (length: number) => Uint8Array {
    this.#draws = [...draws];
    return this.random;
  }
}

const wireOf = (effects: readonly Effect[]): string[] =>
  effects.flatMap((effect) => (effect.type === 'send' ? [effect.text] : []));

const shownIn = (effects: readonly Effect[]): string[] =>
  effects.flatMap((effect) => (effect.type === 'show' ? [effect.text] : []));

function at(index: number): RecordedStep {
  const recorded = transcript.steps[index];
  if (recorded === undefined) throw new Error(`no step ${index}`);
  return recorded;
}

const wireAt = (index: number): string => at(index).wire ?? '';

function recordedState(index: number, side: Side): RecordedState {
  const recorded = at(index)[side];
  if (recorded === undefined) throw new Error(`no state of ${side} after step ${index}`);
  return recorded;
}

/** The nonce that libotr signed with, as the 28 bytes our signature draws; from the signature and the secret key. */
function nonceOf(
  wire: string,
  signer: Side,
  keys: SignatureKeys,
  ours: Uint8Array,
  theirs: Uint8Array,
): Uint8Array {
  const { message } = decodeMessage(decodeArmour(wire));
  if (message.type !== 'reveal-signature' && message.type !== 'signature') throw new Error('no signature');
  const opened = aesCtr(keys.c, message.encryptedSignature);
  const [signed, signature] = [opened.subarray(0, -40), opened.subarray(-40)];
  const m = bytesToBigint(hmacSha256(keys.m1, concat(mpi(ours), mpi(theirs), signed)));
  const { q, x } = identityOf(signer);
  const [order, secret] = [bytesToBigint(q), bytesToBigint(x)];
  const [r, s] = [bytesToBigint(signature.subarray(0, 20)), bytesToBigint(signature.subarray(20))];
  const k = mod((m + secret * r) * inverseModPrime(s, order), order);
  const drawn = bigintToBytes(k - 1n);
  return concat(new Uint8Array(28 - drawn.length), drawn);
}

/** Compared as hex: comparing arrays element by element takes a hundred times longer. */
function expectBytes(actual: Uint8Array | undefined, expected: Uint8Array): void {
  expect(hexOf(actual ?? new Uint8Array())).toBe(hexOf(expected));
}

function expectKeyPair(
  session: Session,
  recorded: RecordedKeyPair | undefined,
  ours: 0 | 1,
  theirs: 0 | 1,
): void {
  const ourDh = ours === 0 ? session.ourDh : session.ourPreviousDh;
  const theirDh = theirs === 0 ? session.theirDh : session.theirPreviousDh;
  if (recorded === undefined || theirDh === undefined) return;
  const keys = deriveSessionKeys(ourDh, theirDh);
  expect(hexOf(keys.sending.mac)).toBe(recorded.send_mac);
  expect(hexOf(keys.receiving.mac)).toBe(recorded.recv_mac);
  const ids = { ourKeyId: session.ourKeyId - ours, theirKeyId: session.theirKeyId - theirs };
  const use = session.uses.find(
    ({ ourKeyId, theirKeyId }) => ourKeyId === ids.ourKeyId && theirKeyId === ids.theirKeyId,
  );
  expect(use?.macUsed ?? false).toBe(recorded.recv_mac_used === 1);
  expect(hexOf(numberToBytes(use?.sent ?? 0, 8))).toBe(recorded.send_ctr.slice(0, 16));
  expect(hexOf(use?.received ?? new Uint8Array(8))).toBe(recorded.recv_ctr.slice(0, 16));
}

function expectSession(session: Session, recorded: RecordedState): void {
  expect(hexOf(session.ssid)).toBe(recorded.ssid);
  expect(session.revealedByUs ? 0 : 1).toBe(recorded.ssid_half_bold);
  expect(session.ourKeyId).toBe(recorded.our_keyid);
  expect(session.theirKeyId).toBe(recorded.their_keyid);
  expectBytes(session.ourDh.privateKey, exponent(recorded.our_dh_priv ?? ''));
  expectBytes(session.ourDh.publicKey, numberFromHex(recorded.our_dh_pub ?? ''));
  expectBytes(session.ourPreviousDh.privateKey, exponent(recorded.our_old_dh_priv ?? ''));
  expectBytes(session.theirDh, numberFromHex(recorded.their_y ?? ''));
  if (recorded.their_old_y !== undefined) {
    expectBytes(session.theirPreviousDh, numberFromHex(recorded.their_old_y));
  }
  expectKeyPair(session, recorded.sess_cur_cur, 0, 0);
  expectKeyPair(session, recorded.sess_cur_old, 0, 1);
  expectKeyPair(session, recorded.sess_old_cur, 1, 0);
  expectKeyPair(session, recorded.sess_old_old, 1, 1);
}

/** Compares a player with libotr's state after a step. */
function expectRecorded(player: Player, recorded: RecordedState): void {
  const { ake } = player;
  const message = chosenInstance(player.state)?.message ?? MESSAGE_PLAINTEXT;
  expect(message.name).toBe(MSG_STATES[recorded.msgstate]);
  expect(ake.state).toBe(AUTH_STATES[recorded.authstate]);
  if (ake.state !== 'AUTHSTATE_NONE') {
    expectBytes(ake.dh.publicKey, numberFromHex(recorded.auth_our_dh_pub ?? ''));
  }
  if (ake.state === 'AUTHSTATE_AWAITING_DHKEY') expect(hexOf(ake.r)).toBe(recorded.auth_r);
  if (message.name === 'MSGSTATE_ENCRYPTED') expectSession(message.session, recorded);
}

/** The draw for a new key of ours, when libotr's receiver made one in this step. */
function rotationDraws(index: number, side: Side): Uint8Array[] {
  const before = recordedState(index - 1, side);
  const after = recordedState(index, side);
  return after.our_keyid === before.our_keyid ? [] : [exponent(after.our_dh_priv ?? '')];
}

/** D-H Commit to Signature: steps `first` to `first + 3`, begun by `initiator`'s receipt of a query. */
function playAke(players: Record<Side, Player>, first: number, initiator: Side, commit: RecordedState): void {
  const [bob, alice] = [players[initiator], players[other(initiator)]];
  const committed = [bytesFromHex(commit.auth_r ?? ''), exponent(commit.auth_our_dh_priv ?? '')];
  expect(wireOf(bob.receive('?OTRv3?', committed))).toEqual([wireAt(first)]);
  expectRecorded(bob, commit);

  const key = recordedState(first, alice.side);
  expect(wireOf(alice.receive(wireAt(first), [exponent(key.auth_our_dh_priv ?? '')]))).toEqual([
    wireAt(first + 1),
  ]);
  expect(alice.ake.state).toBe('AUTHSTATE_AWAITING_REVEALSIG');

  const gx = numberFromHex(commit.auth_our_dh_pub ?? '');
  const gy = numberFromHex(key.auth_our_dh_pub ?? '');
  const keys = deriveAkeKeys(sharedSecret(exponent(commit.auth_our_dh_priv ?? ''), gy));
  const revealNonce = nonceOf(wireAt(first + 2), bob.side, keys.reveal, gx, gy);
  expect(wireOf(bob.receive(wireAt(first + 1), [revealNonce]))).toEqual([wireAt(first + 2)]);
  expect(bob.ake.state).toBe('AUTHSTATE_AWAITING_SIG');

  const signatureNonce = nonceOf(wireAt(first + 3), alice.side, keys.signature, gy, gx);
  const aliceAfter = recordedState(first + 2, alice.side);
  const aliceDraws = [signatureNonce, exponent(aliceAfter.our_dh_priv ?? '')];
  expect(wireOf(alice.receive(wireAt(first + 2), aliceDraws))).toEqual([wireAt(first + 3)]);
  expectRecorded(alice, aliceAfter);

  const bobAfter = recordedState(first + 3, bob.side);
  expect(wireOf(bob.receive(wireAt(first + 3), [exponent(bobAfter.our_dh_priv ?? '')]))).toEqual([]);
  expectRecorded(bob, bobAfter);
  for (const player of [alice, bob]) {
    expect(hexOf(player.session.fingerprint)).toBe(recordedKey(other(player.side)).fingerprint);
  }
}

/** A text of the user's from `from`, step `index`. */
function playText(players: Record<Side, Player>, index: number): void {
  const { from, plaintext = '' } = at(index);
  const [sender, receiver] = [players[from], players[other(from)]];
  expect(wireOf(sender.do({ type: 'send', id: 'm', text: plaintext }))).toEqual([wireAt(index)]);
  const effects = receiver.receive(wireAt(index), rotationDraws(index, receiver.side));
  expect(shownIn(effects)).toEqual(plaintext === '' ? [] : [plaintext]);
  expectRecorded(sender, recordedState(index, sender.side));
  expectRecorded(receiver, recordedState(index, receiver.side));
}

/** Steps 12 to 17: one text in six fragments. */
function playFragments(players: Record<Side, Player>): void {
  const { alice, bob } = players;
  bob.maxText = FRAGMENT_LENGTH;
  const texts = [12, 13, 14, 15, 16, 17].map(wireAt);
  expect(wireOf(bob.do({ type: 'send', id: 'm', text: at(17).plaintext ?? '' }))).toEqual(texts);
  bob.maxText = UNLIMITED;
  for (const text of texts.slice(0, -1)) expect(alice.receive(text)).toEqual([]);
  expect(shownIn(alice.receive(texts.at(-1) ?? '', rotationDraws(17, 'alice')))).toEqual([at(17).plaintext]);
  expectRecorded(alice, recordedState(17, 'alice'));
  expectRecorded(bob, recordedState(17, 'bob'));
}

/**
 * A data message that carries records: opened, and sealed again from what was in it. Returns the receiver; libotr
 * answers SMP at once, so that what it recorded of the receiver may hold the next step's sending.
 */
function playRecords(players: Record<Side, Player>, index: number, values: Map<number, Uint8Array>): Player {
  const { from } = at(index);
  const [sender, receiver] = [players[from], players[other(from)]];
  const { message, authenticated, tags } = decodeMessage(decodeArmour(wireAt(index)));
  if (message.type !== 'data') throw new Error('not a data message');
  const rotates =
    recordedState(index, receiver.side).our_keyid !== recordedState(index - 1, receiver.side).our_keyid;
  const draws = rotates ? [exponent(recordedState(index, receiver.side).our_dh_priv ?? '')] : [];
  const opened = openData(receiver.session, message, authenticated, receiver.withDraws(draws));
  if (opened.outcome !== 'read') throw new Error('unreadable');
  const [record] = opened.plaintext.tlvs;
  values.set(
    index,
    record?.type === TLV_SMP.message1Q
      ? splitQuestion(record.value).message1
      : (record?.value ?? new Uint8Array()),
  );
  if (record?.type === TLV_EXTRA_KEY) {
    const key = extraKey(receiver.session, message.recipientKeyId, message.senderKeyId);
    expect(hexOf(key ?? new Uint8Array())).toBe(transcript.extra_symkey.key);
  }
  const { ignoreUnreadable } = message;
  const sealed = sealData(sender.session, opened.plaintext, tags.sender, { ignoreUnreadable });
  expect(sealed.text).toBe(wireAt(index));
  receiver.session = opened.session;
  sender.session = sealed.session;
  expectRecorded(sender, recordedState(index, sender.side));
  return receiver;
}

function dataMessage(wire: string): DataMessage {
  const { message } = decodeMessage(decodeArmour(wire));
  if (message.type !== 'data') throw new Error('not a data message');
  return message;
}

it('fingerprints: SHA-1 over the MPIs of the public key', () => {
  for (const side of ['alice', 'bob'] as const) {
    expect(hexOf(fingerprint(identityOf(side)))).toBe(recordedKey(side).fingerprint);
  }
});

it('all 36 steps of two libotr users, to the byte', { timeout: 60_000 }, () => {
  const players = { alice: new Player('alice'), bob: new Player('bob') };
  const { alice, bob } = players;

  alice.maxText = FRAGMENT_LENGTH;
  expect(wireOf(alice.do({ type: 'start' }))).toEqual([wireAt(0)]);
  alice.maxText = UNLIMITED;
  playAke(players, 1, 'bob', at(0).bob_master ?? recordedState(0, 'bob'));

  for (const index of [5, 6, 7, 8, 9, 10, 11]) playText(players, index);
  playFragments(players);
  const values = new Map<number, Uint8Array>();
  for (const index of [19, 21, 22, 23, 24, 25, 26, 27, 28]) {
    const receiver = playRecords(players, index, values);
    const answersAtOnce = at(index + 1).from === receiver.side && index !== 28;
    if (!answersAtOnce) expectRecorded(receiver, recordedState(index, receiver.side));
  }

  const valuesOf = (steps: readonly number[]) => steps.map((index) => values.get(index) ?? new Uint8Array());
  expectRecordedSmp(valuesOf([19, 21, 22, 23]), [19, 20, 21], 'alice');
  expectRecordedSmp(valuesOf([24, 25, 26, 27]), [24, 25, 25], 'bob');

  // libotr's alice is in MSGSTATE_PLAINTEXT during the second AKE.
  alice.state = initialState(instanceTagOf('alice'));
  playAke(players, 29, 'alice', at(29).alice_master ?? recordedState(29, 'alice'));
  for (const index of [33, 34]) playText(players, index);

  // We reveal in the last message what it makes us forget; libotr reveals less. The MAC covers all before.
  const used = recordedState(34, 'alice').sess_old_old?.recv_mac;
  const [ours = ''] = wireOf(alice.do({ type: 'end' }));
  const theirs = dataMessage(wireAt(35));
  expect(dataMessage(ours)).toEqual({ ...theirs, oldMacKeys: bytesFromHex(used ?? '') });
  // The message rotates our key before its record ends the session.
  expect(bob.receive(wireAt(35), [new Uint8Array(40).fill(7)])).toEqual([
    { type: 'event', event: { name: 'ended', by: 'peer' } },
  ]);
  expectRecorded(alice, recordedState(35, 'alice'));
  expectRecorded(bob, recordedState(35, 'bob'));
});

it('the fragments of steps 12 to 17 make one message', () => {
  const texts = [12, 13, 14, 15, 16, 17].map(wireAt);
  const last = texts.reduce(
    (made: ReturnType<typeof reassemble>, text) => reassemble(made.store, decodeFragment(text), true),
    {},
  );
  expect(last.complete?.text).toMatch(/^\?OTR:AAMD.*\.$/);
});
