import fc from 'fast-check';
import { expect, it } from 'vitest';
import { modPow } from './bigint.ts';
import { FixedBase } from './fixed-base.ts';

const positive = fc.bigInt({ min: 2n, max: 1n << 80n });

it('is what an ordinary power is, for every shape of the table', () => {
  const shape = fc.record({ bits: fc.integer({ min: 1, max: 90 }), teeth: fc.integer({ min: 1, max: 6 }) });
  fc.assert(
    fc.property(
      positive,
      positive,
      shape,
      fc.bigInt({ min: 0n, max: 1n << 90n }),
      (base, modulus, { bits, teeth }, any) => {
        const exponent = BigInt.asUintN(bits, any);
        expect(new FixedBase(base, modulus, bits, teeth).power(exponent)).toBe(
          modPow(base, exponent, modulus),
        );
      },
    ),
  );
});

it('refuses exponents that are negative or too long', () => {
  const three = new FixedBase(3n, 1009n, 8, 2);
  expect(three.power(255n)).toBe(modPow(3n, 255n, 1009n));
  expect(() => three.power(256n)).toThrow(RangeError);
  expect(() => three.power(-1n)).toThrow(RangeError);
  expect([three.accepts(255n), three.accepts(256n), three.accepts(-1n)]).toEqual([true, false, false]);
});
