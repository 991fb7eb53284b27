/** Sites added and removed, in the build as it is shipped: with no site granted beforehand. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeFaults } from './axe.ts';
import { launchWithSotto } from './browser/chromium.mjs';
import { type LibotrContact, startLibotrContact } from './libotr-contact.ts';
import { eventually, Person } from './person.ts';
import { startConverse } from './servers/converse.mjs';
import { startProsody } from './servers/prosody.mjs';

const SHIPPED = '.output/chrome-mv3';
const PATTERN = 'http://localhost/*';

const ends: (() => Promise<void>)[] = [];
let alice: Person;
let bob: LibotrContact;
let options: Page;

beforeAll(async () => {
  const prosody = await startProsody();
  ends.push(prosody.stop);
  const converse = await startConverse(prosody);
  ends.push(converse.stop);
  bob = await startLibotrContact({
    prosody,
    jid: 'bob@localhost',
    password: 'bobpw',
    peer: 'alice@localhost',
  });
  ends.push(() => bob.close());
  const sotto = await launchWithSotto({ extensionDir: SHIPPED, headless: true });
  ends.push(sotto.close);
  alice = await Person.at(sotto, converse.url('alice', 'bob'));
  options = await sotto.context.newPage();
  await options.goto(sotto.url('options.html#sites'));
  await options.locator('[data-section=sites][aria-busy=false]').waitFor();
});
afterAll(async () => {
  for (const end of ends.reverse()) await end();
});

const sites = (): Promise<(string | null)[]> =>
  options.locator('[data-site]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-site')));

const chips = (): Promise<number> => alice.page.locator('[data-sotto-chip]').count();

async function add(address: string): Promise<void> {
  await options.bringToFront();
  await options.locator('input[name=site]').fill(address);
  await options.locator('[data-action=add-site]').click();
}

test('before, Sotto is on nowhere', async () => {
  await eventually(() => sites()).toEqual([]);
  await alice.page.locator('textarea.chat-textarea').first().waitFor();
  await eventually(() => chips()).toBe(0);
});

test('what is no address is explained, and asks the browser for nothing', async () => {
  await add('not an address');
  await options.locator('[data-outcome=unreadable]').waitFor();
  await eventually(() => sites()).toEqual([]);
});

test('a site that is added: its open tabs are loaded again, and Sotto runs in them', async () => {
  await alice.sotto.allowSite(PATTERN);
  await add(new URL(alice.page.url()).origin);
  await options.locator('[data-outcome=added]').waitFor();
  await eventually(sites).toEqual([PATTERN]);
  await alice.page.bringToFront();
  await alice.clickChip();
  await alice.sees('unverified');
  await alice.say('the site is on');
  await eventually(() => bob.otr.shown()).toContain('the site is on');
});

test('a page that the browser restored before the scripts were registered is loaded again; others are not', async () => {
  const worker = await alice.sotto.worker();
  const marked = (page: Page) => page.evaluate(() => Reflect.get(globalThis, 'marked') === true);
  const mark = (page: Page) => page.evaluate(() => Reflect.set(globalThis, 'marked', true));
  await mark(alice.page);
  await worker.evaluate(() => chrome.scripting.unregisterContentScripts());
  const restored = await alice.sotto.context.newPage();
  await restored.goto(new URL('/dist/converse.min.css', alice.page.url()).href);
  await mark(restored);
  // As the browser does when it starts; tabs are gone through in their order.
  await worker.evaluate(() =>
    Reflect.get(chrome.runtime.onStartup, 'dispatch').call(chrome.runtime.onStartup),
  );
  await eventually(() => marked(restored)).toBe(false);
  expect(await marked(alice.page)).toBe(true);
  expect(
    await worker.evaluate(async () => (await chrome.scripting.getRegisteredContentScripts()).length),
  ).toBe(3);
  await restored.close();
  await alice.page.bringToFront();
});

test('a site that is removed: the other side is told, the page is as without Sotto, and the options say so', async () => {
  await options.bringToFront();
  await options.locator('[data-action=remove-site]').click();
  await options.getByText('is off on http://localhost now').waitFor();
  await eventually(() => sites()).toEqual([]);
  await eventually(() => axeFaults(options)).toEqual([]);
  await eventually(() => bob.otr.status()).toBe('finished');
  await eventually(() => alice.state()).toBe(null);
  await alice.page.locator('textarea.chat-textarea').first().waitFor();
  await eventually(chips).toBe(0);
  await eventually(() => alice.toolbarTitle()).toBe('Sotto');
});

test('the same, when the browser takes the permission back', async () => {
  await add(new URL(alice.page.url()).origin);
  await eventually(sites).toEqual([PATTERN]);
  const quiet = await alice.sotto.context.newPage();
  await quiet.goto(new URL('/dist/converse.min.js', alice.page.url()).href);
  await quiet.evaluate(() => document.documentElement.setAttribute('data-not-loaded-again', ''));
  await alice.page.bringToFront();
  await alice.clickChip();
  await alice.sees('unverified');
  await alice.sotto.revokeSite(PATTERN);
  await eventually(() => bob.otr.status()).toBe('finished');
  await eventually(() => alice.state()).toBe(null);
  await alice.page.locator('textarea.chat-textarea').first().waitFor();
  await eventually(chips).toBe(0);
  await options.bringToFront();
  await eventually(sites).toEqual([]);

  // A tab that had nothing to say until then is left when it speaks.
  await quiet.evaluate(() => {
    const detail = JSON.stringify({ type: 'connected', account: 'alice@localhost' });
    document.dispatchEvent(new CustomEvent('sotto:wire', { detail }));
  });
  await quiet.locator('html:not([data-not-loaded-again])').waitFor({ state: 'attached' });
});
