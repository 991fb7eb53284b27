/** Randomness for unit tests of the vault. */
import type { Random } from './sealing.ts';

export const random: Random = (length) => crypto.getRandomValues(new Uint8Array(length));
