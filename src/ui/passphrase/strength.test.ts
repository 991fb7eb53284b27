import { expect, test } from 'vitest';
import { STRENGTHS, strengthOf } from './strength.ts';

const rank = async (passphrase: string): Promise<number> => STRENGTHS.indexOf(await strengthOf(passphrase));

test.each(['password', 'qwertyuiop', 'sotto', 'liverpool1'])('"%s" is weak', async (passphrase) => {
  expect(await rank(passphrase)).toBeLessThanOrEqual(1);
});

test('words that nobody expects together are strong', async () => {
  expect(await rank('lantern quarry mitten eleven')).toBe(4);
});

// An estimator that looks at each part of a text takes hours for this one: the time that a test has is the limit.
test('a text of the greatest length is judged', async () => {
  expect(await rank('lantern quarry '.repeat(68))).toBeGreaterThanOrEqual(0);
});
