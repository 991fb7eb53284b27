import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modPow } from './bigint.ts';
import {
  GENERATOR,
  isGroupElement,
  MODULUS,
  ORDER,
  power,
  powerOfTwo,
  productOfPowers,
  raised,
  TWO,
  tabulated,
} from './dh-group.ts';

/** Numbers of up to `bits` bits, short ones as often as long ones. */
const upTo = (bits: number) =>
  fc
    .integer({ min: 0, max: bits })
    .chain((length) => fc.bigInt({ min: 0n, max: (1n << BigInt(length)) - 1n }));
const element = fc.bigInt({ min: 2n, max: MODULUS - 2n });

describe('RFC 3526, section 2', () => {
  it('the modulus is 2^1536 - 2^1472 - 1 + 2^64 * ([2^1406 pi] + 741804)', () => {
    expect(MODULUS.toString(2).length).toBe(1536);
    const rest = MODULUS - ((1n << 1536n) - (1n << 1472n) - 1n);
    expect(rest % (1n << 64n)).toBe(0n);
    expect((rest >> 64n) - 741_804n).toBe(piTimesPowerOfTwo(1406n));
  });

  it('the generator has the order (modulus - 1) / 2', () => {
    expect(powerOfTwo(ORDER)).toBe(1n);
  });
});

/** The integer part of 2^bits * pi, by Machin's formula. */
function piTimesPowerOfTwo(bits: bigint): bigint {
  const guard = 64n;
  const one = 1n << (bits + guard);
  const arctanOfInverse = (x: bigint): bigint => {
    let [sum, term] = [0n, one / x];
    for (let n = 1n; term !== 0n; n += 2n) {
      sum += n % 4n === 1n ? term / n : -term / n;
      term /= x * x;
    }
    return sum;
  };
  return (16n * arctanOfInverse(5n) - 4n * arctanOfInverse(239n)) >> guard;
}

describe('powers', () => {
  it('of two, for short and long exponents', () => {
    fc.assert(
      fc.property(fc.oneof(upTo(320), upTo(1600)), (exponent) => {
        expect(powerOfTwo(exponent)).toBe(modPow(GENERATOR, exponent, MODULUS));
      }),
      { numRuns: 50 },
    );
  });

  it.each([0n, 1n, (1n << 320n) - 1n, 1n << 320n, (1n << 1536n) - 1n, 1n << 1600n])(
    'of two: %#',
    (exponent) => {
      expect(powerOfTwo(exponent)).toBe(modPow(GENERATOR, exponent, MODULUS));
    },
  );

  it('from a table, and of an element that is a power itself, whatever its order', () => {
    fc.assert(
      fc.property(element, upTo(1536), upTo(1536), (value, exponent, next) => {
        const base = tabulated(value);
        expect(base.power(exponent)).toBe(power(value, exponent));
        const higher = raised(base, exponent);
        expect(higher.element).toBe(power(value, exponent));
        expect(higher.power(next)).toBe(power(higher.element, next));
      }),
      { numRuns: 15 },
    );
  });

  it('products of several, with a table or without', () => {
    const table = tabulated(3n);
    const base = fc.oneof(element, fc.constant(GENERATOR), fc.constant(TWO), fc.constant(table));
    const elementOf = (one: bigint | typeof TWO) => (typeof one === 'bigint' ? one : one.element);
    fc.assert(
      fc.property(fc.array(fc.tuple(base, upTo(400)), { maxLength: 4 }), (terms) => {
        const expected = terms.reduce(
          (product, [factor, exponent]) => (product * power(elementOf(factor), exponent)) % MODULUS,
          1n,
        );
        expect(productOfPowers(terms)).toBe(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('a negative exponent is our mistake', () => {
    expect(() => powerOfTwo(-1n)).toThrow(RangeError);
    expect(() => power(3n, -1n)).toThrow(RangeError);
  });
});

it.each([
  [0n, false],
  [1n, false],
  [2n, true],
  [MODULUS - 2n, true],
  [MODULUS - 1n, false],
  [MODULUS, false],
])('2 <= element <= modulus - 2: case %#', (value, legal) => {
  expect(isGroupElement(value)).toBe(legal);
});
