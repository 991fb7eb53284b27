/**
 * DSA with 1024-bit p and 160-bit q (FIPS 186-4), as OTRv3, "Public keys, signatures, and fingerprints", wants it:
 * the 32 bytes to sign are taken modulo q, neither truncated nor hashed again.
 *
 * All numbers are big-endian bytes without leading zeros.
 */
import { concat, mpi } from '#otr/bytes/writer.ts';
import { bigintToBytes, bytesToBigint, inverseModPrime, mod, modPow } from './bigint.ts';
import { FixedBase } from './fixed-base.ts';
import { sha1 } from './hashes.ts';
import { findPrime } from './primes.ts';

type Random = (length: number) => Uint8Array;

export interface DsaPublicKey {
  readonly p: Uint8Array;
  readonly q: Uint8Array;
  readonly g: Uint8Array;
  readonly y: Uint8Array;
}

export interface DsaKeyPair extends DsaPublicKey {
  /** The secret. */
  readonly x: Uint8Array;
}

const P_BITS = 1024;
const Q_BITS = 160;
const Q_LENGTH = Q_BITS / 8;
/** A peer's p may be longer than ours, but each bit costs time. */
const P_BITS_MAX = 4096;
/** r and s, 20 bytes each. */
export const SIGNATURE_LENGTH = 2 * Q_LENGTH;
/** FIPS 186-4, B.1.1 and B.2.1: 64 extra bits make the bias of the reduction negligible. */
const EXTRA_LENGTH = 8;

/** For random candidates of 1024 bits four rounds leave a doubt below 2^-100; 160 bits need more and cost little. */
const P_ROUNDS = 4;
const Q_ROUNDS = 30;

function withTopBit(bits: number, random: Random): bigint {
  return bytesToBigint(random(bits / 8)) | (1n << BigInt(bits - 1));
}

function generateQ(random: Random): bigint {
  for (;;) {
    const q = findPrime(withTopBit(Q_BITS, random) | 1n, 2n, Q_ROUNDS, random);
    if (q !== undefined && q < 1n << BigInt(Q_BITS)) return q;
  }
}

/** A prime p of 1024 bits with q dividing p - 1. */
function generateP(q: bigint, random: Random): bigint {
  for (;;) {
    const top = withTopBit(P_BITS, random);
    const start = top - (top % (2n * q)) + 1n + 2n * q;
    const p = findPrime(start, 2n * q, P_ROUNDS, random);
    if (p !== undefined && p < 1n << BigInt(P_BITS)) return p;
  }
}

/** A generator of the subgroup of order q (FIPS 186-4, A.2.1). */
function generateG(p: bigint, q: bigint): bigint {
  for (let h = 2n; ; h++) {
    const g = modPow(h, (p - 1n) / q, p);
    if (g > 1n) return g;
  }
}

/** 1 <= result < q, by extra random bits. */
function randomBelow(q: bigint, random: Random): bigint {
  return (bytesToBigint(random(Q_LENGTH + EXTRA_LENGTH)) % (q - 1n)) + 1n;
}

/** A new key: 1024-bit p, 160-bit q. Takes about a tenth of a second. */
export function generateDsaKey(random: Random): DsaKeyPair {
  const q = generateQ(random);
  const p = generateP(q, random);
  const g = generateG(p, q);
  const x = randomBelow(q, random);
  const y = modPow(g, x, p);
  return {
    p: bigintToBytes(p),
    q: bigintToBytes(q),
    g: bigintToBytes(g),
    y: bigintToBytes(y),
    x: bigintToBytes(x),
  };
}

/** 20 bytes: SHA-1 over p, q, g, y as MPIs; the two zero bytes of the key type are left out. */
export function fingerprint(key: DsaPublicKey): Uint8Array {
  return sha1(concat(mpi(key.p), mpi(key.q), mpi(key.g), mpi(key.y)));
}

function bitLength(value: bigint): number {
  return value.toString(2).length;
}

/** A public key as `verify` uses it: the powers of g and y come from tables. */
interface CheckedKey {
  readonly p: bigint;
  readonly q: bigint;
  readonly g: FixedBase;
  readonly y: FixedBase;
}

/** Undefined for a key that `isDsaPublicKey` refuses. */
function check(key: DsaPublicKey): CheckedKey | undefined {
  if (key.q.length !== Q_LENGTH || key.p.length > P_BITS_MAX / 8) return undefined;
  const [p, q, g, y] = [key.p, key.q, key.g, key.y].map(bytesToBigint) as [bigint, bigint, bigint, bigint];
  if (bitLength(p) < P_BITS || bitLength(q) !== Q_BITS) return undefined;
  if ((p & 1n) === 0n || (p - 1n) % q !== 0n) return undefined;
  if ([g, y].some((value) => value <= 1n || value >= p - 1n)) return undefined;
  const checked = { p, q, g: new FixedBase(g, p, Q_BITS, 4), y: new FixedBase(y, p, Q_BITS, 4) };
  return checked.g.power(q) === 1n && checked.y.power(q) === 1n ? checked : undefined;
}

/** Whether the numbers can be a DSA key at all: sizes, q divides p - 1, g and y of order q. Primality is not tested. */
export const isDsaPublicKey = (key: DsaPublicKey): boolean => check(key) !== undefined;

/** As `isDsaPublicKey`, and 0 < x < q, y = g^x: for keys that come from files. */
export function isDsaKeyPair(key: DsaKeyPair): boolean {
  if (!isDsaPublicKey(key)) return false;
  const [p, q, g, y, x] = [key.p, key.q, key.g, key.y, key.x].map(bytesToBigint) as [
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  return x > 0n && x < q && modPow(g, x, p) === y;
}

function toFixed(value: bigint): Uint8Array {
  const bytes = new Uint8Array(Q_LENGTH);
  const significant = bigintToBytes(value);
  bytes.set(significant, Q_LENGTH - significant.length);
  return bytes;
}

/** Signs `message` (taken modulo q as a big-endian number). Returns 40 bytes, r then s; draws 28 bytes at least. */
export function sign(key: DsaKeyPair, message: Uint8Array, random: Random): Uint8Array {
  const [p, q, g, x] = [key.p, key.q, key.g, key.x].map(bytesToBigint) as [bigint, bigint, bigint, bigint];
  const m = mod(bytesToBigint(message), q);
  for (;;) {
    const k = randomBelow(q, random);
    const r = modPow(g, k, p) % q;
    const s = (inverseModPrime(k, q) * mod(m + x * r, q)) % q;
    if (r !== 0n && s !== 0n) return concat(toFixed(r), toFixed(s));
  }
}

/** False for a wrong signature, a signature outside 0 < r, s < q, and a key that `isDsaPublicKey` refuses. */
export function verify(key: DsaPublicKey, message: Uint8Array, signature: Uint8Array): boolean {
  const checked = check(key);
  if (signature.length !== SIGNATURE_LENGTH || checked === undefined) return false;
  const { p, q, g, y } = checked;
  const r = bytesToBigint(signature.subarray(0, Q_LENGTH));
  const s = bytesToBigint(signature.subarray(Q_LENGTH));
  if (r === 0n || s === 0n || r >= q || s >= q) return false;
  const w = inverseModPrime(s, q);
  const u1 = (mod(bytesToBigint(message), q) * w) % q;
  const u2 = (r * w) % q;
  return ((g.power(u1) * y.power(u2)) % p) % q === r;
}
