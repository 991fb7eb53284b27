import { expect, test } from 'vitest';
import { FragmentLooks, isOneOfAKind, lookOf } from './otr-text.ts';

test.each([
  ['?OTR:AAMDJ+MVmSfjFZcAAAAA.', 'data'],
  ['?OTR:AAIDAAAAAAEAAAABAAAA.', 'data'],
  ['?OTR:AAMCJ+MVmQAAAAAAAADE.', 'exchange'],
  ['?OTR:AAMKJ+MVmSfjFZcAAADA.', 'exchange'],
  ['text before ?OTR:AAMDJ+MVmSfjFZcAAAAA.', 'data'],
  ['?OTR|5a73a599|27e31597,00001,00003,?OTR:AAMD,', 'fragment'],
  ['?OTR,1,3,?OTR:AAID,', 'fragment'],
  ['?OTR|3c5b5f03|5a73a599|27e31597,00001,00003,?OTR:AAQD,', 'fragment'],
  ['?OTRv3?', 'query'],
  ['?OTR?v23? Alice would like to be private', 'query'],
  ['?OTR Error: no', 'error'],
])('%s looks like %s', (text, look) => {
  expect(lookOf(text)).toBe(look);
});

test.each(['hello', 'How does ?OTR work', 'is it ?OTR: or not', '?OT', ''])(
  '%s is an ordinary text',
  (text) => {
    expect(lookOf(text)).toBeUndefined();
  },
);

test('encoded messages and fragments are one of a kind, queries and errors are not', () => {
  expect(isOneOfAKind('?OTR:AAMDJ+MVmSfjFZcAAAAA.')).toBe(true);
  expect(isOneOfAKind('?OTR,1,3,?OTR:AAID,')).toBe(true);
  expect(isOneOfAKind('?OTRv3?')).toBe(false);
  expect(isOneOfAKind('?OTR Error: no')).toBe(false);
});

const piece = (tags: string, k: number, n: number, text: string) => `?OTR|${tags},0000${k},0000${n},${text},`;

test('only the last piece of a data message completes one', () => {
  const looks = new FragmentLooks();
  expect(looks.completesData(piece('a1|b2', 1, 3, '?OTR:AAMDAAAA'), 'bob')).toBe(false);
  expect(looks.completesData(piece('a1|b2', 2, 3, 'AAAA'), 'bob')).toBe(false);
  expect(looks.completesData(piece('a1|b2', 3, 3, 'AAAA.'), 'carol')).toBe(false);
  expect(looks.completesData(piece('a1|b2', 3, 3, 'AAAA.'), 'bob')).toBe(true);
  expect(looks.completesData(piece('a1|b2', 3, 3, 'AAAA.'), 'bob')).toBe(false);
});

test('pieces of a key exchange message complete none', () => {
  const looks = new FragmentLooks();
  looks.completesData(piece('a1|b2', 1, 2, '?OTR:AAMKAAAA'), 'bob');
  expect(looks.completesData(piece('a1|b2', 2, 2, 'AAAA.'), 'bob')).toBe(false);
});

test('first pieces that never end do not pile up', () => {
  const looks = new FragmentLooks(2);
  for (const sender of ['a', 'b', 'c']) looks.completesData(piece('a1|b2', 1, 2, '?OTR:AAMDAAAA'), sender);
  expect(looks.completesData(piece('a1|b2', 2, 2, 'AAAA.'), 'a')).toBe(false);
  expect(looks.completesData(piece('a1|b2', 2, 2, 'AAAA.'), 'c')).toBe(true);
});
