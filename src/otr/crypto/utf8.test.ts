import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from './utf8.ts';

const character = fc
  .oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((code) => String.fromCodePoint(code));

it('any text comes back, a byte order mark included', () => {
  fc.assert(
    fc.property(fc.string({ unit: character }), (text) => {
      expect(decodeUtf8(encodeUtf8(text))).toBe(text);
    }),
  );
  expect(decodeUtf8(encodeUtf8('\ufeffx'))).toBe('\ufeffx');
});

it('what is not UTF-8 becomes U+FFFD', () => {
  expect(decodeUtf8(Uint8Array.of(0x61, 0xff, 0x62))).toBe('a\ufffdb');
  expect(decodeUtf8(encodeUtf8('\ud800'))).toBe('\ufffd');
});
