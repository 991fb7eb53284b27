/** The driver itself, with an extension of a few lines: what the other tests stand on. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchWithSotto } from './chromium.mjs';

const MANIFEST = {
  manifest_version: 3,
  name: 'Small',
  version: '1',
  background: { service_worker: 'worker.js' },
  action: { default_title: 'Small' },
  permissions: ['storage'],
  host_permissions: ['http://localhost/*'],
  content_scripts: [{ matches: ['http://localhost/*'], js: ['content.js'] }],
  web_accessible_resources: [{ resources: ['panel.html'], matches: ['*://*/*'] }],
};
const FILES = {
  'manifest.json': JSON.stringify(MANIFEST),
  'worker.js': 'self.born = crypto.randomUUID();',
  'content.js': `const host = document.body.appendChild(document.createElement('div'));
    const frame = document.createElement('iframe');
    frame.src = chrome.runtime.getURL('panel.html');
    host.attachShadow({ mode: 'closed' }).append(frame);`,
  'panel.html': '<!doctype html><textarea name="message"></textarea>',
  'popup.html': '<!doctype html><p>popup</p>',
};

let folder: string;
let server: Server;
let sotto: Awaited<ReturnType<typeof launchWithSotto>>;
let pageUrl: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sotto-small-'));
  mkdirSync(join(folder, 'extension'));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, 'extension', name), text);
  server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Chat</title>');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  pageUrl = `http://localhost:${typeof address === 'object' ? address?.port : ''}/`;
  sotto = await launchWithSotto({
    extensionDir: join(folder, 'extension'),
    headless: true,
    colorScheme: 'dark',
  });
});

afterAll(async () => {
  await sotto?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

it('reads title and badge of a tab from the worker', async () => {
  const page = await sotto.context.newPage();
  await page.goto(pageUrl);
  const tabId = await sotto.tabOf(page);
  const worker = await sotto.worker();
  await worker.evaluate(async (tab) => {
    await chrome.action.setTitle({ tabId: tab, title: 'Here' });
    await chrome.action.setBadgeText({ tabId: tab, text: '3' });
  }, tabId);
  expect(await sotto.toolbar(tabId)).toEqual({ title: 'Here', badge: '3' });
  await page.close();
});

it('finds the iframe in a closed shadow root, in the colour scheme asked for', async () => {
  const page = await sotto.context.newPage();
  await page.goto(pageUrl);
  const panel = await sotto.panelFrame(page);
  await panel.fill('textarea[name=message]', 'hello');
  expect(await panel.inputValue('textarea[name=message]')).toBe('hello');
  expect(await panel.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
  await page.close();
});

it('opens the popup for the tab of a page', async () => {
  const page = await sotto.context.newPage();
  await page.goto(pageUrl);
  const tabId = await sotto.tabOf(page);
  const popup = await sotto.openPopup(page);
  expect(popup.url()).toBe(sotto.url(`popup.html?tab=${tabId}`));
  await popup.close();
  await page.close();
});

it('kills the worker, keeps storage.session, and wakes a new one', async () => {
  const born = (await sotto.worker()).evaluate(() => Reflect.get(globalThis, 'born'));
  await (await sotto.worker()).evaluate(() => chrome.storage.session.set({ kept: 1 }));
  const before = await born;
  await sotto.stopWorker();
  const worker = await sotto.worker();
  expect(await worker.evaluate(() => Reflect.get(globalThis, 'born'))).not.toBe(before);
  expect(await worker.evaluate(() => chrome.storage.session.get('kept'))).toEqual({ kept: 1 });
});
