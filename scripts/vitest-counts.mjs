// @ts-check
/** How many tests passed and failed, and which failed, from the report of vitest's JSON reporter. */
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {readonly string[]} failures a line each: file, name, the first line of what went wrong
 */

/**
 * A run that found no test, or failed outside of any test (a file that does not load, an unhandled error), counts as
 * one failure: silence is no success.
 *
 * @param {string} path of the report; it may be missing
 * @param {boolean} ok whether vitest itself left with 0
 * @returns {Counts}
 */
export function countsOf(path, ok) {
  const counts = existsSync(path) ? read(path) : { passed: 0, failed: 0, skipped: 0, failures: [] };
  const isSilent = counts.failed === 0 && (!ok || counts.passed === 0);
  return isSilent ? { ...counts, failed: 1, failures: ['no test failed, and yet the run did'] } : counts;
}

/**
 * @param {string} path
 * @returns {Counts}
 */
function read(path) {
  const report = /** @type {Report} */ (JSON.parse(readFileSync(path, 'utf8')));
  const results = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative('.', name);
    const own = assertionResults.map((result) => ({
      status: result.status,
      line: `${file}: ${result.fullName}: ${firstLine(result.failureMessages?.[0])}`,
    }));
    const isBroken = status === 'failed' && !own.some((result) => result.status === 'failed');
    return isBroken ? [...own, { status, line: `${file}: ${firstLine(message)}` }] : own;
  });
  const failures = results.filter(({ status }) => status === 'failed').map(({ line }) => line);
  const passed = results.filter(({ status }) => status === 'passed').length;
  return { passed, failed: failures.length, skipped: results.length - passed - failures.length, failures };
}

/** @param {string} [message] */
const firstLine = (message) => message?.split('\n', 1)[0] ?? '';

/**
 * @typedef {object} Report
 * @property {{ name: string, status: string, message?: string, assertionResults: Result[] }[]} testResults
 *
 * @typedef {{ status: string, fullName: string, failureMessages?: string[] }} Result
 */
