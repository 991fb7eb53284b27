/** People at messengers' pages of ours, with the shipped permissions granted as a user grants them, and a relay between them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page, Route } from 'playwright-core';
import { afterAll } from 'vitest';
import { launchWithSotto, type Sotto } from './browser/chromium.mjs';
import { E2E_BUILD, Person } from './person.ts';
import { buildPages, servePages } from './site-bench.ts';

/** Keeps what two people send each other. Nothing is taken away: a page asks for what follows the texts that it has. */
class Relay {
  readonly sent: { readonly from: string; readonly text: string }[] = [];
  readonly #asking = new Set<() => void>();

  send(from: string, text: string): void {
    this.sent.push({ from, text });
    for (const look of [...this.#asking]) look();
  }

  /** What the other side of `name` sent after its first `seen` texts; waits for it. */
  next(name: string, seen: number): Promise<string> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.sent.filter(({ from }) => from !== name)[seen];
        if (found === undefined) return;
        this.#asking.delete(look);
        resolve(found.text);
      };
      this.#asking.add(look);
      look();
    });
  }
}

export interface SiteWorld {
  readonly relay: Relay;
  /** A person at the messenger with this address, who is `name` at the relay. */
  person(name: string, address: string): Promise<Person>;
  /** The same, where Sotto does not know the chat, or it stands in a frame: no padlock is waited for. */
  stranger(name: string, address: string, profileDir?: string): Promise<Person>;
  /** A folder for a profile that is kept until the end. */
  profile(): string;
}

/** Called in a test file's `beforeAll`; what it starts is ended after the file. */
export async function startSiteWorld(): Promise<SiteWorld> {
  const ends: (() => Promise<void> | void)[] = [];
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });
  const built = mkdtempSync(join(tmpdir(), 'sotto-pages-'));
  ends.push(() => rmSync(built, { recursive: true, force: true }));
  await buildPages(built, ['site-page.html']);
  const relay = new Relay();
  const open = async (name: string, address: string, profileDir?: string): Promise<Person> => {
    const url = new URL(address);
    url.searchParams.set('relay', name);
    const profile = profileDir === undefined ? {} : { profileDir };
    const sotto = await launchWithSotto({ extensionDir: E2E_BUILD, headless: true, ...profile });
    ends.push(sotto.close);
    return Person.at(sotto, url.href, async (_, page) => {
      // Chromium keeps what was granted, but not to an extension that is loaded anew at each start, as tests do.
      await grant(sotto, `${url.origin}/*`);
      await servePages(page, url.origin, built, 'site-page.html');
      await page.route(`${url.origin}/relay/**`, (route) => answer(relay, route));
    });
  };
  return {
    relay,
    async person(name, address) {
      const person = await open(name, address);
      await person.chipThere();
      return person;
    },
    stranger: open,
    profile() {
      const path = mkdtempSync(join(tmpdir(), 'sotto-profile-'));
      ends.push(() => rmSync(path, { recursive: true, force: true, maxRetries: 10 }));
      return path;
    },
  };
}

async function answer(relay: Relay, route: Route): Promise<void> {
  const { pathname, searchParams } = new URL(route.request().url());
  if (pathname === '/relay/send') {
    relay.send(searchParams.get('from') ?? '', route.request().postData() ?? '');
    return route.fulfill({ status: 204 });
  }
  const body = await relay.next(searchParams.get('for') ?? '', Number(searchParams.get('seen')));
  // The page may be gone by now.
  await route.fulfill({ body, contentType: 'text/plain; charset=utf-8' }).catch(() => undefined);
}

/** As the browser's own page of extensions does it: the user's question cannot be answered in a headless browser. */
async function grant(sotto: Sotto, pattern: string): Promise<void> {
  const page = await sotto.context.newPage();
  await page.goto('chrome://extensions');
  await page.evaluate(
    ([id, origin]) =>
      (
        globalThis as unknown as {
          chrome: { developerPrivate: { addHostPermission(id: string, origin: string): Promise<void> } };
        }
      ).chrome.developerPrivate.addHostPermission(id, origin),
    [sotto.extensionId, pattern] as const,
  );
  await page.goto(sotto.url('options.html'));
  await page.evaluate((origin) => chrome.permissions.request({ origins: [origin] }), pattern);
  await registered(page, pattern);
  await openPagesReloaded(sotto);
  await page.close();
}

/**
 * When the scripts are registered, the background loads open pages of the site again: a page that is opened before it has asked for
 * them would be among them. It asks as soon as it is answered, and so before what is answered after that.
 */
async function openPagesReloaded(sotto: Sotto): Promise<void> {
  const worker = await sotto.worker();
  await worker.evaluate(async () => {
    await chrome.tabs.query({});
    await chrome.tabs.query({});
  });
}

/** The content scripts are registered once the background has heard of the permission, the guard last. */
async function registered(page: Page, pattern: string): Promise<void> {
  await page.waitForFunction(async (match) => {
    const scripts = await chrome.scripting.getRegisteredContentScripts();
    return scripts.some(({ id, matches }) => id === 'guard' && matches?.includes(match));
  }, pattern);
}
