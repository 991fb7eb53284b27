/** A bench for what stands in a page: a small extension around it, pages that attack it, and a way into its world. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { build } from 'vite';
import { expect } from 'vitest';
import { launchWithSotto } from '#tests/e2e/browser/chromium.mjs';
import type { Bench } from './surface-content.ts';

const EXTENSION = {
  'manifest.json': JSON.stringify({
    manifest_version: 3,
    name: 'Surface',
    version: '1',
    background: { service_worker: 'worker.js' },
    host_permissions: ['http://127.0.0.1/*'],
    content_scripts: [
      {
        matches: ['http://127.0.0.1/*'],
        js: ['content.js'],
        run_at: 'document_start',
        all_frames: true,
        match_about_blank: true,
        match_origin_as_fallback: true,
      },
    ],
    web_accessible_resources: [{ resources: ['panel.html'], matches: ['*://*/*'] }],
  }),
  // The part that the background has for the key guards: hand on, and tell frames that come later.
  'worker.js': `const armedTabs = new Map();
    chrome.runtime.onMessage.addListener((message, sender, answer) => {
      const { id } = sender.tab;
      if (message === 'is it armed?') return answer(armedTabs.get(id) ?? false);
      armedTabs.set(id, message.armed);
      chrome.tabs.sendMessage(id, message);
    });`,
  'panel.html': `<!doctype html><style>textarea { position: fixed; inset: 0; box-sizing: border-box; width: 100%; height: 100% }</style>
    <textarea></textarea><script src="panel.js"></script>`,
  'panel.js': `const field = document.querySelector('textarea');
    const tell = (armed) => chrome.runtime.sendMessage({ armed });
    field.addEventListener('focus', () => tell(true));
    addEventListener('keydown', (event) => event.key === 'Tab' && tell(false));`,
};

/** Everything by which a page could learn what is typed. */
const PAGE_SCRIPT = `
  window.seen = [];
  const types = ['keydown', 'keypress', 'keyup', 'beforeinput', 'textInput', 'input', 'compositionstart',
    'compositionupdate', 'compositionend', 'paste'];
  window.spyOn = (view) => {
    for (const type of types)
      view.addEventListener(type, (event) => event.isTrusted && seen.push(type), true);
  };
  spyOn(window);
`;

const CHAT_PAGE = `<!doctype html><title>chat</title>
  <style>
    body { margin: 0; height: 3000px; font: 14px sans-serif; background: #fff; }
    main { position: absolute; left: 200px; top: 40px; width: 500px; }
    header { display: flex; align-items: center; height: 44px; background: #dde; }
    #list { height: 300px; overflow: auto; background: #eef; }
    #composer { height: 60px; background: #efe; }
    [data-sotto-chip], [data-sotto-panel] { display: none !important; opacity: 0 !important; }
  </style>
  <script>${PAGE_SCRIPT}</script>
  <main>
    <header id="header"><b>Sally</b></header>
    <div id="list">messages</div>
    <div id="composer"><input id="field" autocomplete="off"></div>
  </main>
  <div id="editable" contenteditable="true" style="position: absolute; top: 500px">edit</div>`;

const STRICT_PAGE = `<!doctype html><title>strict</title>
  <main><header id="header">Sally</header><p id="list">messages</p><p id="composer">write</p></main>`;

export interface SurfaceBench {
  /** Opens the chat page, or one whose Content Security Policy allows nothing at all. */
  open(kind?: 'chat' | 'strict'): Promise<Page>;
  close(): Promise<void>;
}

export async function startBench(): Promise<SurfaceBench> {
  const folder = mkdtempSync(join(tmpdir(), 'sotto-surface-'));
  await writeExtension(folder);
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    const strict = request.url === '/strict';
    if (strict)
      response.setHeader('content-security-policy', "default-src 'none'; require-trusted-types-for 'script'");
    response.end(strict ? STRICT_PAGE : CHAT_PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const browser = await launchWithSotto({ extensionDir: folder, headless: true });
  return {
    async open(kind = 'chat') {
      const page = await browser.context.newPage();
      await page.setViewportSize({ width: 900, height: 600 });
      await page.goto(`http://127.0.0.1:${port}/${kind}`);
      return page;
    },
    async close() {
      await browser.close();
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function writeExtension(folder: string): Promise<void> {
  for (const [name, text] of Object.entries(EXTENSION)) writeFileSync(join(folder, name), text);
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      lib: {
        entry: new URL('./surface-content.ts', import.meta.url).pathname,
        formats: ['iife'],
        name: 'surface',
        fileName: () => 'content.js',
      },
    },
  });
}

/** Calls `act` in the content script's world of each frame of `page`; the top frame's answer comes first. */
export async function inEachFrame<T>(page: Page, act: (bench: Bench) => T): Promise<Awaited<T>[]> {
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const contexts: number[] = [];
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.origin.startsWith('chrome-extension://') && context.auxData?.['type'] === 'isolated') {
      const isTop = context.auxData['frameId'] === frameTree.frame.id;
      contexts[isTop ? 'unshift' : 'push'](context.id);
    }
  });
  await session.send('Runtime.enable');
  const answers: Awaited<T>[] = [];
  for (const contextId of contexts) {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      contextId,
      expression: `(${act.toString()})(globalThis.bench)`,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    answers.push(result.value);
  }
  await session.detach();
  return answers;
}

/** Calls `act` in the content script's world of the top frame. */
export async function inContent<T>(page: Page, act: (bench: Bench) => T): Promise<Awaited<T>> {
  const [answer] = await inEachFrame(page, act);
  return answer as Awaited<T>;
}

/** Opens the panel over list and composer, and waits until its document is there. */
export async function showPanel(page: Page): Promise<void> {
  await inContent(page, ({ host }) => host.show([...document.querySelectorAll('#list, #composer')], 'open'));
  await panelText(page);
}

/** What has been typed into the panel. */
export const panelText = async (page: Page): Promise<string> =>
  (await panelFrame(page)).locator('textarea').inputValue();

/**
 * Clicks into the panel until keys go there. A click in the moment in which the panel appears may still hit the page, and the
 * panel's own process is told of the focus after the page's.
 */
export async function clickIntoPanel(page: Page): Promise<void> {
  const isFocused = () => document.hasFocus() && document.activeElement?.localName === 'textarea';
  await eventually(async () => {
    await page.mouse.click(450, 250);
    return (await panelFrame(page)).evaluate(isFocused);
  }).toBe(true);
}

async function panelFrame(page: Page): Promise<Frame> {
  const find = () => page.frames().findLast((frame) => frame.url().startsWith('chrome-extension://'));
  for (;;) {
    const frame = find();
    if (frame !== undefined) return frame;
    await page.waitForEvent('framenavigated');
  }
}

/** Waits for what may take its time on a busy machine. */
export function eventually<T>(look: () => T) {
  return expect.poll(look);
}

/** The panel's box, or undefined when it is not to be seen. */
export function panelBox(page: Page) {
  return page.evaluate(() => {
    const host = document.querySelector('[data-sotto-panel]');
    if (host?.checkVisibility() !== true) return undefined;
    const { left, top, right, bottom } = host.getBoundingClientRect();
    return { left, top, right, bottom };
  });
}
