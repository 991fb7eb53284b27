import { expect, test } from 'vitest';
import { fingerprintParts } from './fingerprint-forms.ts';
import { comparePasted } from './pasted.ts';

const THEIRS = '0123456789ABCDEF0123456789ABCDEF01234567';
const OURS = 'FEDCBA9876543210FEDCBA9876543210FEDCBA98';

test.each([
  ['as it is', THEIRS],
  ['in lower case', THEIRS.toLowerCase()],
  ['in groups', '01234567 89ABCDEF 01234567 89ABCDEF 01234567'],
  ['with other spaces and lines', '01234567\u00a089ABCDEF\n01234567\t89ABCDEF\u200901234567'],
  ['with punctuation', '“0123-4567:89AB.CDEF 0123/4567 89AB_CDEF (01234567)”'],
  ['in full-width digits', '０１２３４５６７89ABCDEF0123456789ABCDEF01234567'],
  ['with characters nobody sees', `\ufeff${THEIRS}\u200b`],
  ['as words', fingerprintParts(THEIRS, 'words').join(' ')],
  ['as words, with capitals and commas', fingerprintParts(THEIRS, 'words').join(', ').toUpperCase()],
  ['as digits', fingerprintParts(THEIRS, 'digits').join(' ')],
])('matches %s', (_, pasted) => {
  expect(comparePasted(pasted, THEIRS, OURS)).toEqual({ kind: 'matches' });
});

test.each([
  ['one digit differs', `1${THEIRS.slice(1)}`],
  ['the last digit differs', `${THEIRS.slice(0, 39)}8`],
  ['something follows', `${THEIRS}0`],
  ['something is before', `Fingerprint ${THEIRS}`],
  ['a look-alike letter', THEIRS.replace('A', 'А')],
  ['a wrong beginning', '99'],
  ['one word differs', fingerprintParts(THEIRS, 'words').with(7, 'zoo').join(' ')],
  ['two words are swapped', fingerprintParts(THEIRS, 'words').toReversed().join(' ')],
  ['one digit of the digits differs', `1${fingerprintParts(THEIRS, 'digits').join(' ').slice(1)}`],
])('does not match: %s', (_, pasted) => {
  expect(comparePasted(pasted, THEIRS, OURS)).toEqual({ kind: 'differs' });
});

test('right so far counts the digits', () => {
  expect(comparePasted('01234567 89ab', THEIRS, OURS)).toEqual({ kind: 'incomplete', count: 12 });
});

test.each(['words', 'digits'] as const)('right so far, in %s, is not all of it', (form) => {
  const pasted = fingerprintParts(THEIRS, form).slice(0, 6).join(' ');
  expect(comparePasted(pasted, THEIRS, OURS)).toEqual({ kind: 'incomplete' });
});

test('nothing but punctuation is nothing', () => {
  expect(comparePasted(' -- ', THEIRS, OURS)).toEqual({ kind: 'empty' });
});

test('our own is told apart, unless it is theirs too', () => {
  expect(comparePasted(OURS, THEIRS, OURS)).toEqual({ kind: 'ours' });
  const words = fingerprintParts(OURS, 'words').join(' ');
  expect(comparePasted(words, THEIRS, OURS)).toEqual({ kind: 'ours' });
  expect(comparePasted(THEIRS, THEIRS, THEIRS)).toEqual({ kind: 'matches' });
});

test('a fingerprint that is too short never matches', () => {
  expect(comparePasted('0123', '0123', OURS)).not.toEqual({ kind: 'matches' });
});
