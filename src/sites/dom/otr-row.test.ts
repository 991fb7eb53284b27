import { describe, expect, test } from 'vitest';
import { readRowText, senderTag } from './otr-row.ts';

const bytes = (...all: number[]): string => btoa(String.fromCharCode(...all));
const DATA = `?OTR:${bytes(0, 3, 3, 0, 0, 0x12, 0x34, 0, 0, 0x56, 0x78, 1, 2, 3)}.`;

describe('a row’s text', () => {
  test('a ciphertext is taken without what pages add: broken lines, a note behind it', () => {
    const broken = ` ${DATA.slice(0, 12)}\n${DATA.slice(12)} (edited)`;
    expect(readRowText(broken)).toEqual({ kind: 'ciphertext', text: DATA });
  });

  test.each([
    ['version 3', '?OTR|5a73a599|27e31597,00001,00003,?OTR:AAMDabc,'],
    ['version 2', '?OTR,1,3,?OTR:AAEDabc,'],
    ['version 4', '?OTR|3c5b5f03|5a73a599|27e31597,00001,00003,abc,'],
  ])('a fragment of %s is a ciphertext', (_, text) => {
    expect(readRowText(`${text} 10:11`)).toEqual({ kind: 'ciphertext', text });
  });

  test.each([
    DATA.slice(0, -1),
    `${DATA.slice(0, 15)}… See more`,
    '?OTR|5a73a599|27e31597,00001,00003,?OTR:AA',
  ])('a part of one waits for the rest: %s', (text) => {
    expect(readRowText(text)).toEqual({ kind: 'cut' });
  });

  test.each(['?OTRv3? Let us talk', '?OTR Error: no', 'He wrote ?OTR:AAMD.', 'hello'])(
    '%s is words',
    (text) => {
      expect(readRowText(text)).toEqual({ kind: 'words', text });
    },
  );
});

describe('the sender’s instance tag', () => {
  test('is read from encoded messages and fragments, leading zeros or not', () => {
    expect(senderTag(DATA)).toBe('1234');
    expect(senderTag('?OTR|00001234|5678,00001,00002,abc,')).toBe('1234');
    expect(senderTag('?OTR|99|1234|5678,00001,00002,abc,')).toBe('1234');
  });

  test('version 2 has none', () => {
    expect(senderTag(`?OTR:${bytes(0, 2, 3, 0, 0, 0x12, 0x34, 0, 0)}.`)).toBeUndefined();
    expect(senderTag('?OTR,1,2,abc,')).toBeUndefined();
  });
});
