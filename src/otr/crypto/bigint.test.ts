import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bigintToBytes, bytesToBigint, inverseModPrime, mod, modPow } from './bigint.ts';

/** Square and multiply, bit by bit. */
function slowPow(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n % modulus;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus;
    if (bit === '1') result = (result * mod(base, modulus)) % modulus;
  }
  return result;
}

const number = fc.bigInt({ min: 0n, max: 1n << 200n });

it('modPow is what square and multiply gives', () => {
  fc.assert(
    fc.property(number, number, number, (base, exponent, modulus) => {
      expect(modPow(base, exponent, modulus + 2n)).toBe(slowPow(base, exponent, modulus + 2n));
    }),
  );
});

it('bytes and bigint are one another', () => {
  fc.assert(
    fc.property(number, (value) => {
      expect(bytesToBigint(bigintToBytes(value))).toBe(value);
      expect(bigintToBytes(value)[0]).not.toBe(0);
    }),
  );
});

it('a number times its inverse is 1', () => {
  const prime = (1n << 127n) - 1n;
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: prime - 1n }), (value) => {
      expect((value * inverseModPrime(value, prime)) % prime).toBe(1n);
    }),
  );
});
