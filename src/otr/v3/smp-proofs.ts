/**
 * The zero-knowledge proofs of SMP; OTRv3, "The SMP state machine". Each hash begins with a version byte of its own, so that
 * no proof can stand for another.
 */
import { byte, concat, mpi } from '#otr/bytes/writer.ts';
import { bigintToBytes, bytesToBigint } from '#otr/crypto/bigint.ts';
import { type Base, productOfPowers, TWO } from '#otr/crypto/dh-group.ts';
import { sha256 } from '#otr/crypto/hashes.ts';
import { proofAnswer, randomExponent } from './group.ts';

type Random = (length: number) => Uint8Array;

/** SHA256 of the version and one or two MPIs, as a number. */
function hash(version: number, ...numbers: readonly bigint[]): bigint {
  return bytesToBigint(sha256(concat(byte(version), ...numbers.map((number) => mpi(bigintToBytes(number))))));
}

/** That we know the exponent of generator^exponent: c, D. Draws 192 bytes. */
export function proveExponent(version: number, exponent: bigint, random: Random): [bigint, bigint] {
  const r = randomExponent(random);
  const c = hash(version, TWO.power(r));
  return [c, proofAnswer(r, exponent, c)];
}

export function checksExponent(version: number, element: bigint, c: bigint, d: bigint): boolean {
  return (
    hash(
      version,
      productOfPowers([
        [TWO, d],
        [element, c],
      ]),
    ) === c
  );
}

/** The generators g2 and g3 that both sides made; as bases for who raises them more than once. */
export interface Generators<Generator = Base> {
  readonly g2: Generator;
  readonly g3: Generator;
}

/** P = g3^r4, Q = g1^r4 g2^secret. */
export interface Coordinates {
  readonly p: bigint;
  readonly q: bigint;
}

/** That P and Q were made from r4 and the secret: c, D5, D6. Draws twice 192 bytes. */
export function proveCoordinates(
  version: number,
  { g2, g3 }: Generators,
  r4: bigint,
  secret: bigint,
  random: Random,
): [bigint, bigint, bigint] {
  const [r5, r6] = [randomExponent(random), randomExponent(random)];
  const c = hash(
    version,
    g3.power(r5),
    productOfPowers([
      [TWO, r5],
      [g2, r6],
    ]),
  );
  return [c, proofAnswer(r5, r4, c), proofAnswer(r6, secret, c)];
}

export function checksCoordinates(
  version: number,
  { g2, g3 }: Generators<bigint | Base>,
  { p, q }: Coordinates,
  [c, d5, d6]: readonly [bigint, bigint, bigint],
): boolean {
  const first = productOfPowers([
    [g3, d5],
    [p, c],
  ]);
  const second = productOfPowers([
    [TWO, d5],
    [g2, d6],
    [q, c],
  ]);
  return hash(version, first, second) === c;
}

/** That R = base^exponent with the exponent of generator^exponent: c, D. Draws 192 bytes. */
export function proveEqualExponents(
  version: number,
  base: Base,
  exponent: bigint,
  random: Random,
): [bigint, bigint] {
  const r = randomExponent(random);
  const c = hash(version, TWO.power(r), base.power(r));
  return [c, proofAnswer(r, exponent, c)];
}

/** `element`: generator^exponent. `r`: base^exponent. */
export function checksEqualExponents(
  version: number,
  base: bigint | Base,
  element: bigint,
  r: bigint,
  [c, d]: readonly [bigint, bigint],
): boolean {
  const first = productOfPowers([
    [TWO, d],
    [element, c],
  ]);
  return (
    hash(
      version,
      first,
      productOfPowers([
        [base, d],
        [r, c],
      ]),
    ) === c
  );
}
