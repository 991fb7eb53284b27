/**
 * Keys from passphrases: scrypt (RFC 7914) over the passphrase in NFKC (Unicode, UAX #15) and UTF-8, so that the
 * same characters typed on another keyboard give the same key.
 */
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { encodeUtf8 } from '#otr/crypto/utf8.ts';
import { boundTo, type Random, SealBrokenError, seal, unseal } from './sealing.ts';

/** scrypt's cost (N, a power of two), block size (r) and parallelisation (p). */
export interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** About a second on an old laptop; 128 MiB while it runs. */
export const USUAL_COST: ScryptCost = { N: 2 ** 17, r: 8, p: 1 };
/** 256 MiB: a file that asks for more would end the worker. */
const MAX_N_TIMES_R = 2 ** 21;
const MAX_P = 4;
export const SALT_LENGTH = 16;
const KEY_LENGTH = 32;

/** A vault key under a passphrase, with all that is needed but the passphrase. */
export interface WrappedKey {
  readonly cost: ScryptCost;
  /** 16 bytes. */
  readonly salt: Uint8Array;
  readonly sealed: Uint8Array;
}

/** Whether a cost that came from outside can be paid. */
export function isAffordable({ N, r, p }: ScryptCost): boolean {
  const whole = [N, r, p].every((number) => Number.isInteger(number) && number >= 1);
  const powerOfTwo = N >= 2 && Number.isInteger(Math.log2(N));
  return whole && powerOfTwo && N * r <= MAX_N_TIMES_R && p <= MAX_P;
}

/** `length` bytes. Throws RangeError for an empty passphrase and for a cost that is too high. */
export async function deriveKey(
  passphrase: string,
  salt: Uint8Array,
  cost: ScryptCost,
  length = KEY_LENGTH,
): Promise<Uint8Array> {
  if (passphrase === '') throw new RangeError('The passphrase is empty');
  if (!isAffordable(cost)) throw new RangeError('The scrypt cost is out of range');
  const { N, r, p } = cost;
  const bytes = encodeUtf8(passphrase.normalize('NFKC'));
  try {
    return await scryptAsync(bytes, salt, { N, r, p, dkLen: length });
  } finally {
    bytes.fill(0);
  }
}

const boundToWrap = ({ N, r, p }: ScryptCost): Uint8Array => boundTo('vault key', N, r, p);

/** Wraps `vaultKey` under a new salt. Takes as long as `cost` says. */
export async function wrapKey(
  vaultKey: Uint8Array,
  passphrase: string,
  cost: ScryptCost,
  random: Random,
): Promise<WrappedKey> {
  const salt = random(SALT_LENGTH);
  const key = await deriveKey(passphrase, salt, cost);
  try {
    return { cost, salt, sealed: seal(key, vaultKey, boundToWrap(cost), random) };
  } finally {
    key.fill(0);
  }
}

/** The vault key, or undefined when the passphrase is another one. Takes as long as the cost says. */
export async function unwrapKey(wrapped: WrappedKey, passphrase: string): Promise<Uint8Array | undefined> {
  const key = await deriveKey(passphrase, wrapped.salt, wrapped.cost);
  try {
    return unseal(key, wrapped.sealed, boundToWrap(wrapped.cost));
  } catch (error) {
    if (error instanceof SealBrokenError) return undefined;
    throw error;
  } finally {
    key.fill(0);
  }
}
