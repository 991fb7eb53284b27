// @ts-check
/**
 * `npm test`: set-up, then everything there is to run; the last line is `N passed, N failed`.
 *
 * Each check, build and lint counts as one test. A failure stops nothing: what comes after is worth knowing too.
 */
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checks } from './check.mjs';
import { endAll, endOnSignals, run, useOwnTemporaryFolder } from './children.mjs';
import { SetupError, setUp } from './setup.mjs';
import { report, runStep, tool } from './steps.mjs';
import { countsOf } from './vitest-counts.mjs';

const SUITES = ['unit', 'interop', 'vault', 'e2e'];

/** @type {readonly import('./steps.mjs').Step[]} */
const builds = [
  { name: 'build for Chromium', program: tool('wxt'), args: ['build', '-b', 'chrome'] },
  {
    name: 'build for Chromium, with the test hosts granted',
    program: tool('wxt'),
    args: ['build', '-b', 'chrome', '-m', 'e2e'],
  },
  { name: 'build for Firefox', program: tool('wxt'), args: ['build', '-b', 'firefox'] },
  {
    name: 'web-ext lint of the build for Firefox',
    program: tool('web-ext'),
    args: ['lint', '--no-config-discovery', '--source-dir', '.output/firefox-mv3'],
  },
];

/** @param {string} suite */
async function runSuite(suite) {
  const file = `.output/test/${suite}.json`;
  rmSync(file, { force: true });
  const start = performance.now();
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { code } = await run(tool('vitest'), ['run', '--project', suite, ...reporters]);
  // What a test left running would go on for ever.
  await endAll();
  const counts = countsOf(file, code === 0);
  report(counts.failed === 0, `${suite} tests`, performance.now() - start);
  return counts;
}

async function main() {
  process.chdir(fileURLToPath(new URL('..', import.meta.url)));
  endOnSignals();
  await setUp('test');
  useOwnTemporaryFolder();
  for (const folder of ['chrome-mv3', 'chrome-mv3-e2e', 'firefox-mv3']) {
    rmSync(`.output/${folder}`, { recursive: true, force: true });
  }
  const total = { passed: 0, failed: 0, skipped: 0 };
  /** @type {string[]} */
  const failures = [];
  for (const step of [...checks, ...builds]) {
    if (await runStep(step)) {
      total.passed += 1;
    } else {
      total.failed += 1;
      failures.push(step.name);
    }
  }
  for (const suite of SUITES) {
    const counts = await runSuite(suite);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
    failures.push(...counts.failures);
  }
  for (const failure of failures) console.log(`failed: ${failure}`);
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

await main().catch((error) => {
  console.error(error instanceof SetupError ? error.message : error);
  process.exitCode = 1;
});
