// @ts-check
/** `npm run check`: format, lint, import rules between rooms, types, unused code. */
import { pathToFileURL } from 'node:url';
import { endOnSignals } from './children.mjs';
import { runStep, tool } from './steps.mjs';

/** @type {readonly import('./steps.mjs').Step[]} */
export const checks = [
  { name: 'lockfile good for every machine', program: process.execPath, args: ['scripts/lockfile.mjs'] },
  {
    name: 'format, lint and import rules',
    program: tool('biome'),
    args: ['check', '--error-on-warnings', '--max-diagnostics=100', '.'],
  },
  { name: 'types of the whole tree', program: tool('tsc'), args: ['--noEmit', '-p', 'tsconfig.json'] },
  {
    name: 'types of src/otr, without DOM and Node',
    program: tool('tsc'),
    args: ['--noEmit', '-p', 'src/otr/tsconfig.json'],
  },
  { name: 'unused files, exports and packages', program: tool('knip'), args: ['--no-progress'] },
];

async function main() {
  endOnSignals();
  let failed = 0;
  for (const check of checks) if (!(await runStep(check))) failed += 1;
  console.log(`${checks.length - failed} checks passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
