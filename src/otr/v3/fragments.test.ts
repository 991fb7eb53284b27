import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OtrError } from '#otr/otr-error.ts';
import { decodeFragment, fragment, MAX_MESSAGE, type Reassembly, reassemble } from './fragments.ts';

const tags = { sender: 0x5a73a599, receiver: 0x27e31597 };

function feed(texts: readonly string[], live = true): Reassembly {
  return texts.reduce<Reassembly>((made, text) => reassemble(made.store, decodeFragment(text), live), {});
}

describe('Transmitting Fragments', () => {
  it('a message that fits is not fragmented', () => {
    expect(fragment('?OTR:AAAA.', tags, 10)).toEqual(['?OTR:AAAA.']);
  });

  it('has the form of the specification', () => {
    expect(fragment('abcdef', tags, 37 + 2)[0]).toBe('abcdef');
    expect(fragment('a'.repeat(41), tags, 40)).toEqual([
      ...Array.from(
        { length: 10 },
        (_, index) => `?OTR|5a73a599|27e31597,${String(index + 1).padStart(5, '0')},00011,aaaa,`,
      ),
      '?OTR|5a73a599|27e31597,00011,00011,a,',
    ]);
  });

  it('each fragment keeps to the limit and together they are the message', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-zA-Z0-9+/=:?.]{1,600}$/),
        fc.integer({ min: 37, max: 400 }),
        (text, max) => {
          const texts = fragment(text, tags, max);
          expect(texts.every(({ length }) => length <= max)).toBe(true);
          if (texts.length > 1) expect(feed(texts).complete).toEqual({ text, live: true });
        },
      ),
    );
  });

  it('a limit that leaves no room for a piece is our mistake', () => {
    expect(() => fragment('a'.repeat(100), tags, 36)).toThrow(RangeError);
    expect(() => fragment('a'.repeat(65_536), tags, 37)).toThrow(RangeError);
    expect(fragment('a'.repeat(65_535), tags, 37)).toHaveLength(65_535);
  });
});

describe('Receiving Fragments', () => {
  const piece = (k: number, n: number, text = 'x', sender = '5a73a599') =>
    `?OTR|${sender}|27e31597,${k},${n},${text},`;

  it('leading zeros and upper case may be there', () => {
    expect(decodeFragment('?OTR|5A73A599|00000000,0001,00002,abc,')).toEqual({
      tags: { sender: 0x5a73a599, receiver: 0 },
      k: 1,
      n: 2,
      piece: 'abc',
    });
  });

  it.each([piece(0, 1), piece(1, 0), piece(3, 2), piece(1, 65_536)])(
    'illegal numbers are refused: %s',
    (text) => {
      expect(() => decodeFragment(text)).toThrow(new OtrError('fragment-number', 'Fragmentation'));
    },
  );

  it.each([
    piece(1, 2, ''),
    '?OTR|5a73a599|27e31597,1,2,abc',
    '?OTR|5a73a599,1,2,abc,',
    '?OTR|123456789|27e31597,1,2,abc,',
    '?OTR|xyz|27e31597,1,2,abc,',
  ])('broken syntax is refused: %s', (text) => {
    expect(() => decodeFragment(text)).toThrow(new OtrError('fragment-syntax', 'Fragmentation'));
  });

  it.each([piece(1, 2, 'x', 'ff'), '?OTR|5a73a599|ff,1,2,x,'])(
    'reserved instance tags are refused: %s',
    (text) => {
      expect(() => decodeFragment(text)).toThrow(new OtrError('instance-tag-invalid', 'Instance Tags'));
    },
  );

  it('k = 1 starts anew', () => {
    expect(feed([piece(1, 3, 'old'), piece(1, 2, 'a'), piece(2, 2, 'b')]).complete?.text).toBe('ab');
  });

  it.each([
    ['a gap', [piece(1, 3), piece(3, 3)]],
    ['a repetition', [piece(1, 3), piece(2, 3), piece(2, 3), piece(3, 3)]],
    ['another total', [piece(1, 3), piece(2, 4), piece(3, 3)]],
    ['another sender', [piece(1, 2), piece(2, 2, 'x', '00000101')]],
    ['no beginning', [piece(2, 2)]],
  ])('%s drops what was stored', (_, texts) => {
    expect(feed(texts)).toEqual({});
  });

  it('live only when all pieces were', () => {
    const first = reassemble(undefined, decodeFragment(piece(1, 2)), false);
    expect(reassemble(first.store, decodeFragment(piece(2, 2)), true).complete?.live).toBe(false);
  });

  it('a message beyond the cap is refused', () => {
    const first = reassemble(undefined, decodeFragment(piece(1, 3, 'x'.repeat(MAX_MESSAGE))), true);
    expect(() => reassemble(first.store, decodeFragment(piece(2, 3)), true)).toThrow(
      new OtrError('message-too-long', 'Fragmentation'),
    );
  });
});
