// @ts-check
/**
 * Converse.js from node_modules on a local web server, one page for each user, logged in over WebSocket or BOSH.
 *
 * Plain JavaScript, since `npm start` runs it in Node without a build. The page loads nothing from elsewhere.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const DIST = dirname(fileURLToPath(import.meta.resolve('converse.js/dist/converse.min.js')));
const TYPES = new Map([
  ['.js', 'text/javascript'],
  ['.css', 'text/css'],
  ['.json', 'application/json'],
  ['.wasm', 'application/wasm'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.ico', 'image/x-icon'],
  ['.ogg', 'audio/ogg'],
  ['.mp3', 'audio/mpeg'],
  ['.woff2', 'font/woff2'],
]);

/**
 * @typedef {object} Server what the pages log in to; `startProsody` returns one
 * @property {string} websocketUrl
 * @property {Readonly<Record<string, string>>} users user name to password
 */

/**
 * @typedef {object} PageOptions
 * @property {'fullscreen' | 'overlayed'} [viewMode] 'fullscreen' by default
 * @property {string} [resource] of the full JID; the server chooses one by default
 * @property {string} [websocketUrl] instead of the server's own
 * @property {string} [boshUrl] log in over BOSH there, not over WebSocket
 */

/**
 * @typedef {object} Converse
 * @property {string} origin for example http://localhost:8080
 * @property {(user: string, peer: string, options?: PageOptions) => string} url the page of `user` (a key of
 *   `users`) with the chat with `peer` (a user's name, or a JID) open
 * @property {() => Promise<void>} stop
 */

/**
 * @param {Server} server
 * @param {{ port?: number }} [options]
 * @returns {Promise<Converse>}
 */
export async function startConverse(server, options = {}) {
  const http = createServer((request, response) => {
    answer(server, new URL(request.url ?? '/', 'http://localhost'), response).catch(() => response.destroy());
  });
  await new Promise((resolve, reject) => {
    http.once('error', reject).listen(options.port ?? 0, '127.0.0.1', () => resolve(undefined));
  });
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('no address');
  const origin = `http://localhost:${address.port}`;
  return {
    origin,
    url: (user, peer, page = {}) => {
      const query = new URLSearchParams({ user });
      if (page.viewMode !== undefined) query.set('view', page.viewMode);
      if (page.resource !== undefined) query.set('resource', page.resource);
      if (page.websocketUrl !== undefined) query.set('websocket', page.websocketUrl);
      if (page.boshUrl !== undefined) query.set('bosh', page.boshUrl);
      return `${origin}/?${query}#converse/chat?jid=${peer.includes('@') ? peer : `${peer}@localhost`}`;
    },
    stop: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
}

/**
 * @param {Server} server
 * @param {URL} url
 * @param {import('node:http').ServerResponse} response
 */
async function answer(server, url, response) {
  if (url.pathname === '/') return sendPage(server, url.searchParams, response);
  const path = normalize(join(DIST, decodeURIComponent(url.pathname.replace(/^\/dist\//, '/'))));
  const found = path.startsWith(DIST + sep) && (await stat(path).catch(() => undefined))?.isFile();
  if (!found) return void response.writeHead(404).end();
  response.writeHead(200, { 'content-type': TYPES.get(extname(path)) ?? 'application/octet-stream' });
  createReadStream(path).pipe(response);
}

/**
 * @param {Server} server
 * @param {URLSearchParams} query
 * @param {import('node:http').ServerResponse} response
 */
function sendPage(server, query, response) {
  const user = query.get('user') ?? '';
  const password = Object.hasOwn(server.users, user) ? server.users[user] : undefined;
  if (password === undefined) return void response.writeHead(404).end();
  const resource = query.get('resource');
  const boshUrl = query.get('bosh');
  const settings = {
    authentication: 'login',
    auto_login: true,
    jid: resource === null ? `${user}@localhost` : `${user}@localhost/${resource}`,
    password,
    ...(boshUrl === null
      ? { websocket_url: query.get('websocket') ?? server.websocketUrl }
      : { bosh_service_url: boshUrl }),
    discover_connection_methods: false,
    assets_path: '/dist/',
    sounds_path: '/dist/sounds/',
    view_mode: query.get('view') ?? 'fullscreen',
    i18n: 'en',
    play_sounds: false,
    show_desktop_notifications: false,
    allow_non_roster_messaging: true,
    allow_url_history_change: true,
    enable_smacks: true,
    clear_cache_on_logout: false,
    persistent_store: 'localStorage',
    loglevel: 'warn',
    show_controlbox_by_default: true,
    auto_reconnect: true,
  };
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(html(user, settings));
}

/**
 * @param {string} user
 * @param {object} settings
 */
function html(user, settings) {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Converse: ${user}</title>
    <link rel="icon" href="/dist/images/favicon.ico">
    <link rel="stylesheet" href="/dist/converse.min.css">
    <script>
      // Taken before Converse defines its own footer, which fetches pictures from its home page.
      customElements.define('converse-footer', class extends HTMLElement {});
    </script>
    <script type="module" src="/dist/converse.min.js"></script>
  </head>
  <body class="reset">
    <script type="module">
      converse.initialize(${JSON.stringify(settings).replaceAll('<', '\\u003c')});
    </script>
  </body>
</html>
`;
}
