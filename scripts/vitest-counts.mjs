// @ts-check
/** How many tests passed and failed, from the report of vitest's JSON reporter. */
import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * A run that found no test, or failed outside of any test (a file that does not load, an unhandled error), counts as
 * one failure: silence is no success.
 *
 * @param {string} path of the report; it may be missing
 * @param {boolean} ok whether vitest itself left with 0
 * @returns {Counts}
 */
export function countsOf(path, ok) {
  const counts = existsSync(path) ? read(path) : { passed: 0, failed: 0, skipped: 0 };
  const isSilent = counts.failed === 0 && (!ok || counts.passed === 0);
  return isSilent ? { ...counts, failed: 1 } : counts;
}

/**
 * @param {string} path
 * @returns {Counts}
 */
function read(path) {
  const report = /** @type {Report} */ (JSON.parse(readFileSync(path, 'utf8')));
  const statuses = report.testResults.flatMap(({ status, assertionResults }) => {
    const own = assertionResults.map((result) => result.status);
    return status === 'failed' && !own.includes('failed') ? [...own, 'failed'] : own;
  });
  const passed = statuses.filter((status) => status === 'passed').length;
  const failed = statuses.filter((status) => status === 'failed').length;
  return { passed, failed, skipped: statuses.length - passed - failed };
}

/** @typedef {{ testResults: { status: string, assertionResults: { status: string }[] }[] }} Report */
