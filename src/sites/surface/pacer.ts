/**
 * Patience with a page that undoes what we mend: at once the first times, then slowly.
 *
 * Without it a page that drops our element in answer to its insertion would keep both of us busy for ever.
 */

const WINDOW_MS = 10_000;
const EAGER = 8;
const SLOW_MS = 1000;

/** Gives, for each mending, how long in ms to wait before it. `now` is in ms on any steady clock. */
export function createPacer(): (now: number) => number {
  let recent: number[] = [];
  return (now) => {
    recent = recent.filter((time) => now - time < WINDOW_MS);
    recent.push(now);
    return recent.length > EAGER ? SLOW_MS : 0;
  };
}
