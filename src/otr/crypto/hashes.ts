/** The hashes and MACs of OTRv3. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha1 as nobleSha1 } from '@noble/hashes/legacy.js';
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';

/** 20 bytes. */
export const sha1 = (message: Uint8Array): Uint8Array => nobleSha1(message);

/** 32 bytes. */
export const sha256 = (message: Uint8Array): Uint8Array => nobleSha256(message);

/** SHA1-HMAC, 20 bytes. */
export const hmacSha1 = (key: Uint8Array, message: Uint8Array): Uint8Array => hmac(nobleSha1, key, message);

/** SHA256-HMAC, 32 bytes. */
export const hmacSha256 = (key: Uint8Array, message: Uint8Array): Uint8Array =>
  hmac(nobleSha256, key, message);

/** SHA256-HMAC-160: the first 20 bytes of SHA256-HMAC. */
export const hmacSha256160 = (key: Uint8Array, message: Uint8Array): Uint8Array =>
  hmacSha256(key, message).slice(0, 20);
