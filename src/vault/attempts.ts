/**
 * Wrong passphrases cost time: 1, 2, 4… up to 30 seconds, on record, so that a restart does not help.
 *
 * Invariant: an attempt is counted before it is tried; ending the worker in the middle gains nothing.
 */
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import type { AttemptsRow } from './rows.ts';

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

/** How long the caller waits after that many failures in a row, in ms. */
export const pauseAfter = (failures: number): number =>
  Math.min(FIRST_PAUSE * 2 ** Math.min(failures - 1, 10), LONGEST_PAUSE);

export class Attempts {
  readonly #db: Database;
  readonly #clock: Clock;

  constructor(db: Database, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /**
   * Runs `attempt` when earlier failures allow it. Undefined means it failed; then the answer comes after the pause.
   * Callers run one attempt at a time.
   */
  async guard<T>(attempt: () => Promise<T | undefined>): Promise<T | undefined> {
    const earlier = await this.#earlier();
    await this.#waitUntil(earlier?.notBefore ?? 0);
    const failures = (earlier?.failures ?? 0) + 1;
    const pause = pauseAfter(failures);
    await this.#db.keyring.put({ id: 'attempts', failures, notBefore: this.#clock.now() + pause });
    const result = await attempt();
    if (result === undefined) await this.#clock.wait(pause);
    else await this.#db.keyring.delete('attempts');
    return result;
  }

  async nextPause(): Promise<number> {
    return pauseAfter(((await this.#earlier())?.failures ?? 0) + 1);
  }

  async #earlier(): Promise<AttemptsRow | undefined> {
    const row = await this.#db.keyring.get('attempts');
    return row?.id === 'attempts' ? row : undefined;
  }

  /** Never longer than the longest pause, also when the machine's clock was set back. */
  async #waitUntil(time: number): Promise<void> {
    const left = Math.min(time - this.#clock.now(), LONGEST_PAUSE);
    if (left > 0) await this.#clock.wait(left);
  }
}
