// @ts-check
/** The four contenders of `npm run bench`, each behind the same door. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { findBrowser } from '#tests/e2e/browser/find-browser.mjs';
import { compileWithLibotr } from './compile-libotr.mjs';

/**
 * @typedef {import('./runs.ts').RowName} RowName
 * @typedef {object} Contender
 * @property {string} version
 * @property {import('./runs.ts').Run} run
 * @property {() => Promise<unknown>} close
 */

const here = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));
const OUTPUT = here('../../.output/bench/');

/** Bundles this engine into one ES module and returns its path. */
export async function bundleEngine() {
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      outDir: OUTPUT,
      emptyOutDir: false,
      minify: false,
      target: 'es2023',
      lib: { entry: here('./engine-runs.ts'), formats: ['es'], fileName: () => 'engine.mjs' },
    },
  });
  return `${OUTPUT}engine.mjs`;
}

/**
 * A module with an export `run`, in a thread of its own.
 *
 * @param {string} path
 * @param {string} version
 * @returns {Promise<Contender>}
 */
export async function nodeContender(path, version) {
  const worker = new Worker(here('./node-worker.mjs'), { workerData: { module: pathToFileURL(path).href } });
  return {
    version,
    run: async (name, count, batches) => {
      worker.postMessage({ name, count, batches });
      const [samples] = await once(worker, 'message');
      return samples;
    },
    close: () => worker.terminate(),
  };
}

/** @returns {Promise<Contender>} */
export async function libotrContender() {
  const program = await compileWithLibotr(here('./libotr-bench.c'));
  const { stdout: version } = await promisify(execFile)('pkg-config', ['--modversion', 'libotr']);
  return {
    version: version.trim(),
    run: async (name, count, { oneWay, pingPong }) => {
      const words = [name, count, oneWay, pingPong].map(String);
      const { stdout } = await promisify(execFile)(program, words);
      return samplesOf(stdout);
    },
    close: async () => undefined,
  };
}

/** @param {string} output lines "ROW MS" */
function samplesOf(output) {
  /** @type {Partial<Record<RowName, number[]>>} */
  const samples = {};
  for (const line of output.trim().split('\n')) {
    const [row, ms] = line.split(' ');
    const name = /** @type {RowName} */ (row);
    samples[name] = [...(samples[name] ?? []), Number(ms)];
  }
  return samples;
}

const PAGE = '<!doctype html><title>bench</title>';
const WORKER = `import { run } from '/engine.mjs';
onmessage = ({ data: { name, count, batches } }) => postMessage(run(name, count, batches));`;

/**
 * Serves the page, its worker and the engine; isolated, so that the clock is a fine one.
 *
 * @param {string} engine
 */
async function serve(engine) {
  /** @type {Record<string, string>} */
  const scripts = { '/worker.mjs': WORKER, '/engine.mjs': readFileSync(engine, 'utf8') };
  const server = createServer(({ url = '/' }, response) => {
    const script = scripts[url];
    response.setHeader('cross-origin-opener-policy', 'same-origin');
    response.setHeader('cross-origin-embedder-policy', 'require-corp');
    response.setHeader('content-type', script === undefined ? 'text/html' : 'text/javascript');
    response.end(script ?? PAGE);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/**
 * The engine in a worker of a page in a real browser.
 *
 * @param {string} engine path of the bundle
 * @returns {Promise<Contender>}
 */
export async function chromiumContender(engine) {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('No Chromium, Chrome or Edge found; see CHROMIUM_PATH.');
  const server = await serve(engine);
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  const browser = await chromium.launch({
    executablePath,
    // Chromium's sandbox does not run as root.
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--disable-gpu', '--disable-quic', '--disable-sync', '--no-first-run'],
  });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${address.port}/`);
  return {
    version: browser.version(),
    // As a text, since the worker is a browser's, not Node's, whose types reign here.
    run: (name, count, batches) =>
      page.evaluate(`new Promise((resolve, reject) => {
        globalThis.worker ??= new Worker('/worker.mjs', { type: 'module' });
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.postMessage(${JSON.stringify({ name, count, batches })});
      })`),
    close: async () => {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
