/** The options page over a real conversation with a libotr contact: names, keys, contacts. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeFaults } from './axe.ts';
import { type LibotrContact, startLibotrContact } from './libotr-contact.ts';
import { eventually, type Person, turn } from './person.ts';
import { startWorld } from './world.ts';

let alice: Person;
let bob: LibotrContact;
let options: Page;

beforeAll(async () => {
  const { prosody, person } = await startWorld();
  bob = await startLibotrContact({
    prosody,
    jid: 'bob@localhost',
    password: 'bobpw',
    peer: 'alice@localhost',
  });
  alice = await person('alice', 'bob');
  await alice.clickChip();
  await alice.sees('unverified');
  const opened = alice.sotto.context.waitForEvent('page');
  await alice.choose('options');
  options = await opened;
});
afterAll(() => bob?.close());

const open = async (section: string): Promise<void> => {
  await options.bringToFront();
  await options.locator(`nav a[href="#${section}"]`).click();
  await options.locator(`[data-section=${section}][aria-busy=false]`).waitFor();
};

const ownFingerprint = (): Promise<string | null> =>
  options.locator('[data-account="alice@localhost"] [data-fingerprint]').getAttribute('data-fingerprint');

/** Alice's fingerprint as libotr saw it last. */
const seenByBob = (): string | undefined =>
  bob.otr.events.flatMap((event) => ('fingerprint' in event ? [event.fingerprint.toUpperCase()] : [])).at(-1);

const openContact = async (): Promise<void> => {
  await open('contacts');
  await options.locator('[data-contact="bob@localhost"] summary').click();
  await options.locator('input[name=contact-name]').waitFor();
};

test("the panel's menu opens the options page in a tab, with no fault that axe knows", async () => {
  expect(options.url()).toBe(alice.sotto.url('options.html'));
  await open('accounts');
  await eventually(() => axeFaults(options)).toEqual([]);
});

test("the account's key is the one that the other side sees", async () => {
  await eventually(() => ownFingerprint()).toBe(seenByBob());
});

test('rules for everywhere and for a site hold at once; a contact with a rule of their own is listed, until it is removed', async () => {
  const popup = await alice.sotto.openPopup(alice.page);
  const rule = popup.locator('[data-policy=requirePrivate]');
  const holds = async () =>
    [await rule.getAttribute('data-from'), await rule.getAttribute('data-value')].join(' ');
  const flip = async (scope: string, on: boolean) => {
    await options.bringToFront();
    await turn(options.locator(`[data-rules="${scope}"] [data-scope=requirePrivate]`), on);
  };
  await open('rules');
  await eventually(() => axeFaults(options)).toEqual([]);
  await flip('everywhere', true);
  await eventually(holds).toBe('everywhere on');
  await flip(new URL(alice.page.url()).origin, false);
  await eventually(holds).toBe('site off');
  await popup.bringToFront();
  await rule.locator('summary').click();
  await turn(rule.locator('[data-scope=contact]'), true);
  await eventually(holds).toBe('contact on');
  await open('accounts');
  await open('rules');
  const ruled = options.locator('[data-ruled="bob@localhost"]');
  await eventually(() => ruled.textContent()).toContain('Require private: on');
  await ruled.locator('[data-action=drop-rules]').click();
  await ruled.waitFor({ state: 'detached' });
  await eventually(holds).toBe('site off');
  await flip('everywhere', false);
  await popup.close();
});

test('the mark that is chosen is worn in options, panel and popup', async () => {
  await open('mark');
  await options.locator('label[title=Boat]').click();
  await options.locator('label[title=Olive]').click();
  await options.locator('.side [role=img][aria-label="Your mark: Boat, Olive"]').waitFor();
  await (await alice.panel()).locator('[role=img][aria-label*=Boat]').waitFor();
  const popup = await alice.sotto.openPopup(alice.page);
  await popup.locator('[role=img][aria-label*=Boat]').waitFor();
  await popup.close();
});

test('a name given in the options shows in panel, popup and toolbar, and never in the page', async () => {
  await openContact();
  await options.locator('input[name=contact-name]').fill('  Sally Bowles ');
  await options.locator('[data-action=save-name]').click();
  await options.locator('.row-name', { hasText: 'Sally Bowles' }).waitFor();
  await eventually(async () => (await alice.panel()).locator('.who-name').textContent()).toBe('Sally Bowles');
  await eventually(() => alice.toolbarTitle()).toBe('Sotto: Private, not verified (Sally Bowles)');
  expect(await alice.page.content()).not.toContain('Sally Bowles');
});

test('a name given in the popup shows in the options; an empty one brings the address back', async () => {
  const popup = await alice.sotto.openPopup(alice.page);
  await popup.locator('[data-action=edit-name]').click();
  await popup.locator('input[name=contact-name]').fill('Sal');
  await popup.locator('[data-action=save-name]').click();
  await popup.locator('h1', { hasText: 'Sal' }).waitFor();
  await open('accounts');
  await open('contacts');
  await options.locator('.row-name', { hasText: /^Sal$/ }).waitFor();
  await popup.bringToFront();
  await popup.locator('[data-action=edit-name]').click();
  await popup.locator('input[name=contact-name]').fill('');
  await popup.locator('[data-action=save-name]').click();
  await popup.locator('h1', { hasText: 'bob@localhost' }).waitFor();
  await eventually(() => axeFaults(popup)).toEqual([]);
  await popup.close();
  await eventually(() => alice.toolbarTitle()).toContain('(bob@localhost)');
});

test('a new key, after a warning, is the one that the other side then sees', async () => {
  await open('accounts');
  const before = await ownFingerprint();
  await options.locator('[data-action=new-key]').click();
  await eventually(() => ownFingerprint()).toBe(before);
  await options.locator('[data-action=confirm-new-key]').click();
  await eventually(ownFingerprint).not.toBe(before);
  const after = await ownFingerprint();
  await eventually(() => seenByBob()).toBe(after);
  await alice.page.bringToFront();
  await alice.sees('unverified');
  await alice.say('with the new key');
  await eventually(() => bob.otr.shown()).toContain('with the new key');
});

test('a key that is forgotten ends the conversation, and counts as new when it comes again', async () => {
  await openContact();
  await options.locator('[data-action=forget-key]').click();
  await options.locator('[data-action=confirm-forget-key]').click();
  await eventually(() => options.locator('[data-contact="bob@localhost"] [data-fingerprint]').count()).toBe(
    0,
  );
  await alice.page.bringToFront();
  await alice.sees('plain');
});

test('a contact that is forgotten is gone', async () => {
  await open('accounts');
  await openContact();
  await options.locator('[data-action=forget-contact]').click();
  await options.locator('[data-action=confirm-forget-contact]').click();
  await options.locator('.nothing').waitFor();
  await eventually(() => options.locator('[data-contact]').count()).toBe(0);
});

test('a key that is removed stays away until it is needed, and can be made by a click', async () => {
  await open('accounts');
  const before = await ownFingerprint();
  await options.locator('[data-action=remove-key]').click();
  await options.locator('[data-action=confirm-remove-key]').click();
  await options.locator('[data-action=make-key]').waitFor();
  await open('contacts');
  await open('accounts');
  await options.locator('[data-action=make-key]').click();
  await eventually(ownFingerprint).not.toBe(before);
});

test('a page of the web, a panel and a popup cannot ask what the options page may', async () => {
  const ask = { channel: 'options', ask: { type: 'accounts' } } as const;
  const popup = await alice.sotto.openPopup(alice.page);
  const askHere = (question: unknown): Promise<unknown> => chrome.runtime.sendMessage(question);
  const answers = await Promise.all([
    popup.evaluate(askHere, ask).catch(() => 'nobody answers'),
    (await alice.panel()).evaluate(askHere, ask).catch(() => 'nobody answers'),
  ]);
  expect(JSON.stringify(answers)).not.toContain('alice@localhost');
  expect(await options.evaluate(askHere, { channel: 'options', ask: { type: 'keys' } })).toEqual({
    ok: false,
    why: 'refused',
  });
});
