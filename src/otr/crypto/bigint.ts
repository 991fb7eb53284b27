/**
 * Modular arithmetic on bigints: powers by fixed windows, and products of several powers that share their squarings
 * (Straus's method; Handbook of Applied Cryptography, 14.82 and 14.88).
 *
 * Reduction is the language's own `%`: on 1024 and 1536 bits neither Montgomery nor Barrett in bigints gained more
 * than a tenth of it on Node 20, and they lost on newer engines. Montgomery on limbs of 22 bits in a Float64Array took
 * two to three times as long. WebAssembly would be faster, but the extension's policy lets none be compiled.
 *
 * Not constant-time: JavaScript's bigint cannot be. The order of squarings and multiplications is the same for every
 * exponent of a length, but for zero windows; how long each takes, and which table entry is read, depends on secrets.
 * Exponents of OTRv3 are used once (DSA nonces, SMP) or for a few messages (D-H keys), and pages, who could measure,
 * run in another process.
 */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';

/** The number whose big-endian bytes these are; no bytes are zero. */
export function bytesToBigint(bytes: Uint8Array): bigint {
  return BigInt(`0x0${bytesToHex(bytes)}`);
}

/** Big-endian without leading zeros; zero is the empty array. */
export function bigintToBytes(value: bigint): Uint8Array {
  if (value === 0n) return new Uint8Array();
  const hex = value.toString(16);
  return hexToBytes(hex.length % 2 === 0 ? hex : `0${hex}`);
}

/** Always 0 <= result < modulus, also for negative values. */
export function mod(value: bigint, modulus: bigint): bigint {
  const rest = value % modulus;
  return rest < 0n ? rest + modulus : rest;
}

/** A base and its exponent >= 0. */
export type Power = readonly [base: bigint, exponent: bigint];

/** Longer exponents repay the larger table of 5-bit windows. */
const SHORT_EXPONENT = 1n << 320n;

/** The digits of the exponent, most significant first; `radix` is a power of two up to 32. */
function digitsOf(exponent: bigint, radix: number): number[] {
  return Array.from(exponent.toString(radix), (digit) => Number.parseInt(digit, radix));
}

/** base^0 .. base^(length - 1). */
function firstPowers(base: bigint, length: number, modulus: bigint): bigint[] {
  const table = [1n];
  let power = 1n;
  for (let index = 1; index < length; index++) {
    power = (power * base) % modulus;
    table.push(power);
  }
  return table;
}

function repeatedlySquared(value: bigint, times: number, modulus: bigint): bigint {
  let result = value;
  for (let time = 0; time < times; time++) result = (result * result) % modulus;
  return result;
}

/** The product of base^exponent over `terms`, modulo modulus > 1. Throws RangeError for a negative exponent. */
export function modProduct(terms: readonly Power[], modulus: bigint): bigint {
  if (terms.some(([, exponent]) => exponent < 0n)) throw new RangeError('negative exponent');
  const window = terms.some(([, exponent]) => exponent >= SHORT_EXPONENT) ? 5 : 4;
  const radix = 1 << window;
  const windowed = terms.map(([base, exponent]) => ({
    table: firstPowers(mod(base, modulus), radix, modulus),
    digits: digitsOf(exponent, radix),
  }));
  const length = Math.max(0, ...windowed.map(({ digits }) => digits.length));
  let result = 1n;
  for (let place = length; place > 0; place--) {
    result = repeatedlySquared(result, window, modulus);
    for (const { table, digits } of windowed) {
      const digit = digits[digits.length - place] ?? 0;
      if (digit !== 0) result = (result * (table[digit] ?? 1n)) % modulus;
    }
  }
  return result;
}

/** base^exponent mod modulus for exponent >= 0 and modulus > 1. */
export function modPow(base: bigint, exponent: bigint, modulus: bigint): bigint {
  return modProduct([[base, exponent]], modulus);
}

/** 2^exponent mod modulus, exponent >= 0 and modulus > 1: the windows' multiplications are shifts. */
export function modPowOfTwo(exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (const digit of digitsOf(exponent, 32)) {
    const power = repeatedlySquared(result, 4, modulus);
    result = ((power * power) << BigInt(digit)) % modulus;
  }
  return result;
}

/** The inverse of a secret `value` modulo a prime, by Fermat's little theorem; 0 for 0. */
export function inverseModPrime(value: bigint, prime: bigint): bigint {
  return modPow(value, prime - 2n, prime);
}

/**
 * The inverse of `value` by Euclid's extended algorithm, for public values: a tenth of a power's time, but the steps
 * depend on the value. Throws RangeError when there is none.
 */
export function inverseOfPublic(value: bigint, modulus: bigint): bigint {
  let [rest, nextRest, factor, nextFactor] = [modulus, mod(value, modulus), 0n, 1n];
  while (nextRest !== 0n) {
    const quotient = rest / nextRest;
    [rest, nextRest] = [nextRest, rest - quotient * nextRest];
    [factor, nextFactor] = [nextFactor, factor - quotient * nextFactor];
  }
  if (rest !== 1n) throw new RangeError('no inverse');
  return mod(factor, modulus);
}
