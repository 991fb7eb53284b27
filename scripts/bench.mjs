// @ts-check
/**
 * `npm run bench`: this engine in a Chromium worker and in Node, libotr in C and npm otr, side by side in one run; then
 * what Sotto costs a page, and how long the popup takes to open.
 *
 * A run is made of passes; in each the contenders take turns at each task, so that whatever else the machine does
 * hits all of them. Only the ratios of one run mean something. `npm run bench -- 2` makes two passes instead of five,
 * `npm run bench -- 0` looks at page and popup alone, whose times mean something on a quiet machine only.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { endOnSignals, run } from './children.mjs';
import { SetupError, setUp } from './setup.mjs';
import { tool } from './steps.mjs';

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
const POPUPS = 20;
const PAGES = 40;

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

/** What is to be closed, last first. @type {(() => Promise<unknown>)[]} */
const ends = [];

async function closeAll() {
  for (const end of ends.splice(0).reverse()) await end();
}

/** @param {number} passes */
async function benchEngines(passes) {
  const contenders = await startContenders();
  ends.push(...Object.values(contenders).map((contender) => contender.close));
  const samples = await measure(contenders, passes);
  await closeAll();
  const { judge, summarise, table } = await import('#tests/bench/results.mjs');
  const summary = summarise(samples);
  console.log(`\n${table(summary)}\n\nMedians; in brackets the part of libotr's time.\n`);
  const versions = Object.fromEntries(
    Object.entries(contenders).map(([name, { version }]) => [name, version]),
  );
  return { versions, summary, samples, targets: judge(summary) };
}

async function buildExtension() {
  const { code, output } = await run(tool('wxt'), ['build', '-b', 'chrome'], { quiet: true });
  if (code !== 0) throw new SetupError(`${output.trimEnd()}\nThe extension does not build.`);
}

async function benchPage() {
  const { measurePageCost, pageBytes } = await import('#tests/bench/page-cost.mjs');
  const { judgePage } = await import('#tests/bench/results.mjs');
  console.log('page');
  const [bytes, times] = [pageBytes(), await measurePageCost(PAGES, ends)];
  await closeAll();
  return { page: { bytes, times }, targets: judgePage(bytes, times) };
}

async function benchPopup() {
  const { measurePopup } = await import('#tests/bench/popup.mjs');
  const { judgePopup, popupFromSleep } = await import('#tests/bench/results.mjs');
  console.log('popup');
  const popup = await measurePopup(POPUPS, ends);
  return { popup, target: judgePopup(popup), remark: popupFromSleep(popup) };
}

async function main() {
  process.chdir(fileURLToPath(new URL('..', import.meta.url)));
  await setUp('test');
  endOnSignals(closeAll);
  const passes = Number(process.argv[2] ?? PASSES);
  const loadBefore = loadavg();
  const engines = passes > 0 ? await benchEngines(passes) : undefined;
  await buildExtension();
  const { page, targets: ofPage } = await benchPage();
  const { popup, target, remark } = await benchPopup();
  const targets = [...(engines?.targets ?? []), ...ofPage, target];
  for (const { reached, words } of targets) console.log(`${reached ? 'reached' : 'MISSED '}  ${words}`);
  console.log(`\n${remark}`);
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, loadBefore, loadAfter: loadavg() };
  console.log(
    `\nLoad of the machine: ${loadBefore[0]?.toFixed(1)} before, ${machine.loadAfter[0]?.toFixed(1)} after`,
  );
  mkdirSync('.output/bench', { recursive: true });
  const file = '.output/bench/results.json';
  writeFileSync(file, `${JSON.stringify({ machine, ...engines, page, popup, targets }, null, 2)}\n`);
  console.log(`All samples: ${file}`);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof SetupError ? error.message : error);
  process.exitCode = 1;
} finally {
  await closeAll();
}
