import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  bigintToBytes,
  bytesToBigint,
  inverseModPrime,
  inverseOfPublic,
  mod,
  modPow,
  modPowOfTwo,
  modProduct,
} from './bigint.ts';

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

it('modPow has two sizes of windows', () => {
  const modulus = (1n << 89n) - 1n;
  for (const exponent of [0n, 1n, (1n << 320n) - 1n, 1n << 320n, (1n << 321n) + 31n]) {
    expect(modPow(3n, exponent, modulus)).toBe(slowPow(3n, exponent, modulus));
  }
  expect(() => modPow(3n, -1n, modulus)).toThrow(RangeError);
});

it('modPowOfTwo is modPow for two', () => {
  fc.assert(
    fc.property(number, number, (exponent, modulus) => {
      expect(modPowOfTwo(exponent, modulus + 2n)).toBe(slowPow(2n, exponent, modulus + 2n));
    }),
  );
});

it('modProduct is the product of the powers', () => {
  const terms = fc.array(fc.tuple(number, fc.oneof(number, fc.bigInt({ min: 0n, max: 1n << 400n }))), {
    maxLength: 4,
  });
  fc.assert(
    fc.property(terms, number, (powers, low) => {
      const modulus = low + 2n;
      const expected = powers.reduce(
        (product, [base, exponent]) => (product * slowPow(base, exponent, modulus)) % modulus,
        1n,
      );
      expect(modProduct(powers, modulus)).toBe(expected);
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
      expect(inverseOfPublic(value, prime)).toBe(inverseModPrime(value, prime));
      expect(inverseOfPublic(-value, prime)).toBe(prime - inverseModPrime(value, prime));
    }),
  );
  expect(() => inverseOfPublic(6n, 9n)).toThrow(RangeError);
  expect(() => inverseOfPublic(0n, 9n)).toThrow(RangeError);
});
