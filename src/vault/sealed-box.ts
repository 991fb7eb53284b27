/**
 * Sealed boxes: whoever has the public key can put bytes in, and only who has the secret key can take them out.
 *
 * X25519 (RFC 7748) with a new key pair for each box, HKDF-SHA-256 (RFC 5869) over the shared secret and both public
 * keys, and what sealing.ts does. Layout: the box's public key 32 bytes, then the sealed bytes.
 */
import { x25519 } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concat } from '#otr/bytes/writer.ts';
import { encodeUtf8 } from '#otr/crypto/utf8.ts';
import { type Random, SealBrokenError, seal, unseal } from './sealing.ts';

export const BOX_KEY_LENGTH = 32;

/** The public key, 32 bytes, to a secret key of 32 random bytes. */
export const boxKeyOf = (secretKey: Uint8Array): Uint8Array => x25519.getPublicKey(secretKey);

/** Gives 73 bytes more than `plain` has. */
export function sealBox(
  publicKey: Uint8Array,
  plain: Uint8Array,
  bound: Uint8Array,
  random: Random,
): Uint8Array {
  const ourSecret = random(BOX_KEY_LENGTH);
  const ourPublic = boxKeyOf(ourSecret);
  const key = keyFor(ourSecret, publicKey, ourPublic, publicKey);
  try {
    return concat(ourPublic, seal(key, plain, bound, random));
  } finally {
    ourSecret.fill(0);
    key.fill(0);
  }
}

/** What `sealBox` was given. Throws SealBrokenError. */
export function openBox(secretKey: Uint8Array, box: Uint8Array, bound: Uint8Array): Uint8Array {
  const theirPublic = box.subarray(0, BOX_KEY_LENGTH);
  const key = keyFrom(secretKey, theirPublic);
  try {
    return unseal(key, box.subarray(BOX_KEY_LENGTH), bound);
  } finally {
    key.fill(0);
  }
}

function keyFrom(secretKey: Uint8Array, theirPublic: Uint8Array): Uint8Array {
  try {
    return keyFor(secretKey, theirPublic, theirPublic, boxKeyOf(secretKey));
  } catch {
    throw new SealBrokenError(); // Too short, or a point of low order.
  }
}

function keyFor(
  secretKey: Uint8Array,
  publicKey: Uint8Array,
  boxPublic: Uint8Array,
  ownerPublic: Uint8Array,
): Uint8Array {
  const shared = x25519.getSharedSecret(secretKey, publicKey);
  const key = hkdf(sha256, shared, concat(boxPublic, ownerPublic), encodeUtf8('sotto sealed box 1'), 32);
  shared.fill(0);
  return key;
}
