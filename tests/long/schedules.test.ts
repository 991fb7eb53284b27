/** 100,000 schedules over a hostile wire, longer ones than in the unit tests: `npm run test:long`. */
import { it } from 'vitest';
import { runSchedules } from '#tests/otr/schedules.ts';
import { noted } from './progress.ts';

const PARTS = 100;
const EACH = 1000;

it.each(Array.from({ length: PARTS }, (_, part) => part + 1))(
  `${EACH} schedules, part %i of ${PARTS}`,
  (part) => {
    noted(`${EACH} schedules, part ${part} of ${PARTS}`, () => runSchedules(EACH, 1000 + part, 30));
  },
);
