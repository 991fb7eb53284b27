// @ts-check
/** A server in a process of its own, in the foreground: started, waited for, and ended with us whatever happens. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const START_TIMEOUT = 30_000;
const STOP_TIMEOUT = 5_000;

/** Where Linux offers it, the server ends even when our process is killed before it can stop it. */
const DIES_WITH_US = existsSync('/usr/bin/setpriv') ? ['/usr/bin/setpriv', '--pdeathsig', 'TERM'] : [];

/**
 * @typedef {object} ChildOptions
 * @property {() => Promise<boolean>} isReady looked at again and again until it is true
 * @property {string[]} [printed] gets everything that the process prints
 * @property {Readonly<Record<string, string>>} [env] beside our own
 */

/**
 * @typedef {object} Child
 * @property {(text: string) => void} write to its standard input
 * @property {() => Promise<void>} stop
 */

/**
 * Resolves when the process is ready.
 *
 * @param {string} name of the program, or its path
 * @param {readonly string[]} args
 * @param {ChildOptions} options
 * @returns {Promise<Child>}
 * @throws {Error} with what it printed, when it ended or was not ready in time
 */
export async function startChild(name, args, { isReady, printed = [], env = {} }) {
  const [program = '', ...all] = [...DIES_WITH_US, name, ...args];
  const child = spawn(program, all, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  /** @type {Error | undefined} */
  let failure;
  child.on('error', (error) => {
    failure = error;
  });
  // What is written to a process that has just ended is lost, like the process.
  child.stdin.on('error', () => undefined);
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => printed.push(text));
  }
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  const deadline = Date.now() + START_TIMEOUT;
  while (!(await isReady())) {
    if (failure !== undefined || child.exitCode !== null || Date.now() > deadline) {
      await end(child);
      throw new Error(`${name} did not start: ${failure?.message ?? ''}\n${printed.join('')}`);
    }
    await delay(50);
  }
  return { write: (text) => void child.stdin.write(text), stop: () => end(child) };
}

/**
 * @param {string} url
 * @returns {Promise<boolean>}
 */
export async function answersHttp(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(1_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/**
 * @param {number} port on 127.0.0.1
 * @returns {Promise<boolean>}
 */
export function answersTcp(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/** @param {import('node:child_process').ChildProcess} child */
async function end(child) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT);
  await gone;
  clearTimeout(timer);
}
