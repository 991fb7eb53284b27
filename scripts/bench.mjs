// @ts-check
/**
 * `npm run bench`: this engine in a Chromium worker and in Node, libotr in C and npm otr, side by side in one run.
 *
 * A run is made of passes; in each the contenders take turns at each task, so that whatever else the machine does
 * hits all of them. Only the ratios of one run mean something. `npm run bench -- 2` makes two passes instead of five.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { endOnSignals } from './children.mjs';
import { SetupError, setUp } from './setup.mjs';

/**
 * @typedef {import('#tests/bench/results.mjs').ContenderName} ContenderName
 * @typedef {import('#tests/bench/results.mjs').AllSamples} AllSamples
 * @typedef {import('#tests/bench/contenders.mjs').Contender} Contender
 * @typedef {import('#tests/bench/runs.ts').RunName} RunName
 */

/** Samples in a pass: of each contender, and of npm otr, which takes its time. @type {Record<RunName, [number, number]>} */
const COUNTS = {
  keygen: [16, 1],
  ake: [10, 2],
  'one-way': [6, 3],
  'ping-pong': [6, 1],
  smp: [4, 1],
};
/** Messages in a sample. */
const BATCHES = { oneWay: 200, pingPong: 10 };
const NPM_OTR_BATCHES = { oneWay: 20, pingPong: 4 };
const PASSES = 5;

async function startContenders() {
  const { bundleEngine, chromiumContender, libotrContender, nodeContender } = await import(
    '#tests/bench/contenders.mjs'
  );
  const engine = await bundleEngine();
  const npmOtr = fileURLToPath(new URL('../tests/bench/npm-otr-runs.mjs', import.meta.url));
  return {
    chromium: await chromiumContender(engine),
    node: await nodeContender(engine, process.version),
    libotr: await libotrContender(),
    'npm-otr': await nodeContender(npmOtr, '0.2.16'),
  };
}

const newRow = () => ({ chromium: [], node: [], libotr: [], 'npm-otr': [] });

/**
 * @param {Record<ContenderName, Contender>} contenders
 * @param {number} passes
 */
async function measure(contenders, passes) {
  /** @type {AllSamples} */
  const all = {
    keygen: newRow(),
    ake: newRow(),
    encrypt: newRow(),
    decrypt: newRow(),
    'ping-pong-decrypt': newRow(),
    'ping-pong': newRow(),
    smp: newRow(),
  };
  // The first pass warms up and does not count.
  for (let pass = 0; pass <= passes; pass++) {
    console.log(pass === 0 ? 'warming up' : `pass ${pass} of ${passes}`);
    for await (const { name, samples } of turns(contenders)) {
      if (pass > 0) add(all, name, samples);
    }
  }
  return all;
}

/**
 * One pass: each contender in turn at each task.
 *
 * @param {Record<ContenderName, Contender>} contenders
 */
async function* turns(contenders) {
  for (const run of /** @type {RunName[]} */ (Object.keys(COUNTS))) {
    for (const name of /** @type {ContenderName[]} */ (Object.keys(contenders))) {
      yield { name, samples: await take(contenders[name], name, run) };
    }
  }
}

/**
 * @param {AllSamples} all
 * @param {ContenderName} name
 * @param {import('#tests/bench/runs.ts').Samples} samples
 */
function add(all, name, samples) {
  for (const [row, times] of Object.entries(samples)) {
    all[/** @type {keyof AllSamples} */ (row)][name].push(...times);
  }
}

/**
 * @param {Contender} contender
 * @param {ContenderName} name
 * @param {RunName} run
 */
function take(contender, name, run) {
  const [count, countOfNpmOtr] = COUNTS[run];
  return name === 'npm-otr'
    ? contender.run(run, countOfNpmOtr, NPM_OTR_BATCHES)
    : contender.run(run, count, BATCHES);
}

/**
 * @param {Record<ContenderName, Contender>} contenders
 * @param {number} passes
 * @param {() => Promise<unknown>} closeAll
 */
async function measureAndClose(contenders, passes, closeAll) {
  try {
    return await measure(contenders, passes);
  } finally {
    await closeAll();
  }
}

async function main() {
  process.chdir(fileURLToPath(new URL('..', import.meta.url)));
  await setUp('test');
  const { judge, summarise, table } = await import('#tests/bench/results.mjs');
  const passes = Number(process.argv[2] ?? PASSES);
  const loadBefore = loadavg();
  const contenders = await startContenders();
  const closeAll = () => Promise.all(Object.values(contenders).map((contender) => contender.close()));
  endOnSignals(closeAll);
  const samples = await measureAndClose(contenders, passes, closeAll);
  const summary = summarise(samples);
  const targets = judge(summary);
  console.log(`\n${table(summary)}\n\nMedians; in brackets the part of libotr's time.\n`);
  for (const { reached, words } of targets) console.log(`${reached ? 'reached' : 'MISSED '}  ${words}`);
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, loadBefore, loadAfter: loadavg() };
  console.log(
    `\nLoad of the machine: ${loadBefore[0]?.toFixed(1)} before, ${machine.loadAfter[0]?.toFixed(1)} after`,
  );
  const versions = Object.fromEntries(
    Object.entries(contenders).map(([name, { version }]) => [name, version]),
  );
  mkdirSync('.output/bench', { recursive: true });
  const file = '.output/bench/results.json';
  writeFileSync(file, `${JSON.stringify({ machine, versions, summary, targets, samples }, null, 2)}\n`);
  console.log(`All samples: ${file}`);
}

await main().catch((error) => {
  console.error(error instanceof SetupError ? error.message : error);
  process.exitCode = 1;
});
