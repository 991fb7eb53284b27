/** The hashes and MACs of OTRv3. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha1 as nobleSha1 } from '@noble/hashes/legacy.js';
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';

/** 20 bytes. */
export const sha1 = (message: Uint8Array): Uint8Array => nobleSha1(message);

/** 32 bytes. */
export const sha256 = (message: Uint8Array): Uint8Array => nobleSha256(message);

const newHmacSha1 = (key: Uint8Array) => hmac.create(nobleSha1, key);

/** A MAC key of a session serves for many messages: what it makes of the hash is kept for as long as the key is. */
const begun = new WeakMap<Uint8Array, ReturnType<typeof newHmacSha1>>();
/** Wiped by each digest. */
const working = newHmacSha1(new Uint8Array());

/** SHA1-HMAC, 20 bytes. The key's bytes must never be changed. */
export function hmacSha1(key: Uint8Array, message: Uint8Array): Uint8Array {
  const known = begun.get(key) ?? newHmacSha1(key);
  begun.set(key, known);
  return known._cloneInto(working).update(message).digest();
}

/** SHA256-HMAC, 32 bytes. */
export const hmacSha256 = (key: Uint8Array, message: Uint8Array): Uint8Array =>
  hmac(nobleSha256, key, message);

/** SHA256-HMAC-160: the first 20 bytes of SHA256-HMAC. */
export const hmacSha256160 = (key: Uint8Array, message: Uint8Array): Uint8Array =>
  hmacSha256(key, message).slice(0, 20);
