import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeBase64, encodeBase64 } from './base64.ts';

it('RFC 4648, section 10', () => {
  const vectors = {
    '': '',
    f: 'Zg==',
    fo: 'Zm8=',
    foo: 'Zm9v',
    foob: 'Zm9vYg==',
    fooba: 'Zm9vYmE=',
    foobar: 'Zm9vYmFy',
  };
  for (const [text, encoded] of Object.entries(vectors)) {
    const bytes = Uint8Array.from(Buffer.from(text));
    expect(encodeBase64(bytes)).toBe(encoded);
    expect(decodeBase64(encoded)).toEqual(bytes);
  }
});

it('any bytes come back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(encodeBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      expect(decodeBase64(encodeBase64(bytes))).toEqual(bytes);
    }),
  );
});

it('more bytes than String.fromCharCode takes at once', () => {
  const bytes = Buffer.alloc(100_000, 0xa5);
  const decoded = decodeBase64(encodeBase64(bytes));
  expect(bytes.equals(decoded ?? new Uint8Array())).toBe(true);
});

it.each([
  'A',
  'AA',
  'AAA',
  'AA=A',
  '=AAA',
  'A===',
  'AA==AAAA',
  'AAA\n',
  'AAA ',
  'AA-_',
  'Zh==',
  'Zm9=',
  'AAÄA',
])('%j is refused', (text) => {
  expect(decodeBase64(text)).toBeUndefined();
});
