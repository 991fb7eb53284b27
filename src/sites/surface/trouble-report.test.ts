import { expect, it } from 'vitest';
import { createTroubleReport } from './trouble-report.ts';

function looksAt(finds: readonly boolean[]): number {
  let reports = 0;
  const troubles = createTroubleReport<'covered'>(() => {
    reports += 1;
  });
  for (const found of finds) troubles.look('covered', found);
  return reports;
}

it('one look is not enough', () => expect(looksAt([true, false, true, false])).toBe(0));
it('two looks in a row report', () => expect(looksAt([true, true])).toBe(1));
it('a trouble that stays is reported once', () => expect(looksAt([true, true, true, true, true])).toBe(1));
it('a trouble that was over is reported again', () =>
  expect(looksAt([true, true, false, true, true])).toBe(2));

it('kinds are counted apart', () => {
  const reported: string[] = [];
  const troubles = createTroubleReport<'covered' | 'hidden'>((kind) => reported.push(kind));
  troubles.look('covered', true);
  troubles.look('hidden', true);
  expect(reported).toEqual([]);
  troubles.look('hidden', true);
  expect(reported).toEqual(['hidden']);
});
