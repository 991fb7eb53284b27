// @ts-check
/**
 * Child processes that never outlive us.
 *
 * Every child gets a process group of its own and a marker in its environment, which its own children inherit
 * whatever group or parent they end up with. Ending means: the group is asked first, then whatever still carries the
 * marker is killed by its pid. Nothing else is ever touched.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const MARKER = `SOTTO_RUN_${process.pid}`;
const TOKEN = randomUUID();
/** How long a child may take to end in good order, in ms. */
const GRACE = 5000;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * @typedef {object} Outcome
 * @property {number} code exit code; 128 + n after signal n is not told apart, it is 1
 * @property {string} output what it wrote to stdout and stderr, when it was not passed on
 */

/**
 * Runs a program to its end.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ quiet?: boolean, env?: Record<string, string> }} [options] quiet: keep the output instead of passing it on
 * @returns {Promise<Outcome>}
 */
export function run(program, args, { quiet = false, env = {} } = {}) {
  const child = spawn(program, args, {
    detached: true,
    env: { ...process.env, ...env, [MARKER]: TOKEN },
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
  });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  return new Promise((resolve) => {
    const done = (/** @type {Outcome} */ outcome) => {
      running.delete(child);
      resolve(outcome);
    };
    child.once('error', (error) => done({ code: 1, output: `${output}${error.message}\n` }));
    child.once('close', (code) => done({ code: code ?? 1, output }));
  });
}

/** Ends every child and everything they started; resolves when none is left. */
export async function endAll() {
  for (const child of running) signalGroup(child, 'SIGINT');
  const deadline = Date.now() + GRACE;
  while ((running.size > 0 || marked().length > 0) && Date.now() < deadline) await delay(50);
  for (const child of running) signalGroup(child, 'SIGKILL');
  for (const pid of marked()) signal(pid, 'SIGKILL');
}

/** From here on, temporary files (ours and our children's) go into a folder that is removed when we leave. */
export function useOwnTemporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'sotto-'));
  process.env['TMPDIR'] = folder;
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
}

/**
 * On Ctrl-C, SIGTERM or a lost terminal: ends all children, runs `cleanUp`, leaves with 130.
 *
 * @param {() => Promise<unknown>} [cleanUp]
 */
export function endOnSignals(cleanUp = () => Promise.resolve()) {
  let ending = false;
  const end = async () => {
    if (ending) return;
    ending = true;
    await cleanUp().catch(() => undefined);
    await endAll();
    process.exit(130);
  };
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(name, () => void end());
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} name
 */
function signalGroup(child, name) {
  if (child.pid !== undefined) signal(-child.pid, name);
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} name
 */
function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself in between.
  }
}

/** The pids of all processes that carry our marker; Linux only, elsewhere the groups must do. */
function marked() {
  if (process.platform !== 'linux') return [];
  const needle = `${MARKER}=${TOKEN}`;
  return readdirSync('/proc').flatMap((name) =>
    /^\d+$/.test(name) && environment(name).includes(needle) ? [Number(name)] : [],
  );
}

/** @param {string} pid */
function environment(pid) {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return '';
  }
}
