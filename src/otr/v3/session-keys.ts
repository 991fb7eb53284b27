/**
 * The keys of one pair of D-H keys, ours and theirs; OTRv3, "Computing AES keys, MAC keys, and the secure
 * session id", second half.
 */
import { compareBigEndian } from '#otr/bytes/big-endian.ts';
import { byte, concat, mpi } from '#otr/bytes/writer.ts';
import { type DhKeyPair, sharedSecret } from '#otr/crypto/dh.ts';
import { sha1, sha256 } from '#otr/crypto/hashes.ts';

export interface DirectionKeys {
  /** AES key, 16 bytes. */
  readonly aes: Uint8Array;
  /** MAC key, 20 bytes. */
  readonly mac: Uint8Array;
}

export interface SessionKeys {
  readonly sending: DirectionKeys;
  readonly receiving: DirectionKeys;
}

const HIGH_END = 0x01;
const LOW_END = 0x02;

const EXTRA_KEY = 0xff;

/** The extra symmetric key of a pair of keys, 32 bytes; OTRv3, "Extra symmetric key". */
export function deriveExtraKey(ours: DhKeyPair, theirs: Uint8Array): Uint8Array {
  return sha256(concat(byte(EXTRA_KEY), mpi(sharedSecret(ours.privateKey, theirs))));
}

/** The side whose public key is the greater number is the high end. */
export function deriveSessionKeys(ours: DhKeyPair, theirs: Uint8Array): SessionKeys {
  const secbytes = mpi(sharedSecret(ours.privateKey, theirs));
  const direction = (end: number): DirectionKeys => {
    const aes = sha1(concat(byte(end), secbytes)).slice(0, 16);
    return { aes, mac: sha1(aes) };
  };
  const weAreHigh = compareBigEndian(ours.publicKey, theirs) > 0;
  return {
    sending: direction(weAreHigh ? HIGH_END : LOW_END),
    receiving: direction(weAreHigh ? LOW_END : HIGH_END),
  };
}
