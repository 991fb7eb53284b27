/** A page of Converse with the wire hook in it, and a driver in the place of the content script. */
import { fileURLToPath } from 'node:url';
import { type BrowserContext, chromium, type Page, type Request } from 'playwright-core';
import { build } from 'vite';
import { expect } from 'vitest';
import type { FromWire, ToWire } from '#channel/wire.ts';
import { findBrowser } from './browser/find-browser.mjs';

export type Said<T extends FromWire['type']> = Extract<FromWire, { type: T }>;

export const bundleHook = () => bundle('./xmpp-wire-hook-entry.ts');

/** A module of this folder and what it imports, as one classic script. */
export async function bundle(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      lib: {
        entry: fileURLToPath(new URL(entry, import.meta.url)),
        formats: ['iife'],
        name: 'wire',
      },
    },
  });
  const output = [result].flat().flatMap((one) => ('output' in one ? one.output : []));
  const chunk = output.find((one) => one.type === 'chunk');
  if (chunk?.type !== 'chunk') throw new Error('nothing was built');
  return chunk.code;
}

export function launchBrowser() {
  return chromium.launch({
    executablePath: findBrowser() ?? 'chromium',
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}

/** In the page: hears the hook and passes on commands, as the content script does. */
function driver() {
  const heard: unknown[] = [];
  document.addEventListener('sotto:wire', (event) => {
    heard.push(JSON.parse((event as CustomEvent<string>).detail));
  });
  const command = (detail: string) =>
    void document.dispatchEvent(new CustomEvent('sotto:wire-command', { detail }));
  Object.assign(window, { heard, command });
  command('{"type":"report"}');
}

/** As it is on the wire: over BOSH one whole body. */
export interface Frame {
  readonly sent: boolean;
  readonly text: string;
}

const isBosh = (request: Request) => request.method() === 'POST' && request.url().endsWith('/http-bind');

/** One tab. What was heard before a reload is kept. */
export class WirePage {
  readonly page: Page;
  /** Frames as they are on the wire, both directions, oldest first. */
  readonly frames: Frame[] = [];
  /** Errors in the page's console. */
  readonly errors: string[] = [];
  #before: FromWire[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text());
    });
    page.on('pageerror', (error) => this.errors.push(error.message));
    page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => this.frames.push({ sent: true, text: String(payload) }));
      socket.on('framereceived', ({ payload }) => this.frames.push({ sent: false, text: String(payload) }));
    });
    page.on('request', (request) => {
      if (isBosh(request)) this.frames.push({ sent: true, text: request.postData() ?? '' });
    });
    page.on('response', async (response) => {
      if (!isBosh(response.request())) return;
      // Of a page that is gone there is nothing to be had.
      const text = await response.text().catch(() => '');
      this.frames.push({ sent: false, text });
    });
  }

  static async open(context: BrowserContext, hook: string, url: string): Promise<WirePage> {
    const page = await context.newPage();
    const wire = new WirePage(page);
    await page.addInitScript(hook);
    await page.addInitScript(driver);
    await page.goto(url);
    return wire;
  }

  async heard(): Promise<FromWire[]> {
    return [...this.#before, ...(await this.#heardNow())];
  }

  /** Without the copies from the archive. */
  async heardOf<T extends FromWire['type']>(type: T): Promise<Said<T>[]> {
    return (await this.heard()).filter(
      (said): said is Said<T> => said.type === type && !('archived' in said),
    );
  }

  /** The copies from the archive, which come in addition to what was delivered. */
  async heardFromArchive(): Promise<Said<'message'>[]> {
    return (await this.heard()).filter((said): said is Said<'message'> => 'archived' in said);
  }

  /** Waits until the hook last said that it is connected. */
  async connected(): Promise<void> {
    await this.until(() => {
      const { heard } = window as unknown as { heard: FromWire[] };
      return heard.findLast(({ type }) => /connected/.test(type))?.type === 'connected';
    }, undefined);
  }

  /** Sends texts at once, one after the other; resolves with the ids that were taken. */
  async deliver(items: readonly { id: string; text: string }[], peer = 'bob@localhost'): Promise<string[]> {
    const commands = items.map(
      ({ id, text }): ToWire => ({ type: 'send', id, account: 'alice@localhost', peer, text }),
    );
    return this.page.evaluate((all) => {
      const { heard, command } = window as unknown as { heard: FromWire[]; command(detail: string): void };
      return all.flatMap((one) => {
        const before = heard.length;
        command(JSON.stringify(one));
        return heard.slice(before).flatMap((said) => (said.type === 'taken' ? [said.id] : []));
      });
    }, commands);
  }

  /** Waits until each of the ids had that outcome, since the last reload. */
  async settled(ids: readonly string[], outcome: 'handled' | 'lost' | 'refused'): Promise<void> {
    await this.until(
      ([all, type]) => {
        const { heard } = window as unknown as { heard: FromWire[] };
        const known = new Set(
          heard.flatMap((said) => (said.type === type ? [(said as { id: string }).id] : [])),
        );
        return all.every((id) => known.has(id));
      },
      [ids, outcome] as const,
    );
  }

  /** Waits until each of the ids was told to be handled or lost, since the last reload. */
  async outcomes(ids: readonly string[]): Promise<void> {
    await this.until((all) => {
      const { heard } = window as unknown as { heard: FromWire[] };
      const ends = heard.filter(({ type }) => type === 'handled' || type === 'lost');
      const known = new Set(ends.map((said) => (said as { id: string }).id));
      return all.every((id) => known.has(id));
    }, ids);
  }

  /** Waits until at least `count` things of the kind were said since the last reload. */
  async says(type: FromWire['type'], count = 1): Promise<void> {
    await this.until(
      ([wanted, least]) =>
        (window as unknown as { heard: FromWire[] }).heard.filter(
          (said) => said.type === wanted && !('archived' in said),
        ).length >= least,
      [type, count] as const,
    );
  }

  /** Waits for a frame on the wire. */
  async frame(wanted: (frame: Frame) => boolean): Promise<void> {
    await expect.poll(() => this.frames.some(wanted), { timeout: 60_000 }).toBe(true);
  }

  async until<A>(condition: (argument: A) => boolean, argument: A): Promise<void> {
    await this.page.waitForFunction(condition as never, argument, { timeout: 60_000 });
  }

  async reload(): Promise<void> {
    this.#before = await this.heard();
    await this.page.reload();
  }

  /** What Converse believes about stream management. */
  smacks(): Promise<{ unacked: number; handledByServer: number; resumed: boolean }> {
    return this.page.evaluate(() => {
      for (const value of Object.values(sessionStorage)) {
        if (!value.includes('num_stanzas_handled_by_server')) continue;
        const session = JSON.parse(value);
        return {
          unacked: session.unacked_stanzas.length,
          handledByServer: session.num_stanzas_handled_by_server,
          resumed: session.smacks_resumed === true,
        };
      }
      return { unacked: -1, handledByServer: -1, resumed: false };
    });
  }

  /** The texts of the rows in the open chat. */
  rows(): Promise<string[]> {
    return this.page.locator('converse-chat-message-body').allInnerTexts();
  }

  async #heardNow(): Promise<FromWire[]> {
    return this.page.evaluate(() => (window as unknown as { heard: FromWire[] }).heard);
  }
}
