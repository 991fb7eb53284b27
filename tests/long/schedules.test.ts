/** 100,000 schedules over a hostile wire, longer ones than in the unit tests: `npm run test:long`. */
import { it } from 'vitest';
import { runSchedules } from '#tests/otr/schedules.ts';

const PART = 5_000;

it.each(Array.from({ length: 20 }, (_, part) => part))('schedules, part %i of 20', (part) => {
  runSchedules(PART, 1000 + part, 30);
});
