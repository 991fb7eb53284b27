/**
 * Sites that Sotto does not know, whose chats do not stand in the page itself: one in a frame, one in several open shadow roots. What
 * was shown holds while Sotto is locked, and after the browser was started again.
 */
import type { Locator, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import type { LockCommand } from '#channel/lock.ts';
import { eventually, type Person } from './person.ts';
import { type SiteWorld, startSiteWorld } from './site-world.ts';
import { bothHaveWritten, WizardHands } from './wizard-hands.ts';

const FRAMED = 'https://frames.unheard-of.test/';
const PASSPHRASE = 'lantern quarry mitten eleven';
const MOST_CLICKS = 5;

let profileDir: string;
let world: SiteWorld;
let carol: Person;
let dave: Person;

beforeAll(async () => {
  world = await startSiteWorld();
  profileDir = world.profile();
  [carol, dave] = await Promise.all([
    world.stranger('carol', FRAMED, profileDir),
    world.stranger('dave', 'https://parts.unheard-of.test/'),
  ]);
});

const chipOf = (person: Person): Locator =>
  (person === carol ? person.page.frameLocator('iframe.framed') : person.page)
    .locator('[data-sotto-chip]')
    .first();

/** In an element of the page, a frame that Sotto cannot see into. */
const addForeignFrame = (page: Page, style: string): Promise<void> =>
  page.evaluate((css) => {
    const frame = document.createElement('iframe');
    frame.className = 'foreign';
    frame.setAttribute('sandbox', '');
    frame.srcdoc = '<textarea style="width: 90%; height: 90%">';
    frame.style.cssText = css;
    document.body.append(frame);
  }, style);

test('a frame of another origin is explained in words, when it is found and when it is clicked on', async () => {
  const { page } = dave;
  await bothHaveWritten(dave);
  await page.evaluate(() => document.body.replaceChildren());
  await addForeignFrame(page, 'width: 90vw; height: 80vh');
  const found = await WizardHands.start(dave);
  await found.says('comes from another site');
  await found.press('cancel');
  await page.reload();
  await bothHaveWritten(dave);
  await addForeignFrame(page, 'position: fixed; left: 0; top: 100px; width: 60vw; height: 40vh');
  const clicked = await WizardHands.start(dave);
  await clicked.press('part-name');
  await clicked.asksFor('name');
  await clicked.point('iframe.foreign');
  await clicked.says('comes from another site');
  await clicked.press('cancel');
  await page.reload();
});

test.each(['carol', 'dave'])('%s shows Sotto the chat', async (name) => {
  const person = name === 'carol' ? carol : dave;
  await bothHaveWritten(person);
  expect(await chipOf(person).count()).toBe(0);
  const wizard = await WizardHands.start(person);
  if (name === 'carol') {
    // By pointing, too: a part that stands elsewhere than the box to write in is none of the chat's.
    await wizard.press('part-name');
    await wizard.asksFor('name');
    await wizard.point('nav.framed-beside');
    await wizard.says('not in the same part of the page');
    await wizard.point(person.page.frameLocator('iframe.framed').locator('[role=heading] span'));
    await wizard.asksFor('nothing');
    wizard.clicks = 0;
  }
  await wizard.press('next');
  await wizard.reaches('ask');
  await wizard.press('send');
  await chipOf(person).waitFor();
  expect(wizard.clicks).toBeLessThanOrEqual(MOST_CLICKS);
});

test('then they are private', async () => {
  await chipOf(carol).click();
  await Promise.all([carol.sees('unverified'), dave.sees('unverified')]);
  await carol.say('the old harbour, at nine');
  await dave.hears(['the old harbour, at nine']);
  await dave.say('and a lantern');
  await carol.hears(['and a lantern']);
});

/** A page of ours asks the background. */
async function ask(command: LockCommand): Promise<void> {
  const page = await carol.sotto.context.newPage();
  await page.goto(carol.sotto.url('options.html'));
  await page.evaluate((asked) => chrome.runtime.sendMessage(asked), command);
  await page.close();
  await carol.page.bringToFront();
}

test('while Sotto is locked the padlock over a taught chat says so; unlocked, they go on', async () => {
  await ask({ type: 'set-passphrase', passphrase: PASSPHRASE });
  await ask({ type: 'lock-now' });
  await carol.sees('locked');
  await carol.page.reload();
  await chipOf(carol).waitFor();
  await eventually(() => carol.toolbarTitle()).toBe('Sotto: Locked');
  await dave.say('while you were away');
  await ask({ type: 'unlock', passphrase: PASSPHRASE });
  await carol.hears(['and a lantern', 'while you were away']);
  await carol.say('back');
  await dave.hears(['the old harbour, at nine', 'back']);
});

test('after the browser was started again, locked at first, the chat is known as before', async () => {
  await carol.close();
  carol = await world.stranger('carol', FRAMED, profileDir);
  await chipOf(carol).waitFor();
  await eventually(() => carol.toolbarTitle()).toBe('Sotto: Locked');
  await ask({ type: 'unlock', passphrase: PASSPHRASE });
  await eventually(() => carol.toolbarTitle()).toContain('Not private');
  await chipOf(carol).click();
  await carol.sees('unverified');
  // Her last part of the exchange is still being put into the page's composer, which may take the focus for it.
  await eventually(() => dave.events()).toContain('refreshed');
  await carol.say('a new day');
  await eventually(async () => (await dave.heard()).at(-1)).toBe('a new day');
  await dave.say('good morning');
  await eventually(async () => (await carol.heard()).at(-1)).toBe('good morning');
});
