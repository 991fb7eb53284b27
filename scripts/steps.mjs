// @ts-check
/** Named steps that run one after the other, each with its time; a failed one does not stop the rest. */
import { fileURLToPath } from 'node:url';
import { run } from './children.mjs';

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} program see `tool`
 * @property {readonly string[]} args
 */

/** Absolute path of a program that npm installed in node_modules/.bin. @param {string} name */
export const tool = (name) => fileURLToPath(new URL(`../node_modules/.bin/${name}`, import.meta.url));

/**
 * Runs one step: one line when it went well, its output as well when not.
 *
 * @param {Step} step
 * @returns {Promise<boolean>} whether it went well
 */
export async function runStep(step) {
  const start = performance.now();
  const { code, output } = await run(step.program, step.args, { quiet: true });
  const ok = code === 0;
  if (!ok) process.stdout.write(`${output.trimEnd()}\n`);
  report(ok, step.name, performance.now() - start);
  return ok;
}

/**
 * @param {boolean} ok
 * @param {string} name
 * @param {number} ms
 */
export function report(ok, name, ms) {
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${(ms / 1000).toFixed(1)} s)`);
}
