/**
 * Sealed bytes: XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03, section 2) with a nonce of its own for each seal.
 *
 * Layout: format 1 byte (1), nonce 24 bytes, ciphertext, tag 16 bytes. The associated data says where the bytes
 * belong, so that what was sealed for one place does not open in another.
 *
 * Invariant: 24 random bytes are enough to never meet a nonce twice under one key.
 */
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { concat } from '#otr/bytes/writer.ts';
import { encodeUtf8 } from '#otr/crypto/utf8.ts';

export type Random = (length: number) => Uint8Array;

const FORMAT = 1;
const NONCE_LENGTH = 24;
const TAG_LENGTH = 16;

/** Sealed bytes do not open: another key, another place, or they were changed. */
export class SealBrokenError extends Error {
  constructor() {
    super('Sealed bytes do not open here');
    this.name = 'SealBrokenError';
  }
}

/** Associated data; parts never run into each other. */
export const boundTo = (...parts: readonly (string | number)[]): Uint8Array =>
  encodeUtf8(JSON.stringify(parts));

/** `key`: 32 bytes. Gives 41 bytes more than `plain` has. */
export function seal(key: Uint8Array, plain: Uint8Array, bound: Uint8Array, random: Random): Uint8Array {
  const nonce = random(NONCE_LENGTH);
  return concat(Uint8Array.of(FORMAT), nonce, xchacha20poly1305(key, nonce, bound).encrypt(plain));
}

/** What `seal` was given. Throws SealBrokenError. */
export function unseal(key: Uint8Array, sealed: Uint8Array, bound: Uint8Array): Uint8Array {
  if (sealed.length < 1 + NONCE_LENGTH + TAG_LENGTH || sealed[0] !== FORMAT) throw new SealBrokenError();
  const nonce = sealed.subarray(1, 1 + NONCE_LENGTH);
  const cipher = xchacha20poly1305(key, nonce, bound);
  try {
    return cipher.decrypt(sealed.subarray(1 + NONCE_LENGTH));
  } catch {
    throw new SealBrokenError();
  }
}
