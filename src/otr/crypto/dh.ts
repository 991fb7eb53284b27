/**
 * Diffie-Hellman keys and secrets in the 1536-bit group; OTRv3, "Encoded messages".
 *
 * Keys are big-endian bytes without leading zeros, so that they can stand in the state as plain data.
 */
import { compareBigEndian } from '#otr/bytes/big-endian.ts';
import { bigintToBytes, bytesToBigint } from './bigint.ts';
import { MODULUS, powerOfTwo } from './dh-group.ts';
import { FixedBase } from './fixed-base.ts';

/** 320 bits, the least that the specification allows. */
const PRIVATE_LENGTH = 40;

const LEAST = Uint8Array.of(2);
const GREATEST = bigintToBytes(MODULUS - 2n);

export interface DhKeyPair {
  /** 40 bytes. */
  readonly privateKey: Uint8Array;
  /** At most 192 bytes, no leading zeros. */
  readonly publicKey: Uint8Array;
}

/** Draws 40 bytes. */
export function generateDhKeyPair(random: (length: number) => Uint8Array): DhKeyPair {
  const privateKey = random(PRIVATE_LENGTH);
  const publicKey = bigintToBytes(powerOfTwo(bytesToBigint(privateKey)));
  return { privateKey, publicKey };
}

/** 2 <= key <= modulus - 2. */
export function isDhPublicKey(key: Uint8Array): boolean {
  return compareBigEndian(key, LEAST) >= 0 && compareBigEndian(key, GREATEST) <= 0;
}

/**
 * Each key of theirs meets two of ours or more: the powers that it alone decides are kept for as long as the key is. They
 * cost next to nothing the first time.
 */
const tables = new WeakMap<Uint8Array, FixedBase>();

/**
 * The shared secret s, big-endian without leading zeros. The caller has checked `theirPublicKey`, whose bytes must never
 * be changed.
 */
export function sharedSecret(privateKey: Uint8Array, theirPublicKey: Uint8Array): Uint8Array {
  const base = tables.get(theirPublicKey) ?? tableOf(theirPublicKey);
  tables.set(theirPublicKey, base);
  return bigintToBytes(base.power(bytesToBigint(privateKey)));
}

const tableOf = (key: Uint8Array): FixedBase =>
  new FixedBase(bytesToBigint(key), MODULUS, PRIVATE_LENGTH * 8, 4);
