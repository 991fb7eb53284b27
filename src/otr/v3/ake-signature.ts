/**
 * The encrypted signature that Reveal Signature and Signature Messages carry: X = pubkey, keyid, sig(M) under AES,
 * where M is a MAC over both D-H keys, the public key and the key id; OTRv3, "Reveal Signature Message".
 */
import { Reader } from '#otr/bytes/reader.ts';
import { concat, data, int, mpi, short } from '#otr/bytes/writer.ts';
import { aesCtr } from '#otr/crypto/aes-ctr.ts';
import {
  type DsaKeyPair,
  type DsaPublicKey,
  fingerprint,
  SIGNATURE_LENGTH,
  sign,
  verify,
} from '#otr/crypto/dsa.ts';
import { constantTimeEqual } from '#otr/crypto/equal.ts';
import { hmacSha256, hmacSha256160 } from '#otr/crypto/hashes.ts';
import { OtrError } from '#otr/otr-error.ts';
import type { SignatureKeys } from './ake-keys.ts';

/** Who signs: their D-H key first in what is signed, then the other side's. */
export interface SignedKeys {
  readonly signer: Uint8Array;
  readonly other: Uint8Array;
}

export interface SealedSignature {
  readonly encryptedSignature: Uint8Array;
  /** 20 bytes. */
  readonly mac: Uint8Array;
}

/** What a good signature proves. */
export interface PeerIdentity {
  /** 20 bytes. */
  readonly fingerprint: Uint8Array;
  /** Serial number of the signer's D-H key, > 0. */
  readonly keyId: number;
}

const DSA_KEY_TYPE = 0;

function encodePublicKey(key: DsaPublicKey): Uint8Array {
  return concat(short(DSA_KEY_TYPE), mpi(key.p), mpi(key.q), mpi(key.g), mpi(key.y));
}

function readPublicKey(reader: Reader, section: string): DsaPublicKey {
  if (reader.short() !== DSA_KEY_TYPE) throw new OtrError('unknown-key-type', section);
  return { p: reader.mpi(), q: reader.mpi(), g: reader.mpi(), y: reader.mpi() };
}

/** M: 32 bytes. */
function signedValue(keys: SignatureKeys, dh: SignedKeys, publicKey: Uint8Array, keyId: number): Uint8Array {
  return hmacSha256(keys.m1, concat(mpi(dh.signer), mpi(dh.other), publicKey, int(keyId)));
}

const sealMac = (keys: SignatureKeys, encrypted: Uint8Array) => hmacSha256160(keys.m2, data(encrypted));

/** Signs with our long-lived key. */
export function sealSignature(
  keys: SignatureKeys,
  dh: SignedKeys,
  identity: DsaKeyPair,
  keyId: number,
  random: (length: number) => Uint8Array,
): SealedSignature {
  const publicKey = encodePublicKey(identity);
  const signature = sign(identity, signedValue(keys, dh, publicKey, keyId), random);
  const encryptedSignature = aesCtr(keys.c, concat(publicKey, int(keyId), signature));
  return { encryptedSignature, mac: sealMac(keys, encryptedSignature) };
}

/** Checks the MAC, then the signature. `section` names the message in errors. Throws OtrError. */
export function openSignature(
  keys: SignatureKeys,
  dh: SignedKeys,
  sealed: SealedSignature,
  section: string,
): PeerIdentity {
  if (!constantTimeEqual(sealMac(keys, sealed.encryptedSignature), sealed.mac)) {
    throw new OtrError('mac-mismatch', section);
  }
  const reader = new Reader(aesCtr(keys.c, sealed.encryptedSignature));
  const key = readPublicKey(reader, section);
  const keyId = reader.int();
  const signature = reader.take(SIGNATURE_LENGTH);
  reader.end();
  if (keyId === 0) throw new OtrError('key-id-zero', section);
  if (!verify(key, signedValue(keys, dh, encodePublicKey(key), keyId), signature)) {
    throw new OtrError('signature-invalid', section);
  }
  return { fingerprint: fingerprint(key), keyId };
}
