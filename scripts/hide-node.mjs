// @ts-check
/**
 * After `npm install`: takes The Lounge's own Node out of the folder that npm puts in front of PATH. All other programs of
 * the project run in the Node that the user has.
 */
import { rmSync } from 'node:fs';

rmSync(new URL('../node_modules/.bin/node', import.meta.url), { force: true });
