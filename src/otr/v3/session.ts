/**
 * A private session: two D-H keys a side, what was used with each pair of them, and their rotation; OTRv3,
 * "Exchanging data", key management and "Revealing MAC Keys".
 *
 * Invariants: a counter never repeats for a pair of keys; a receiving MAC key is revealed once, and only when the
 * keys it came from are forgotten; a sending MAC key is never revealed.
 */
import { type DhKeyPair, generateDhKeyPair } from '#otr/crypto/dh.ts';
import { AKE_KEY_ID, type Established } from './ake.ts';
import { deriveExtraKey, deriveSessionKeys, type SessionKeys } from './session-keys.ts';

/** What is known of one pair of D-H keys. */
export interface KeyPairUse {
  readonly ourKeyId: number;
  readonly theirKeyId: number;
  readonly keys: SessionKeys;
  /** How many messages we have sent with these keys: also the last counter used. */
  readonly sent: number;
  /** The last counter received, 8 bytes; all zero before the first. */
  readonly received: Uint8Array;
  /** Whether the receiving MAC key has verified a message. */
  readonly macUsed: boolean;
}

export interface Session {
  readonly theirTag: number;
  /** 20 bytes. */
  readonly fingerprint: Uint8Array;
  /** 8 bytes. */
  readonly ssid: Uint8Array;
  /** Our half of the ssid is the first when we revealed, else the second. */
  readonly revealedByUs: boolean;
  /** Serial number of `ourDh`; `ourPreviousDh` has one less. */
  readonly ourKeyId: number;
  readonly ourDh: DhKeyPair;
  readonly ourPreviousDh: DhKeyPair;
  /** Serial number of `theirDh`; `theirPreviousDh`, when there is one, has one less. */
  readonly theirKeyId: number;
  readonly theirDh: Uint8Array;
  readonly theirPreviousDh?: Uint8Array;
  /** At most four. */
  readonly uses: readonly KeyPairUse[];
  /** Receiving MAC keys, 20 bytes each, to be revealed in the next data message. */
  readonly macKeysToReveal: readonly Uint8Array[];
}

type Random = (length: number) => Uint8Array;

const usedMacKeys = (uses: readonly KeyPairUse[]): Uint8Array[] =>
  uses.filter((use) => use.macUsed).map((use) => use.keys.receiving.mac);

/** Every receiving MAC key that may be revealed once this session's keys are forgotten. */
export function macKeysOnForgetting(session: Session): readonly Uint8Array[] {
  return [...session.macKeysToReveal, ...usedMacKeys(session.uses)];
}

/** A session from a completed AKE. Draws 40 bytes for our second key. `previous`: the session it replaces. */
export function openSession(
  established: Established,
  previous: Session | undefined,
  random: Random,
): Session {
  const { theirTag, peer, ssid, revealedByUs, dh, theirDh } = established;
  return {
    theirTag,
    fingerprint: peer.fingerprint,
    ssid,
    revealedByUs,
    ourKeyId: AKE_KEY_ID + 1,
    ourDh: generateDhKeyPair(random),
    ourPreviousDh: dh,
    theirKeyId: peer.keyId,
    theirDh,
    uses: [],
    macKeysToReveal: previous === undefined ? [] : macKeysOnForgetting(previous),
  };
}

/** Our key with this serial number, when it is the current or the previous one. */
function ourKey(session: Session, keyId: number): DhKeyPair | undefined {
  if (keyId === session.ourKeyId) return session.ourDh;
  return keyId === session.ourKeyId - 1 ? session.ourPreviousDh : undefined;
}

/** Their key with this serial number, when it is the current or the previous one. */
function theirKey(session: Session, keyId: number): Uint8Array | undefined {
  if (keyId === session.theirKeyId) return session.theirDh;
  return keyId === session.theirKeyId - 1 ? session.theirPreviousDh : undefined;
}

/** What was used with this pair of keys, made now when it is the first time; undefined for keys we do not have. */
export function findUse(session: Session, ourKeyId: number, theirKeyId: number): KeyPairUse | undefined {
  const known = session.uses.find((use) => use.ourKeyId === ourKeyId && use.theirKeyId === theirKeyId);
  if (known !== undefined) return known;
  const ours = ourKey(session, ourKeyId);
  const theirs = theirKey(session, theirKeyId);
  if (ours === undefined || theirs === undefined) return undefined;
  const keys = deriveSessionKeys(ours, theirs);
  return { ourKeyId, theirKeyId, keys, sent: 0, received: new Uint8Array(8), macUsed: false };
}

/** The extra symmetric key, 32 bytes, of the keys that a message names; undefined for keys we do not have. */
export function extraKey(session: Session, ourKeyId: number, theirKeyId: number): Uint8Array | undefined {
  const ours = ourKey(session, ourKeyId);
  const theirs = theirKey(session, theirKeyId);
  return ours === undefined || theirs === undefined ? undefined : deriveExtraKey(ours, theirs);
}

/** The session with `use` in place of what was known of its pair of keys. */
export function withUse(session: Session, use: KeyPairUse): Session {
  const others = session.uses.filter(
    (other) => other.ourKeyId !== use.ourKeyId || other.theirKeyId !== use.theirKeyId,
  );
  return { ...session, uses: [...others, use] };
}

/** Forgets the uses that `isForgotten` names; those of their MAC keys that were used are to be revealed. */
function forget(session: Session, isForgotten: (use: KeyPairUse) => boolean): Session {
  return {
    ...session,
    uses: session.uses.filter((use) => !isForgotten(use)),
    macKeysToReveal: [...session.macKeysToReveal, ...usedMacKeys(session.uses.filter(isForgotten))],
  };
}

function rotateOurs(session: Session, random: Random): Session {
  const forgotten = session.ourKeyId - 1;
  return {
    ...forget(session, (use) => use.ourKeyId === forgotten),
    ourKeyId: session.ourKeyId + 1,
    ourDh: generateDhKeyPair(random),
    ourPreviousDh: session.ourDh,
  };
}

function rotateTheirs(session: Session, nextDh: Uint8Array): Session {
  const forgotten = session.theirKeyId - 1;
  return {
    ...forget(session, (use) => use.theirKeyId === forgotten),
    theirKeyId: session.theirKeyId + 1,
    theirDh: nextDh,
    theirPreviousDh: session.theirDh,
  };
}

/**
 * Rotates keys after a verified message that named `senderKeyId` (theirs) and `recipientKeyId` (ours). Draws 40
 * bytes when ours is rotated.
 */
export function rotate(
  session: Session,
  message: { readonly senderKeyId: number; readonly recipientKeyId: number; readonly nextDh: Uint8Array },
  random: Random,
): Session {
  const afterOurs = message.recipientKeyId === session.ourKeyId ? rotateOurs(session, random) : session;
  return message.senderKeyId === afterOurs.theirKeyId ? rotateTheirs(afterOurs, message.nextDh) : afterOurs;
}
