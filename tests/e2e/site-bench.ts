/** A bench for site adapters: pages of ours, served under the messengers' own addresses, and a way into the content script. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { launchWithSotto } from '#tests/e2e/browser/chromium.mjs';
import type { SiteBench, Told } from './site-content.ts';

const SOURCE = fileURLToPath(new URL('./site-pages', import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

const MANIFEST = {
  manifest_version: 3,
  name: 'Sites',
  version: '1',
  host_permissions: ['*://*/*'],
  content_scripts: [{ matches: ['*://*/*'], js: ['content.js'], run_at: 'document_start' }],
};

export interface BenchPage {
  readonly page: Page;
  /** Calls `act` in the content script's world. */
  inContent<T, A>(act: (bench: SiteBench, argument: A) => T, argument: A): Promise<Awaited<T>>;
  /** What the site has told so far. */
  log(): Promise<Told[]>;
  close(): Promise<void>;
}

export interface PagesBench {
  /** Opens `address`, where the page of ours named `file` is found. */
  open(address: string, file: string): Promise<BenchPage>;
  close(): Promise<void>;
}

/** `files`: the pages that are needed, for example `editor-page.html`. */
export async function startPagesBench(files: readonly string[]): Promise<PagesBench> {
  const folder = mkdtempSync(join(tmpdir(), 'sotto-pages-'));
  await Promise.all([buildPages(join(folder, 'pages'), files), buildExtension(join(folder, 'extension'))]);
  const browser = await launchWithSotto({ extensionDir: join(folder, 'extension'), headless: true });
  return {
    async open(address, file) {
      const page = await browser.context.newPage();
      await servePages(page, new URL(address).origin, join(folder, 'pages'), file);
      await page.goto(address);
      await page.locator('html[data-ready]').waitFor();
      return bench(page);
    },
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Every address of the page's origin that is no file of ours is the page itself: messengers have one page for all chats. */
export async function servePages(page: Page, origin: string, built: string, file: string): Promise<void> {
  await page.route(`${origin}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    const asset = /^\/assets\/[\w.-]+$/.test(pathname) ? pathname : `/${file}`;
    return route.fulfill({
      body: readFileSync(join(built, asset)),
      headers: { 'content-type': TYPES[extname(asset)] ?? 'text/plain' },
    });
  });
}

export async function buildPages(outDir: string, files: readonly string[]): Promise<void> {
  await build({
    configFile: false,
    root: SOURCE,
    publicDir: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    build: {
      outDir,
      emptyOutDir: true,
      modulePreload: false,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 10_000,
      rolldownOptions: { input: files.map((file) => join(SOURCE, file)) },
    },
  });
}

async function buildExtension(outDir: string): Promise<void> {
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      outDir,
      emptyOutDir: true,
      minify: false,
      lib: {
        entry: fileURLToPath(new URL('./site-content.ts', import.meta.url)),
        formats: ['iife'],
        name: 'sites',
        fileName: () => 'content.js',
      },
    },
  });
  writeFileSync(join(outDir, 'manifest.json'), JSON.stringify(MANIFEST));
}

async function bench(page: Page): Promise<BenchPage> {
  const session = await page.context().newCDPSession(page);
  const contexts: number[] = [];
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.origin.startsWith('chrome-extension://')) contexts.push(context.id);
  });
  await session.send('Runtime.enable');
  const [contextId] = contexts;
  if (contextId === undefined) throw new Error('the content script is not there');
  const inContent: BenchPage['inContent'] = async (act, argument) => {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      contextId,
      expression: `(${act.toString()})(globalThis.siteBench, ${JSON.stringify(argument)})`,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return result.value;
  };
  return {
    page,
    inContent,
    log: () => inContent((site) => site.log, null),
    close: () => page.close(),
  };
}
