/**
 * Sums in the exponents of the 1536-bit group, whose generator 2 has the prime order q = (p - 1) / 2.
 */
import { bytesToBigint, mod, modPow } from '#otr/crypto/bigint.ts';
import { DH_MODULUS } from '#otr/crypto/dh.ts';

export const GENERATOR = 2n;
export const ORDER = (DH_MODULUS - 1n) / 2n;

/** Bytes of an exponent: 1536 bits. */
const EXPONENT_LENGTH = 192;

export const power = (base: bigint, exponent: bigint): bigint => modPow(base, exponent, DH_MODULUS);

export const product = (left: bigint, right: bigint): bigint => (left * right) % DH_MODULUS;

/** left / right. `right` is a group element, so its inverse is its power by q - 1, or that negated. */
export const quotient = (left: bigint, right: bigint): bigint => product(left, power(right, DH_MODULUS - 2n));

/** r - secret * c mod q: the answer of a zero-knowledge proof. */
export const proofAnswer = (r: bigint, secret: bigint, c: bigint): bigint => mod(r - secret * c, ORDER);

/** A random exponent. Draws 192 bytes. */
export const randomExponent = (random: (length: number) => Uint8Array): bigint =>
  bytesToBigint(random(EXPONENT_LENGTH));

/** 2 <= element <= p - 2. */
export const isElement = (element: bigint): boolean => element >= 2n && element <= DH_MODULUS - 2n;

/** 1 <= exponent < q, as libotr wants the answers of proofs. */
export const isExponent = (exponent: bigint): boolean => exponent >= 1n && exponent < ORDER;
