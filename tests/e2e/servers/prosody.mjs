// @ts-check
/**
 * A throw-away Prosody: free ports on localhost, a temporary data folder, users who are in each other's rosters.
 *
 * Plain JavaScript, since `npm start` runs it in Node without a build. It needs no privileges; it leaves nothing behind.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const HOST = 'localhost';
const START_TIMEOUT = 20_000;
const STOP_TIMEOUT = 5_000;

/** Where Linux offers it, the server ends even when our process is killed before it can stop it. */
const DIES_WITH_US = existsSync('/usr/bin/setpriv') ? ['/usr/bin/setpriv', '--pdeathsig', 'TERM'] : [];

/**
 * @typedef {object} ProsodyOptions
 * @property {Record<string, string>} [users] user name to password; alice and bob by default
 * @property {number} [port] of HTTP (WebSocket and BOSH); a free one by default
 * @property {boolean} [smacks] stream management (XEP-0198), on by default
 * @property {boolean} [mam] message archive (XEP-0313), on by default
 * @property {boolean} [carbons] message carbons (XEP-0280), on by default
 */

/**
 * @typedef {object} Prosody
 * @property {string} websocketUrl
 * @property {string} boshUrl
 * @property {number} port of HTTP
 * @property {number} c2sPort of XMPP over TCP, without TLS
 * @property {Readonly<Record<string, string>>} users user name to password
 * @property {() => Promise<void>} restart ends the server and starts it anew over the same data and ports
 * @property {() => Promise<void>} stop ends the server and removes its data
 * @property {() => string} log everything the server has printed
 */

/**
 * Starts a server and resolves when it answers.
 *
 * @param {ProsodyOptions} [options]
 * @returns {Promise<Prosody>}
 * @throws {Error} when Prosody is not installed or does not come up; the message carries its log
 */
export async function startProsody(options = {}) {
  const users = options.users ?? { alice: 'alicepw', bob: 'bobpw' };
  const port = options.port ?? (await freePort());
  const c2sPort = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'prosody-'));
  writeUsers(folder, users);
  const config = join(folder, 'prosody.cfg.lua');
  writeFileSync(config, configuration(folder, port, c2sPort, options));

  const boshUrl = `http://${HOST}:${port}/http-bind`;
  /** @type {string[]} */
  const printed = [];
  const start = () => launch(config, boshUrl, printed);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const died = () => remove();
  process.once('exit', died);
  let child = await start().catch((error) => {
    remove();
    throw error;
  });
  return {
    websocketUrl: `ws://${HOST}:${port}/xmpp-websocket`,
    boshUrl,
    port,
    c2sPort,
    users,
    log: () => printed.join(''),
    restart: async () => {
      await end(child);
      child = await start();
    },
    stop: async () => {
      await end(child);
      process.off('exit', died);
      remove();
    },
  };
}

/**
 * @returns {Promise<number>} a TCP port that was free a moment ago
 */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === 'object'
          ? resolve(address.port)
          : reject(new Error('no port')),
      );
    });
  });
}

/**
 * @param {string} config
 * @param {string} readyUrl
 * @param {string[]} printed
 */
async function launch(config, readyUrl, printed) {
  const [program = '', ...args] = [...DIES_WITH_US, 'prosody', '--config', config, '-F'];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  /** @type {Error | undefined} */
  let failure;
  child.on('error', (error) => {
    failure = error;
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => printed.push(text));
  }
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  const deadline = Date.now() + START_TIMEOUT;
  while (!(await answers(readyUrl))) {
    if (failure !== undefined || child.exitCode !== null || Date.now() > deadline) {
      await end(child);
      throw new Error(`Prosody did not start: ${failure?.message ?? ''}\n${printed.join('')}`);
    }
    await delay(50);
  }
  return child;
}

/** @param {string} url */
async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(1_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
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

/**
 * @param {string} folder
 * @param {Record<string, string>} users
 */
function writeUsers(folder, users) {
  const names = Object.keys(users);
  const data = join(folder, 'data', HOST);
  mkdirSync(join(data, 'accounts'), { recursive: true });
  mkdirSync(join(data, 'roster'), { recursive: true });
  for (const name of names) {
    const password = `return { ["password"] = ${JSON.stringify(users[name])}; };\n`;
    writeFileSync(join(data, 'accounts', `${name}.dat`), password);
    const contacts = names.filter((other) => other !== name).map(contact);
    writeFileSync(
      join(data, 'roster', `${name}.dat`),
      `return { [false] = { version = 1 }; ${contacts.join(' ')} };\n`,
    );
  }
}

/** @param {string} name */
function contact(name) {
  const shown = name.charAt(0).toUpperCase() + name.slice(1);
  return `["${name}@${HOST}"] = { subscription = "both"; groups = {}; name = "${shown}" };`;
}

/**
 * @param {string} folder
 * @param {number} port
 * @param {number} c2sPort
 * @param {ProsodyOptions} options
 */
function configuration(folder, port, c2sPort, { smacks = true, mam = true, carbons = true }) {
  const modules = ['roster', 'saslauth', 'disco', 'websocket', 'bosh', 'offline', 'ping', 'blocklist'];
  modules.push('pep', 'private', 'vcard4', 'vcard_legacy', 'bookmarks', 'version');
  if (smacks) modules.push('smacks');
  if (mam) modules.push('mam');
  if (carbons) modules.push('carbons');
  return `
run_as_root = true
pidfile = ${lua(join(folder, 'prosody.pid'))}
data_path = ${lua(join(folder, 'data'))}
log = { { levels = { min = "info" }, to = "console" } }
modules_enabled = { ${modules.map(lua).join('; ')} }
modules_disabled = { "s2s"; "tls" }
authentication = "internal_plain"
storage = "internal"
interfaces = { "127.0.0.1" }
c2s_ports = { ${c2sPort} }
c2s_require_encryption = false
allow_unencrypted_plain_auth = true
http_interfaces = { "127.0.0.1" }
http_ports = { ${port} }
https_ports = { }
http_host = "${HOST}"
consider_websocket_secure = true
consider_bosh_secure = true
archive_expires_after = "never"
default_archive_policy = true
VirtualHost "${HOST}"
`;
}

/** @param {string} text without characters that Lua and JSON escape differently */
function lua(text) {
  return JSON.stringify(text);
}
