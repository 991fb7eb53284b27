// @ts-check
/** Waiting for a condition: looked at again and again, never slept for. */
import { setTimeout as delay } from 'node:timers/promises';

/** The longest wait, in ms: a slow machine under load is not a failure. */
const TIMEOUT = 45_000;
const INTERVAL = 25;

/**
 * @template T
 * @param {string} what in words, for the error
 * @param {() => T | undefined | Promise<T | undefined>} look undefined: not yet
 * @returns {Promise<T>}
 * @throws {Error} when it did not come
 */
export async function until(what, look) {
  const deadline = Date.now() + TIMEOUT;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}.`);
    await delay(INTERVAL);
  }
}
