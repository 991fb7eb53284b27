/**
 * Random primes: a sieve over an arithmetic progression, then Miller–Rabin (FIPS 186-4, appendix C.3.1).
 *
 * The sieve works on small numbers alone; only what survives is raised to a power. Not constant-time, as key
 * generation cannot be repeated by an onlooker.
 */
import { bytesToBigint, modPow, modPowOfTwo } from './bigint.ts';

type Random = (length: number) => Uint8Array;

const SIEVE_LIMIT = 30_000;
const SIEVE_LENGTH = 4096;

/** The odd primes below SIEVE_LIMIT. */
let smallPrimes: readonly number[] | undefined;

function oddPrimes(): readonly number[] {
  if (smallPrimes !== undefined) return smallPrimes;
  const composite = new Uint8Array(SIEVE_LIMIT);
  const primes: number[] = [];
  for (let number = 3; number < SIEVE_LIMIT; number += 2) {
    if (composite[number] === 1) continue;
    primes.push(number);
    for (let multiple = number * number; multiple < SIEVE_LIMIT; multiple += 2 * number)
      composite[multiple] = 1;
  }
  smallPrimes = primes;
  return primes;
}

/** The inverse of `value` modulo a small prime, value not a multiple of it: extended Euclid. */
function smallInverse(value: number, prime: number): number {
  let [rest, nextRest, factor, nextFactor] = [prime, value, 0, 1];
  while (nextRest !== 0) {
    const quotient = Math.floor(rest / nextRest);
    [rest, nextRest] = [nextRest, rest - quotient * nextRest];
    [factor, nextFactor] = [nextFactor, factor - quotient * nextFactor];
  }
  return factor < 0 ? factor + prime : factor;
}

/** Marks each index i for which start + i * increment has a small odd prime factor. The numbers must exceed the primes. */
function sieve(start: bigint, increment: bigint, length: number): Uint8Array {
  const composite = new Uint8Array(length);
  for (const prime of oddPrimes()) {
    const big = BigInt(prime);
    const step = Number(increment % big);
    const rest = Number(start % big);
    if (step === 0) continue;
    const first = ((prime - rest) * smallInverse(step, prime)) % prime;
    for (let index = first; index < length; index += prime) composite[index] = 1;
  }
  return composite;
}

/**
 * One round of Miller–Rabin: false when the base proves that `candidate` (odd) is composite. `raise` raises the base to
 * an exponent modulo the candidate.
 */
function passesMillerRabin(candidate: bigint, raise: (exponent: bigint) => bigint): boolean {
  let odd = candidate - 1n;
  let twos = 0;
  while ((odd & 1n) === 0n) {
    odd >>= 1n;
    twos += 1;
  }
  let power = raise(odd);
  if (power === 1n || power === candidate - 1n) return true;
  for (let round = 1; round < twos; round++) {
    power = (power * power) % candidate;
    if (power === candidate - 1n) return true;
  }
  return false;
}

/**
 * A round of Miller–Rabin with base 2, the cheapest, which nearly every composite fails; then `rounds` with random
 * bases. `candidate` is odd and larger than 4.
 */
export function isProbablePrime(candidate: bigint, rounds: number, random: Random): boolean {
  if (!passesMillerRabin(candidate, (exponent) => modPowOfTwo(exponent, candidate))) return false;
  const length = Math.ceil(candidate.toString(16).length / 2) + 8;
  for (let round = 0; round < rounds; round++) {
    const base = 2n + (bytesToBigint(random(length)) % (candidate - 3n));
    if (!passesMillerRabin(candidate, (exponent) => modPow(base, exponent, candidate))) return false;
  }
  return true;
}

/**
 * The first probable prime among start, start + increment, … (4096 of them), start odd and increment even;
 * undefined when there is none.
 */
export function findPrime(
  start: bigint,
  increment: bigint,
  rounds: number,
  random: Random,
): bigint | undefined {
  for (const [index, mark] of sieve(start, increment, SIEVE_LENGTH).entries()) {
    const candidate = start + BigInt(index) * increment;
    if (mark === 0 && isProbablePrime(candidate, rounds, random)) return candidate;
  }
  return undefined;
}
