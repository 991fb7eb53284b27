/** A real browser with pages that hold the vault, so that its IndexedDB is the real one. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { findBrowser } from '#tests/e2e/browser/find-browser.mjs';
import type { VaultPage } from './vault-page.ts';

export interface VaultBrowser {
  /** A new page; all pages share one database world. */
  open(): Promise<Page>;
  /** The profile on disk, there until `remove`. */
  readonly profileDir: string;
  close(): Promise<void>;
  /** Closes, and removes the profile. */
  remove(): Promise<void>;
}

export async function startVaultBrowser(): Promise<VaultBrowser> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('No Chromium, Chrome or Edge found; see CHROMIUM_PATH.');
  const script = await bundle();
  const server = createServer((request, response) => {
    // What the server says does not belong in a profile that is searched for secrets.
    response.setHeader('cache-control', 'no-store');
    const isScript = request.url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(isScript ? script : '<!doctype html><title>vault</title><script src="/page.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const profileDir = mkdtempSync(join(tmpdir(), 'sotto-vault-'));
  const context = await chromium.launchPersistentContext(profileDir, {
    executablePath,
    headless: true,
    // Chromium's sandbox does not run as root.
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--disable-gpu', '--disable-quic', '--disable-sync', '--no-first-run'],
  });
  const close = async (): Promise<void> => {
    await context.close();
    server.closeAllConnections();
    server.close();
  };
  return {
    profileDir,
    open: async () => {
      const page = await context.newPage();
      await page.goto(`http://127.0.0.1:${port}/`);
      return page;
    },
    close,
    remove: async () => {
      await close();
      rmSync(profileDir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: {
        entry: new URL('./vault-page.ts', import.meta.url).pathname,
        formats: ['iife'],
        name: 'vault',
      },
    },
  });
  const [output] = [built].flat();
  if (output === undefined || !('output' in output)) throw new Error('Nothing was built');
  return output.output[0].code;
}

/** Calls `act` in the page; what goes in and comes out is JSON. */
export function within<Result, Given = undefined>(
  page: Page,
  act: (vaultPage: VaultPage, given: Given) => Result,
  given?: Given,
): Promise<Awaited<Result>> {
  const call = `(${act.toString()})(globalThis.page, ${JSON.stringify(given)})`;
  // Dexie's errors reach Playwright without their message otherwise.
  return page.evaluate(
    `(async () => ${call})().catch((error) => { throw new Error(error.name + ': ' + error.message) })`,
  );
}
