import { describe, expect, test } from 'vitest';
import { random } from './random.test-helper.ts';
import { boxKeyOf, openBox, sealBox } from './sealed-box.ts';
import { boundTo, SealBrokenError } from './sealing.ts';

const secret = random(32);
const bound = boundTo('inbox', 'a');
const plain = new TextEncoder().encode('the nightingale');

describe('a sealed box', () => {
  const box = sealBox(boxKeyOf(secret), plain, bound, random);

  test('opens with the secret key, where it belongs', () => {
    expect(openBox(secret, box, bound)).toEqual(plain);
    expect(box).toHaveLength(plain.length + 73);
  });

  test('no two are alike', () => {
    expect(sealBox(boxKeyOf(secret), plain, bound, random)).not.toEqual(box);
  });

  test.each([
    ['another key', () => openBox(random(32), box, bound)],
    ['another place', () => openBox(secret, box, boundTo('inbox', 'b'))],
    ['a changed byte', () => openBox(secret, changed(box, 40), bound)],
    ['another public key in front', () => openBox(secret, changed(box, 3), bound)],
    ['a point of low order in front', () => openBox(secret, box.slice().fill(0, 0, 32), bound)],
    ['too short', () => openBox(secret, box.slice(0, 20), bound)],
  ])('%s: does not open', (_, open) => {
    expect(open).toThrow(SealBrokenError);
  });
});

function changed(bytes: Uint8Array, at: number): Uint8Array {
  const copy = bytes.slice();
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
