import { expect, it } from 'vitest';
import { createPacer } from './pacer.ts';

it('mends at once eight times in ten seconds, then waits a second', () => {
  const pause = createPacer();
  const pauses = Array.from({ length: 10 }, (_, index) => pause(index));
  expect(pauses).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1000, 1000]);
});

it('is eager again after ten quiet seconds', () => {
  const pause = createPacer();
  for (let time = 0; time < 20; time++) pause(time);
  expect(pause(10_020)).toBe(0);
});
