import { expect, test } from 'vitest';
import { pauseAfter } from './attempts.ts';

test('1, 2, 4, 8, 16 seconds, then 30, for ever', () => {
  const failures = [1, 2, 3, 4, 5, 6, 7, 100, 1e9];
  expect(failures.map(pauseAfter)).toEqual([1, 2, 4, 8, 16, 30, 30, 30, 30].map((seconds) => seconds * 1000));
});
