/** Whatever the wire does, and whenever the users act: nothing shown twice, nothing invented, nothing stuck. */
import { it } from 'vitest';
import { runSchedules } from '#tests/otr/schedules.ts';

it('2,000 schedules of drops, repetitions, reordering, damage and delay', { timeout: 600_000 }, () => {
  runSchedules(2000, 1, 7);
});
