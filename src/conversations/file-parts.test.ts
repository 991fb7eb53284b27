import { expect, test } from 'vitest';
import { MAX_FILE_LENGTH, PART_LENGTH } from '#channel/options.ts';
import { encodeBase64 } from '#otr/bytes/base64.ts';
import { FilePartError, FileParts } from './file-parts.ts';

const text = (bytes: Uint8Array): string => encodeBase64(bytes);

test('a file given in parts is whole again, once', () => {
  const parts = new FileParts();
  parts.give('a', 0, text(Uint8Array.of(1, 2)));
  parts.give('a', 1, text(Uint8Array.of(3)));
  expect(parts.whole('a')).toEqual(Uint8Array.of(1, 2, 3));
  expect(() => parts.whole('a')).toThrow(FilePartError);
});

test('nothing of a file that was taken whole stays in its parts', () => {
  const parts = new FileParts();
  const bytes = Uint8Array.of(1, 2, 3);
  parts.offer('a', bytes);
  expect(parts.whole('a')).toEqual(Uint8Array.of(1, 2, 3));
  expect(bytes).toEqual(new Uint8Array(3));
});

test('parts come in their turn; the first begins anew', () => {
  const parts = new FileParts();
  expect(() => parts.give('a', 1, '')).toThrow(FilePartError);
  parts.give('a', 0, text(Uint8Array.of(1)));
  expect(() => parts.give('a', 2, '')).toThrow(FilePartError);
  parts.give('a', 0, text(Uint8Array.of(9)));
  expect(parts.look('a')).toEqual(Uint8Array.of(9));
});

test('a file that grows too large is refused', () => {
  const parts = new FileParts();
  const part = text(new Uint8Array(PART_LENGTH));
  const fitting = Math.floor(MAX_FILE_LENGTH / PART_LENGTH);
  for (let n = 0; n < fitting; n += 1) parts.give('a', n, part);
  expect(() => parts.give('a', fitting, part)).toThrow(FilePartError);
});

test('a file that is offered is taken by its parts, and then gone', () => {
  const parts = new FileParts();
  expect(parts.offer('a', new Uint8Array(PART_LENGTH + 1))).toBe(2);
  expect(parts.take('a', 0)).toHaveLength((PART_LENGTH / 3) * 4);
  expect(parts.take('a', 1)).toBe('AA==');
  expect(() => parts.take('a', 0)).toThrow(FilePartError);
  expect(parts.offer('b', new Uint8Array())).toBe(1);
});

test('at most ten are kept', () => {
  const parts = new FileParts();
  for (let n = 0; n < 11; n += 1) parts.offer(String(n), new Uint8Array(1));
  expect(() => parts.look('0')).toThrow(FilePartError);
  expect(parts.look('1')).toHaveLength(1);
});
