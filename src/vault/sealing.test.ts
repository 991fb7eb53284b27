import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { random } from './random.test-helper.ts';
import { boundTo, SealBrokenError, seal, unseal } from './sealing.ts';

const KEY = random(32);
const HERE = boundTo('table', 'row', 'field');

test('format 1, nonce of 24 bytes, XChaCha20-Poly1305 over the rest', () => {
  const sealed = seal(KEY, Uint8Array.of(1, 2, 3), HERE, random);
  expect(sealed).toHaveLength(3 + 41);
  expect(sealed[0]).toBe(1);
  const cipher = xchacha20poly1305(KEY, sealed.subarray(1, 25), HERE);
  expect(cipher.decrypt(sealed.subarray(25))).toEqual(Uint8Array.of(1, 2, 3));
});

test('what was sealed opens, with the same key at the same place', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (plain) => {
      expect(unseal(KEY, seal(KEY, plain, HERE, random), HERE)).toEqual(plain);
    }),
  );
});

test('another key, another place, a changed or missing byte: SealBrokenError', () => {
  const sealed = seal(KEY, Uint8Array.of(1, 2, 3), HERE, random);
  expect(() => unseal(random(32), sealed, HERE)).toThrow(SealBrokenError);
  expect(() => unseal(KEY, sealed, boundTo('table', 'row', 'other'))).toThrow(SealBrokenError);
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = sealed.with(at, (sealed[at] ?? 0) ^ 0x10);
    expect(() => unseal(KEY, changed, HERE)).toThrow(SealBrokenError);
    expect(() => unseal(KEY, sealed.slice(0, at), HERE)).toThrow(SealBrokenError);
  }
});

test('places do not run into each other', () => {
  expect(boundTo('a', 'b')).not.toEqual(boundTo('ab'));
  expect(boundTo('a","b')).not.toEqual(boundTo('a', 'b'));
  expect(boundTo(1)).not.toEqual(boundTo('1'));
});

test('the same bytes are never sealed the same way twice', () => {
  const [one, two] = [seal(KEY, KEY, HERE, random), seal(KEY, KEY, HERE, random)];
  expect(one).not.toEqual(two);
});
