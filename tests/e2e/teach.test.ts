/**
 * Two people at sites that Sotto does not know: one around Lexical, one with The Lounge's page. Each shows Sotto the chat, and then
 * they are private. And Converse.js, read by its page.
 */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeFaults } from './axe.ts';
import { launchWithSotto } from './browser/chromium.mjs';
import { startLibotrContact } from './libotr-contact.ts';
import { E2E_BUILD, eventually, Person } from './person.ts';
import { startConverse } from './servers/converse.mjs';
import { startProsody } from './servers/prosody.mjs';
import { type SiteWorld, startSiteWorld } from './site-world.ts';
import { bothHaveWritten, WizardHands } from './wizard-hands.ts';

/** So many clicks it may take, all told. */
const MOST_CLICKS = 5;
const CHECK = 'Just trying something out.';

let world: SiteWorld;
let alice: Person;
let bob: Person;

beforeAll(async () => {
  world = await startSiteWorld();
  [alice, bob] = await Promise.all([
    world.stranger('alice', 'https://chat.unheard-of.test/'),
    world.stranger('bob', 'https://club.unheard-of.test/'),
  ]);
});

const ends: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const end of ends.reverse()) await end();
});

const chips = ({ page }: Person): Promise<number> => page.locator('[data-sotto-chip]').count();

test.each(['alice', 'bob'])('%s shows Sotto the chat', async (name) => {
  const person = name === 'alice' ? alice : bob;
  await bothHaveWritten(person);
  expect(await chips(person)).toBe(0);
  const sent = world.relay.sent.length;
  const wizard = await WizardHands.start(person);
  await wizard.press('next');
  await wizard.reaches('ask');
  expect(world.relay.sent).toHaveLength(sent);
  await wizard.press('send');
  await person.chipThere();
  expect(wizard.clicks).toBeLessThanOrEqual(MOST_CLICKS);
  expect(world.relay.sent.slice(sent).map(({ text }) => text)).toEqual([CHECK]);
});

test('then they are private', async () => {
  await alice.clickChip();
  await Promise.all([alice.sees('unverified'), bob.sees('unverified')]);
  await alice.say('the old harbour, at nine');
  await bob.hears(['the old harbour, at nine']);
  await bob.say(`${'I will be there. '.repeat(30)}Promised.`);
  await alice.hears([`${'I will be there. '.repeat(30)}Promised.`]);
  await Promise.all([alice.allSent(), bob.allSent()]);
  expect(world.relay.sent.filter(({ text }) => /harbour|Promised/.test(text))).toEqual([]);
});

test('Converse.js on a real server, by its page: the messages of either side are pointed at', async () => {
  const prosody = await startProsody();
  ends.push(prosody.stop);
  const converse = await startConverse(prosody);
  ends.push(converse.stop);
  const contact = await startLibotrContact({
    prosody,
    jid: 'bob@localhost',
    password: 'bobpw',
    peer: 'alice@localhost',
  });
  ends.push(() => contact.close());
  const sotto = await launchWithSotto({ extensionDir: E2E_BUILD, headless: true });
  ends.push(sotto.close);
  // What Sotto knows of XMPP is switched off: nothing is read on the wire.
  const carol = await Person.at(sotto, 'about:blank', async () => {
    const worker = await sotto.worker();
    await eventually(() =>
      worker.evaluate(async () => (await chrome.scripting.getRegisteredContentScripts()).length),
    ).toBe(3);
    await worker.evaluate(() => chrome.scripting.unregisterContentScripts({ ids: ['wire'] }));
  });
  await carol.page.goto(converse.url('alice', 'bob'));
  const box = carol.page.locator('textarea.chat-textarea').first();
  await box.fill('Hello from the page');
  await box.press('Enter');
  const rows = carol.page.locator('.chat-msg__text');
  await rows.filter({ hasText: 'Hello from the page' }).waitFor();
  await contact.otr.send('Hello back');
  await rows.filter({ hasText: 'Hello back' }).waitFor();

  const wizard = await WizardHands.start(carol);
  await wizard.press('part-theirs');
  await wizard.asksFor('theirs');
  await wizard.point('.chat-msg:has-text("Hello back") .chat-msg__text');
  await wizard.press('next');
  await wizard.reaches('ask');
  await wizard.press('send');
  await eventually(() => contact.bodies).toContain(CHECK);
  expect(wizard.clicks).toBeLessThanOrEqual(MOST_CLICKS);
  await carol.page.waitForLoadState();
  await carol.clickChip();
  await carol.sees('unverified');
  await carol.say('by the page alone');
  await eventually(() => contact.otr.shown()).toContain('by the page alone');
  await contact.otr.send('and back');
  await carol.hears(['and back']);
});

/** The recipe of alice's site, as the options saved it. */
let saved: object;

test('the options list what was shown: renamed, saved as a file, shown again, removed', async () => {
  const options = await alice.sotto.context.newPage();
  await options.goto(alice.sotto.url('options.html#sites'));
  const row = options.locator('[data-taught="https://chat.unheard-of.test"]');
  await row.locator('[name=taught-name]').fill('The quiet one');
  await row.locator('[data-action=rename-taught]').click();
  await row.getByText('The quiet one').waitFor();
  expect(await axeFaults(options)).toEqual([]);
  saved = await savedBy(options, () => row.locator('[data-action=save-taught]').click());
  expect(saved).toMatchObject({ id: 'site-chat-unheard-of-test', name: 'The quiet one', send: 'enter' });

  await row.locator('[data-action=show-again]').click();
  await options.locator('[data-outcome=private]').waitFor();
  await alice.page.bringToFront();
  await alice.choose('end');
  await Promise.all([alice.sees('plain'), bob.sees('finished')]);
  await options.bringToFront();
  await row.locator('[data-action=show-again]').click();
  const wizard = await WizardHands.at(alice.page);
  await wizard.press('part-name');
  await wizard.asksFor('name');
  await alice.page.keyboard.press('ArrowDown');
  await alice.page.keyboard.press('Enter');
  await wizard.asksFor('nothing');
  await alice.page.keyboard.press('Escape');
  await alice.page.locator('[data-sotto-teach]').waitFor({ state: 'detached' });
  await options.bringToFront();
  await row.locator('[data-action=remove-taught]').click();
  await row.locator('[data-action=confirm-remove-taught]').click();
  await row.waitFor({ state: 'detached' });
  await eventually(() => chips(alice)).toBe(0);
});

test('a recipe that was saved is brought in; a file that is none, or asks too much, changes nothing', async () => {
  const options = await alice.sotto.context.newPage();
  await options.goto(alice.sotto.url('options.html#sites'));
  const form = options.locator('[data-form=bring-recipe]');
  const choose = (content: string) =>
    form
      .locator('[name=recipe]')
      .setInputFiles({ name: 'recipe.json', mimeType: 'application/json', buffer: Buffer.from(content) });
  const refused: readonly [outcome: string, content: string][] = [
    ['not-a-recipe', '{"keys": []}'],
    ['not-a-recipe', JSON.stringify({ ...saved, list: 'p[' })],
    ['asks-too-much', JSON.stringify({ ...saved, account: [{ from: 'cookie', name: 'session' }] })],
    ['too-large', ' '.repeat(100_000)],
  ];
  for (const [outcome, content] of refused) {
    await choose(content);
    await form.locator(`[data-outcome=${outcome}]`).waitFor();
    expect(await form.locator('[data-review]').count()).toBe(0);
  }
  await choose(JSON.stringify(saved));
  await form.locator('[data-review]').waitFor();
  await form.locator('details').click();
  expect(await axeFaults(options)).toEqual([]);
  const site = form.locator('[name=recipe-site]');
  expect(await site.inputValue()).toBe('https://chat.unheard-of.test');
  await site.fill('nowhere');
  await form.locator('[data-action=keep-recipe]').click();
  await form.locator('[data-outcome=no-address]').waitFor();
  expect(await options.locator('[data-taught]').count()).toBe(0);

  await alice.sotto.allowSite('https://chat.unheard-of.test/*');
  await site.fill('https://chat.unheard-of.test');
  await form.locator('[data-action=keep-recipe]').click();
  await form.locator('[data-outcome=kept]').waitFor();
  const row = options.locator('[data-taught="https://chat.unheard-of.test"][data-brought-in]');
  await row.getByText('The quiet one').waitFor();
  await alice.chipThere();
  expect(await savedBy(options, () => row.locator('[data-action=save-taught]').click())).toEqual(saved);

  await choose(JSON.stringify(saved));
  await form.locator('[data-action=keep-recipe]').click();
  await form.locator('[data-outcome=known]').waitFor();
});

async function savedBy(page: Page, act: () => Promise<void>): Promise<object> {
  const download = page.waitForEvent('download');
  await act();
  return JSON.parse(readFileSync(await (await download).path(), 'utf8'));
}
