/**
 * The authenticated key exchange of OTRv3 as a table: authentication state down, received message across
 * (specification: "State transitions", the four "Receiving a … Message").
 *
 * A cell returns the next state, the message to send back, and what the exchange established when it is complete.
 * It throws OtrError when a check fails, which leaves the exchange where it was ("Otherwise, ignore the message").
 * A message that the state does not expect changes nothing.
 */
import { compareBigEndian } from '#otr/bytes/big-endian.ts';
import { Reader } from '#otr/bytes/reader.ts';
import { mpi } from '#otr/bytes/writer.ts';
import { aesCtr } from '#otr/crypto/aes-ctr.ts';
import { type DhKeyPair, generateDhKeyPair, isDhPublicKey, sharedSecret } from '#otr/crypto/dh.ts';
import type { DsaKeyPair } from '#otr/crypto/dsa.ts';
import { constantTimeEqual } from '#otr/crypto/equal.ts';
import { sha256 } from '#otr/crypto/hashes.ts';
import { OtrError } from '#otr/otr-error.ts';
import { type AkeKeys, deriveAkeKeys } from './ake-keys.ts';
import { openSignature, type PeerIdentity, sealSignature } from './ake-signature.ts';
import type { AkeMessage, DhCommit, DhKey, RevealSignature, Signature } from './message.ts';

export interface AkeNone {
  readonly state: 'AUTHSTATE_NONE';
}

/** We have sent a D-H Commit Message, to whichever instance is there. */
export interface AkeAwaitingDhKey {
  readonly state: 'AUTHSTATE_AWAITING_DHKEY';
  /** 16 bytes. */
  readonly r: Uint8Array;
  readonly dh: DhKeyPair;
  readonly sent: DhCommit;
}

/** We have answered a D-H Commit Message with our D-H Key Message. */
export interface AkeAwaitingRevealSig {
  readonly state: 'AUTHSTATE_AWAITING_REVEALSIG';
  readonly theirTag: number;
  readonly dh: DhKeyPair;
  readonly received: DhCommit;
}

/** We have answered a D-H Key Message with our Reveal Signature Message. */
export interface AkeAwaitingSig {
  readonly state: 'AUTHSTATE_AWAITING_SIG';
  readonly theirTag: number;
  readonly dh: DhKeyPair;
  readonly theirDh: Uint8Array;
  readonly keys: AkeKeys;
  readonly sent: RevealSignature;
}

export type AkeState = AkeNone | AkeAwaitingDhKey | AkeAwaitingRevealSig | AkeAwaitingSig;

export const AKE_NONE: AkeNone = { state: 'AUTHSTATE_NONE' };

/** Our D-H key in an AKE is always a new one, the first of its session. */
export const AKE_KEY_ID = 1;

/** What a completed exchange hands to the session. */
export interface Established {
  readonly theirTag: number;
  readonly peer: PeerIdentity;
  readonly dh: DhKeyPair;
  readonly theirDh: Uint8Array;
  /** 8 bytes. */
  readonly ssid: Uint8Array;
  /** True when we sent the Reveal Signature Message: our half of the ssid is then the first. */
  readonly revealedByUs: boolean;
}

export interface AkeStep {
  readonly ake: AkeState;
  readonly reply?: AkeMessage;
  readonly established?: Established;
}

export interface AkeContext {
  /** The sender of the message at hand. */
  readonly theirTag: number;
  readonly identity: DsaKeyPair;
  readonly random: (length: number) => Uint8Array;
}

type Cell<S extends AkeState, M extends AkeMessage> = (ake: S, message: M, context: AkeContext) => AkeStep;

type StateOf<Name extends AkeState['state']> = Extract<AkeState, { state: Name }>;
type MessageOf<Type extends AkeMessage['type']> = Extract<AkeMessage, { type: Type }>;
type Table = {
  readonly [Name in AkeState['state']]: {
    readonly [Type in AkeMessage['type']]: Cell<StateOf<Name>, MessageOf<Type>>;
  };
};

const COMMIT_KEY_LENGTH = 16;

/** Begins an exchange: the D-H Commit Message goes out. Draws 16 bytes for r, then 40 for x. */
export function startAke(random: (length: number) => Uint8Array): AkeStep {
  const r = random(COMMIT_KEY_LENGTH);
  const dh = generateDhKeyPair(random);
  const gx = mpi(dh.publicKey);
  const sent: DhCommit = { type: 'dh-commit', encryptedGx: aesCtr(r, gx), hashedGx: sha256(gx) };
  return { ake: { state: 'AUTHSTATE_AWAITING_DHKEY', r, dh, sent }, reply: sent };
}

const ignore = (ake: AkeState): AkeStep => ({ ake });

function dhKeyMessage(dh: DhKeyPair): DhKey {
  return { type: 'dh-key', gy: dh.publicKey };
}

function answerCommit(_: AkeState, received: DhCommit, { theirTag, random }: AkeContext): AkeStep {
  const dh = generateDhKeyPair(random);
  const ake: AkeState = { state: 'AUTHSTATE_AWAITING_REVEALSIG', theirTag, dh, received };
  return { ake, reply: dhKeyMessage(dh) };
}

/** Two commits crossed: the higher hash stays and is sent again, the lower one is forgotten. */
function resolveCollision(ake: AkeAwaitingDhKey, received: DhCommit, context: AkeContext): AkeStep {
  const oursIsHigher = compareBigEndian(ake.sent.hashedGx, received.hashedGx) > 0;
  return oursIsHigher ? { ake, reply: ake.sent } : answerCommit(ake, received, context);
}

function answerNewCommit(ake: AkeAwaitingRevealSig, received: DhCommit, { theirTag }: AkeContext): AkeStep {
  return { ake: { ...ake, theirTag, received }, reply: dhKeyMessage(ake.dh) };
}

function answerDhKey(ake: AkeAwaitingDhKey, { gy }: DhKey, context: AkeContext): AkeStep {
  const keys = deriveAkeKeys(sharedSecret(ake.dh.privateKey, gy));
  const signed = { signer: ake.dh.publicKey, other: gy };
  const sealed = sealSignature(keys.reveal, signed, context.identity, AKE_KEY_ID, context.random);
  const sent: RevealSignature = { type: 'reveal-signature', revealedKey: ake.r, ...sealed };
  const { theirTag } = context;
  return {
    ake: { state: 'AUTHSTATE_AWAITING_SIG', theirTag, dh: ake.dh, theirDh: gy, keys, sent },
    reply: sent,
  };
}

function answerRepeatedDhKey(ake: AkeAwaitingSig, { gy }: DhKey, { theirTag }: AkeContext): AkeStep {
  const isSame = theirTag === ake.theirTag && compareBigEndian(gy, ake.theirDh) === 0;
  return isSame ? { ake, reply: ake.sent } : { ake };
}

/** Opens the commitment. Throws OtrError when the key is not the one that was committed to. */
function openCommit(commit: DhCommit, r: Uint8Array): Uint8Array {
  const section = 'Reveal Signature Message';
  const gx = aesCtr(r, commit.encryptedGx);
  if (!constantTimeEqual(sha256(gx), commit.hashedGx)) throw new OtrError('commit-mismatch', section);
  const reader = new Reader(gx);
  const theirDh = reader.mpi();
  reader.end();
  if (!isDhPublicKey(theirDh)) throw new OtrError('dh-key-out-of-range', section);
  return theirDh;
}

function answerReveal(ake: AkeAwaitingRevealSig, message: RevealSignature, context: AkeContext): AkeStep {
  if (context.theirTag !== ake.theirTag) return { ake };
  const theirDh = openCommit(ake.received, message.revealedKey);
  const keys = deriveAkeKeys(sharedSecret(ake.dh.privateKey, theirDh));
  const theirs = { signer: theirDh, other: ake.dh.publicKey };
  const peer = openSignature(keys.reveal, theirs, message, 'Reveal Signature Message');
  const ours = { signer: ake.dh.publicKey, other: theirDh };
  const sealed = sealSignature(keys.signature, ours, context.identity, AKE_KEY_ID, context.random);
  const { dh, theirTag } = ake;
  return {
    ake: AKE_NONE,
    reply: { type: 'signature', ...sealed },
    established: { theirTag, peer, dh, theirDh, ssid: keys.ssid, revealedByUs: false },
  };
}

function acceptSignature(ake: AkeAwaitingSig, message: Signature, context: AkeContext): AkeStep {
  if (context.theirTag !== ake.theirTag) return { ake };
  const theirs = { signer: ake.theirDh, other: ake.dh.publicKey };
  const peer = openSignature(ake.keys.signature, theirs, message, 'Signature Message');
  const { dh, theirDh, theirTag, keys } = ake;
  return {
    ake: AKE_NONE,
    established: { theirTag, peer, dh, theirDh, ssid: keys.ssid, revealedByUs: true },
  };
}

const TABLE: Table = {
  AUTHSTATE_NONE: {
    'dh-commit': answerCommit,
    'dh-key': ignore,
    'reveal-signature': ignore,
    signature: ignore,
  },
  AUTHSTATE_AWAITING_DHKEY: {
    'dh-commit': resolveCollision,
    'dh-key': answerDhKey,
    'reveal-signature': ignore,
    signature: ignore,
  },
  AUTHSTATE_AWAITING_REVEALSIG: {
    'dh-commit': answerNewCommit,
    'dh-key': ignore,
    'reveal-signature': answerReveal,
    signature: ignore,
  },
  AUTHSTATE_AWAITING_SIG: {
    'dh-commit': answerCommit,
    'dh-key': answerRepeatedDhKey,
    'reveal-signature': ignore,
    signature: acceptSignature,
  },
};

/** Runs the cell for this state and message. Throws OtrError; never changes its arguments. */
export function receiveAkeMessage(ake: AkeState, message: AkeMessage, context: AkeContext): AkeStep {
  // The table's type ties each cell to its state and message; a union of both cannot express that tie.
  const cell = TABLE[ake.state][message.type] as Cell<AkeState, AkeMessage>;
  return cell(ake, message, context);
}
