// @ts-check
/**
 * A throw-away Prosody: free ports on localhost, a temporary data folder, users who are in each other's rosters.
 *
 * Plain JavaScript, since `npm start` runs it in Node without a build. It needs no privileges; it leaves nothing behind.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answersHttp, startChild } from './child.mjs';
import { freePort } from './free-port.mjs';

const HOST = 'localhost';
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
  const start = () =>
    startChild('prosody', ['--config', config, '-F'], { isReady: () => answersHttp(boshUrl), printed });
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
      await child.stop();
      child = await start();
    },
    stop: async () => {
      await child.stop();
      process.off('exit', died);
      remove();
    },
  };
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
