/** Trust that changes stops everything: another key for a verified contact, and a verified key under another name. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Decision } from '#channel/conversation.ts';
import { type LibotrContact, startLibotrContact } from './libotr-contact.ts';
import { clickAway, eventually, type Person } from './person.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let alice: Person;
let bob: LibotrContact;
const later: LibotrContact[] = [];

const contact = (name: 'bob' | 'carol', more: { otr?: LibotrContact['otr'] } = {}) =>
  startLibotrContact({
    prosody: world.prosody,
    jid: `${name}@localhost`,
    password: `${name}pw`,
    peer: 'alice@localhost',
    ...more,
  });

beforeAll(async () => {
  world = await startWorld({ users: { alice: 'alicepw', bob: 'bobpw', carol: 'carolpw' } });
  bob = await contact('bob');
  alice = await world.person('alice', 'bob');
  await alice.clickChip();
  await alice.sees('unverified');
});
afterAll(async () => {
  for (const one of [bob, ...later]) await one?.close();
});

const field = async () => (await alice.panel()).locator('textarea[name=message]');
const open = (peer: string) =>
  alice.page.locator(`converse-controlbox .open-chat[data-jid="${peer}@localhost"]`).first().click();

/** Nothing can be written; the toolbar calls; the popup says what happened; 'Do not talk yet' leaves it so. */
async function isStopped(kind: Decision['kind']): Promise<void> {
  await eventually(async () => (await field()).isDisabled()).toBe(true);
  const badge = async () => (await alice.sotto.toolbar(await alice.sotto.tabOf(alice.page))).badge;
  await eventually(badge).toBe('!');
  const popup = await alice.sotto.openPopup(alice.page);
  await popup.locator(`[data-decision=${kind}]`).waitFor();
  await clickAway(popup, '[data-action=wait]');
  await alice.page.bringToFront();
  await eventually(async () => (await field()).isDisabled()).toBe(true);
}

/** The user takes the key as it is. */
async function accept(): Promise<void> {
  const popup = await alice.sotto.openPopup(alice.page);
  await popup.locator('[data-action=accept-key]').click();
  await popup.locator('[data-decision]').waitFor({ state: 'detached' });
  await popup.close();
  await alice.page.bringToFront();
  await eventually(async () => (await field()).isEnabled()).toBe(true);
}

test('a key that was verified comes under another name', async () => {
  const opened = alice.sotto.context.waitForEvent('page');
  await alice.press('verify');
  const window = await opened;
  await window.locator('[data-tab=compare]').click();
  await window.locator('[data-action=they-match]').click();
  await alice.sees('verified');
  await window.close();
  await bob.leave();

  const carol = await contact('carol', { otr: bob.otr });
  await open('carol');
  await eventually(() => alice.toolbarTitle()).toContain('carol@localhost');
  await carol.otr.query();
  await alice.sees('unverified');
  await isStopped('known-to-another');
  const banner = (await alice.panel()).locator('#banner');
  await eventually(() => banner.textContent()).toContain('bob@localhost');
  await accept();
  await alice.say('to whoever you are');
  await eventually(() => carol.otr.shown()).toEqual(['to whoever you are']);
  await carol.leave();
});

test('a contact whose key was verified comes with another one; what was typed is kept', async () => {
  await open('bob');
  await alice.sees('verified');
  await (await field()).fill('half a thought');
  const impostor = await contact('bob');
  later.push(impostor);
  await impostor.otr.query();
  await alice.sees('unverified');
  await isStopped('was-verified');
  await eventually(async () => (await field()).inputValue()).toBe('half a thought');
  expect(impostor.otr.shown()).toEqual([]);
  await accept();
  await (await field()).press('Enter');
  await eventually(() => impostor.otr.shown()).toEqual(['half a thought']);
});
