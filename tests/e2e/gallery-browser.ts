/** Builds the gallery and opens its pages in Chromium, under the extension's own content security policy. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { findBrowser } from '#tests/e2e/browser/find-browser.mjs';

const SOURCE = fileURLToPath(new URL('./gallery', import.meta.url));
const ORIGIN = 'https://gallery.test';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

export interface GalleryPage {
  readonly page: Page;
  /** Errors, warnings and violations of the policy since the last `show`. */
  readonly mishaps: string[];
  /** Opens an address of the gallery, for example `panel.html?scene=verified`. */
  readonly show: (address: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface GalleryBrowser {
  readonly open: (options?: BrowserContextOptions) => Promise<GalleryPage>;
  readonly end: () => Promise<void>;
}

/** `policy`: the content security policy that the pages get. */
export async function startGallery(policy: string): Promise<GalleryBrowser> {
  const built = mkdtempSync(join(tmpdir(), 'sotto-gallery-'));
  await buildGallery(built);
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('no Chromium found');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  return {
    open: (options = {}) => openPage(browser, built, policy, options),
    end: async () => {
      await browser.close();
      rmSync(built, { recursive: true, force: true });
    },
  };
}

async function buildGallery(outDir: string): Promise<void> {
  await build({
    configFile: false,
    root: SOURCE,
    publicDir: false,
    logLevel: 'warn',
    resolve: { alias: { 'webextension-polyfill': join(SOURCE, 'extension-api.ts') } },
    build: {
      outDir,
      emptyOutDir: true,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: [join(SOURCE, 'panel.html'), join(SOURCE, 'popup.html'), join(SOURCE, 'options.html')],
      },
    },
  });
}

async function openPage(
  browser: Browser,
  built: string,
  policy: string,
  options: BrowserContextOptions,
): Promise<GalleryPage> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  await context.route(`${ORIGIN}/**`, (route) => {
    const file = new URL(route.request().url()).pathname;
    return route.fulfill({
      body: readFileSync(join(built, file)),
      headers: { 'content-type': TYPES[extname(file)] ?? 'text/plain', 'content-security-policy': policy },
    });
  });
  const page = await context.newPage();
  const mishaps: string[] = [];
  page.on('pageerror', (error) => mishaps.push(error.message));
  page.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') mishaps.push(line.text());
  });
  const show = async (address: string) => {
    mishaps.length = 0;
    await page.goto(`${ORIGIN}/${address}`);
    await page.locator('[data-state]').waitFor();
  };
  return { page, mishaps, show, close: () => context.close() };
}
