/** The extension as it is shipped, just installed: the welcome page opens by itself, once, and each step can be skipped. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeFaults } from './axe.ts';
import { launchWithSotto, type Sotto } from './browser/chromium.mjs';
import { clickAway, eventually } from './person.ts';
import { picture } from './picture.ts';

const profileDir = mkdtempSync(join(tmpdir(), 'sotto-welcome-'));
let sotto: Sotto;
let welcome: Page;

const launch = (): Promise<Sotto> =>
  launchWithSotto({ extensionDir: '.output/chrome-mv3', headless: true, profileDir, keepWelcome: true });
const welcomes = (): Page[] =>
  sotto.context.pages().filter((page) => page.url() === sotto.url('welcome.html'));
const step = () => welcome.locator('main').getAttribute('data-step');
const press = (action: string) => welcome.locator(`[data-action=${action}]`).click();

beforeAll(async () => {
  sotto = await launch();
});
afterAll(async () => {
  await sotto?.close();
  rmSync(profileDir, { recursive: true, force: true, maxRetries: 3 });
});

/** Without a fault in both themes, in a wide window and in a narrow one. */
async function looksWell(name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await welcome.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await picture(welcome, `${name}-${colorScheme}`);
    await eventually(() => axeFaults(welcome)).toEqual([]);
  }
  await welcome.setViewportSize({ width: 340, height: 720 });
  await picture(welcome, `${name}-narrow`, { fullPage: true });
  const { scroll, width } = await welcome.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    width: document.documentElement.clientWidth,
  }));
  expect(scroll).toBe(width);
  await welcome.setViewportSize({ width: 1000, height: 720 });
}

test('it opens at installation', async () => {
  await eventually(() => welcomes().length).toBe(1);
  [welcome] = welcomes() as [Page];
  await welcome.setViewportSize({ width: 1000, height: 720 });
  await welcome.locator('input[name=mark-picture]:checked').waitFor({ state: 'attached' });
});

test('a mark was chosen by chance; another one is worn at once, and in every document', async () => {
  await looksWell('mark');
  await welcome.locator('label[title=Boat]').click();
  await welcome.locator('label[title=Olive]').click();
  await welcome.locator('.welcome-head [role=img][aria-label*=Boat]').waitFor();
  const popup = await sotto.openPopup(welcome);
  await popup.locator('[role=img][aria-label*=Boat]').waitFor();
  await popup.close();
});

test('each step can be skipped, by the keyboard too', async () => {
  await press('next');
  await eventually(step).toBe('passphrase');
  await welcome.locator('h1:focus').waitFor();
  await looksWell('passphrase');
  await press('next');
  await eventually(step).toBe('sites');
  await looksWell('sites');
  await press('back');
  await eventually(step).toBe('passphrase');
  await welcome.locator('[data-action=next]').focus();
  await welcome.keyboard.press('Enter');
  await eventually(step).toBe('sites');
  await press('next');
  await eventually(step).toBe('done');
  await looksWell('done');
});

test('it closes, and does not come again with the next start of the browser', async () => {
  await clickAway(welcome, '[data-action=close]');
  await sotto.close();
  sotto = await launch();
  const popup = await sotto.openPopup(sotto.context.pages()[0] ?? (await sotto.context.newPage()));
  await popup.locator('[role=img][aria-label*=Boat]').waitFor();
  expect(welcomes()).toEqual([]);
});
