// @ts-check
/** The words as browsers need them: `_locales` without the notes for translators, which are half of what a browser reads at the first word. */
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Message as in messages.json of WebExtensions
 * @property {string} message
 * @property {string} [description]
 * @property {Record<string, { content: string, example?: string }>} [placeholders]
 */

/**
 * Text of the same messages.json with neither notes nor examples.
 *
 * @param {string} file absolute path of a messages.json
 * @returns {string}
 */
export function leanWords(file) {
  /** @type {Record<string, Message>} */
  const messages = JSON.parse(readFileSync(file, 'utf8'));
  return JSON.stringify(messages, (key, value) =>
    key === 'description' || key === 'example' ? undefined : value,
  );
}
