import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decode, encode } from './session-codec.ts';

test('bytes at any depth come back as bytes', () => {
  const state = { version: 1, keys: [{ secret: new Uint8Array([0, 1, 255]) }], empty: new Uint8Array() };
  expect(decode(encode(state))).toEqual(state);
});

test('everything JSON can hold comes back unchanged', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      expect(decode(encode(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('a text that encode did not write is a SyntaxError', () => {
  expect(() => decode('{')).toThrow(SyntaxError);
});
