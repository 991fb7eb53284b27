import { describe, expect, it } from 'vitest';
import { OtrError } from '#otr/otr-error.ts';
import { decodePlaintext, encodePlaintext } from './plaintext.ts';

const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));

describe('Data Message, plaintext', () => {
  it("the specification's two records", () => {
    const tlvs = [
      { type: 1, value: new Uint8Array() },
      { type: 0, value: bytes('hello') },
    ];
    const encoded = bytes('hi\0\0\x01\0\0\0\0\0\x05hello');
    expect(encodePlaintext({ text: 'hi', tlvs })).toEqual(encoded);
    expect(decodePlaintext(encoded)).toEqual({ text: 'hi', tlvs });
  });

  it('the NUL may be missing', () => {
    expect(decodePlaintext(bytes('hi'))).toEqual({ text: 'hi', tlvs: [] });
  });

  it.each(['hi\0\0', 'hi\0\0\x01\0', 'hi\0\0\x01\0\x02a'])(
    'a record that ends too early is refused: %j',
    (text) => {
      expect(() => decodePlaintext(bytes(text))).toThrow(new OtrError('truncated', 'Data types'));
    },
  );
});
