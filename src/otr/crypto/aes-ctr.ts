/**
 * AES-128 in counter mode as OTRv3 uses it: a 16-byte counter block whose first half is given and whose second
 * half starts at zero. Encryption and decryption are the same.
 */
import { ctr } from '@noble/ciphers/aes.js';

const BLOCK = 16;
const ZERO_COUNTER = new Uint8Array(BLOCK / 2);

/** `key`: 16 bytes. `topHalf`: 8 bytes, zeros by default. The result is as long as `message`. */
export function aesCtr(key: Uint8Array, message: Uint8Array, topHalf: Uint8Array = ZERO_COUNTER): Uint8Array {
  const counter = new Uint8Array(BLOCK);
  counter.set(topHalf);
  return ctr(key, counter).encrypt(message);
}
