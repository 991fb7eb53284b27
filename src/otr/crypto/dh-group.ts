/**
 * The 1536-bit group of RFC 3526, section 2 (group 5), generator 2: for the D-H keys and the SMP of OTRv3.
 *
 * The tables for the generator are made at their first use, since a background worker starts often.
 */

import { modPow, modProduct, type Power } from './bigint.ts';
import { FixedBase } from './fixed-base.ts';

/** A safe prime. */
export const MODULUS = BigInt(
  '0xFFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD' +
    'EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED' +
    'EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F' +
    '83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA237327FFFFFFFFFFFFFFFF',
);

/** Of the modulus and of a group element at its longest, in bytes. */
export const MODULUS_LENGTH = 192;

/** The prime (MODULUS - 1) / 2: the order of the generator, and what SMP's exponents are reduced by. */
export const ORDER = (MODULUS - 1n) / 2n;

export const GENERATOR = 2n;

/** 2 <= element <= MODULUS - 2: what the specification demands of a peer's D-H key and SMP values. */
export const isGroupElement = (value: bigint): boolean => value >= 2n && value <= MODULUS - 2n;

/** For the exponents of D-H keys: pays from the second power on. */
let shortTable: FixedBase | undefined;
/** For the exponents of SMP, and all others. */
let longTable: FixedBase | undefined;

/** GENERATOR^exponent, exponent >= 0: several times as fast as `power`, the first one excepted. */
export function powerOfTwo(exponent: bigint): bigint {
  shortTable ??= new FixedBase(GENERATOR, MODULUS, 320, 6);
  if (shortTable.accepts(exponent)) return shortTable.power(exponent);
  longTable ??= new FixedBase(GENERATOR, MODULUS, 1536, 8);
  return longTable.accepts(exponent) ? longTable.power(exponent) : power(GENERATOR, exponent);
}

/** base^exponent, exponent >= 0. */
export const power = (base: bigint, exponent: bigint): bigint => modPow(base, exponent, MODULUS);

/** An element whose powers come from a table. */
export interface Base {
  readonly element: bigint;
  /** element^exponent, exponent >= 0. */
  power(exponent: bigint): bigint;
}

export const TWO: Base = { element: GENERATOR, power: powerOfTwo };

/** For two powers or more: the table costs as much as one. Exponents of at most 1536 bits. */
export function tabulated(element: bigint): Base {
  const table = new FixedBase(element, MODULUS, 1536, 6);
  return { element, power: (exponent) => table.power(exponent) };
}

/** base^exponent as a base, by the table that is there: (base^a)^b = base^(ab mod MODULUS - 1), after Fermat. */
export function raised(base: Base, exponent: bigint): Base {
  return {
    element: base.power(exponent),
    power: (next) => base.power((exponent * next) % (MODULUS - 1n)),
  };
}

/** The product of base^exponent over `terms`, exponents >= 0. Bases without a table share their squarings. */
export function productOfPowers(
  terms: readonly (readonly [base: bigint | Base, exponent: bigint])[],
): bigint {
  const plain: Power[] = [];
  let product = 1n;
  for (const [base, exponent] of terms) {
    if (typeof base === 'bigint') plain.push([base, exponent]);
    else product = (product * base.power(exponent)) % MODULUS;
  }
  return plain.length === 0 ? product : (product * modProduct(plain, MODULUS)) % MODULUS;
}
