import { describe, expect, it } from 'vitest';
import { seededRandom } from '#tests/otr/party.ts';
import { bigintToBytes } from './bigint.ts';
import { generateDhKeyPair, isDhPublicKey, sharedSecret } from './dh.ts';
import { MODULUS } from './dh-group.ts';

describe('D-H public keys', () => {
  it.each([
    ['0', 0n, false],
    ['1', 1n, false],
    ['2', 2n, true],
    ['modulus - 2', MODULUS - 2n, true],
    ['modulus - 1', MODULUS - 1n, false],
    ['modulus', MODULUS, false],
    ['2^1600', 1n << 1600n, false],
  ])('2 <= key <= modulus - 2: %s', (_, value, legal) => {
    expect(isDhPublicKey(bigintToBytes(value))).toBe(legal);
  });
});

it('both sides compute the same secret', () => {
  const random = seededRandom(31);
  const [ours, theirs] = [generateDhKeyPair(random), generateDhKeyPair(random)];
  expect(sharedSecret(ours.privateKey, theirs.publicKey)).toEqual(
    sharedSecret(theirs.privateKey, ours.publicKey),
  );
});
