import { describe, expect, it } from 'vitest';
import { seededRandom } from '#tests/otr/party.ts';
import { identityOf } from '#tests/vectors/otrv3-transcript.ts';
import { bigintToBytes, bytesToBigint, modPow } from './bigint.ts';
import { type DsaPublicKey, generateDsaKey, isDsaPublicKey, sign, verify } from './dsa.ts';
import { findPrime, isProbablePrime } from './primes.ts';

const random = seededRandom(21);
const key = identityOf('alice');
const message = Uint8Array.from({ length: 32 }, (_, index) => index);

describe('generation', () => {
  const fresh = generateDsaKey(random);
  const [p, q, g, y, x] = [fresh.p, fresh.q, fresh.g, fresh.y, fresh.x].map(bytesToBigint);

  it('p has 1024 bits, q 160, both are prime, q divides p - 1', () => {
    if (p === undefined || q === undefined) throw new Error('no key');
    expect([p.toString(2).length, q.toString(2).length]).toEqual([1024, 160]);
    expect(isProbablePrime(p, 20, random)).toBe(true);
    expect(isProbablePrime(q, 40, random)).toBe(true);
    expect((p - 1n) % q).toBe(0n);
  });

  it('g has order q, y = g^x, 0 < x < q', () => {
    if (p === undefined || q === undefined || g === undefined || x === undefined) throw new Error('no key');
    expect(modPow(g, q, p)).toBe(1n);
    expect(modPow(g, x, p)).toBe(y);
    expect(x > 0n && x < q).toBe(true);
  });

  it('signs and verifies', () => {
    expect(verify(fresh, message, sign(fresh, message, random))).toBe(true);
  });
});

describe('verification', () => {
  const signature = sign(key, message, random);

  it('accepts its own signature, and no other message, key or signature', () => {
    expect(verify(key, message, signature)).toBe(true);
    expect(
      verify(
        key,
        message.map((byte) => byte ^ 1),
        signature,
      ),
    ).toBe(false);
    expect(verify(identityOf('bob'), message, signature)).toBe(false);
    for (const at of [0, 19, 20, 39]) {
      const damaged = signature.map((byte, index) => (index === at ? byte ^ 1 : byte));
      expect(verify(key, message, damaged)).toBe(false);
    }
  });

  it('refuses r or s of zero, and r or s not below q', () => {
    const zero = new Uint8Array(20);
    const r = signature.slice(0, 20);
    const s = signature.slice(20);
    for (const [first, second] of [
      [zero, s],
      [r, zero],
      [key.q, s],
      [r, key.q],
    ] as const) {
      expect(verify(key, message, Uint8Array.of(...first, ...second))).toBe(false);
    }
    expect(verify(key, message, signature.slice(1))).toBe(false);
  });

  it('the message is taken modulo q, not truncated', () => {
    const shifted = bigintToBytes(bytesToBigint(message) + bytesToBigint(key.q));
    expect(verify(key, shifted, signature)).toBe(true);
  });
});

describe('public keys that cannot be', () => {
  const one = Uint8Array.of(1);
  const less = (value: Uint8Array, by: bigint) => bigintToBytes(bytesToBigint(value) - by);
  const wrong: Readonly<Record<string, Partial<DsaPublicKey>>> = {
    'g = 1': { g: one },
    'y = 1': { y: one },
    'y = 0': { y: new Uint8Array() },
    'g = p - 1': { g: less(key.p, 1n) },
    'y = p': { y: key.p },
    'y not of order q': { y: Uint8Array.of(2) },
    'q does not divide p - 1': { q: less(key.q, 2n) },
    'even p': { p: less(key.p, 1n) },
    'short p': { p: key.p.slice(1) },
    'short q': { q: key.q.slice(1) },
    'q = 0': { q: new Uint8Array() },
    'p of 5000 bits': { p: new Uint8Array(625).fill(255) },
  };

  it.each(Object.entries(wrong))('%s', (_, part) => {
    expect(isDsaPublicKey({ ...key, ...part })).toBe(false);
  });

  it('a q that is no prime: a signature without an inverse is wrong, like any other', () => {
    const factors = [(3n << 78n) | 1n, (7n << 77n) | 1n].map((start) => findPrime(start, 2n, 20, random));
    const [factor = 1n, other = 1n] = factors;
    const q = factor * other;
    const p = findPrime(((1n << 1023n) / (2n * q) + 1n) * 2n * q + 1n, 2n * q, 4, random) ?? 0n;
    const g = modPow(2n, (p - 1n) / q, p);
    const [odd, order, generator] = [p, q, g].map(bigintToBytes) as [Uint8Array, Uint8Array, Uint8Array];
    const hostile = { p: odd, q: order, g: generator, y: generator };
    expect(isDsaPublicKey(hostile)).toBe(true);
    const half = (value: bigint) => bigintToBytes(value + (1n << 160n)).slice(1);
    expect(verify(hostile, message, Uint8Array.of(...half(1n), ...half(factor)))).toBe(false);
  });

  it('the key itself can', () => {
    expect(isDsaPublicKey(key)).toBe(true);
  });
});
