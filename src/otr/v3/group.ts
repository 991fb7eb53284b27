/** What SMP computes in the 1536-bit group beyond powers; OTRv3, "The SMP state machine". */
import { bytesToBigint, inverseOfPublic, mod } from '#otr/crypto/bigint.ts';
import { MODULUS, MODULUS_LENGTH, ORDER } from '#otr/crypto/dh-group.ts';

/** left / right. `right` was or will be sent, so that the time it takes tells nothing. */
export const quotient = (left: bigint, right: bigint): bigint =>
  mod(left * inverseOfPublic(right, MODULUS), MODULUS);

/** r - secret * c mod q: the answer of a zero-knowledge proof. */
export const proofAnswer = (r: bigint, secret: bigint, c: bigint): bigint => mod(r - secret * c, ORDER);

/** A random exponent. Draws 192 bytes. */
export const randomExponent = (random: (length: number) => Uint8Array): bigint =>
  bytesToBigint(random(MODULUS_LENGTH));

/** 1 <= exponent < q, as libotr wants the answers of proofs. */
export const isExponent = (exponent: bigint): boolean => exponent >= 1n && exponent < ORDER;
