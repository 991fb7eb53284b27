/** The panel where it stands: over a page that moves, changes chats and fights for the keyboard; and in its own window. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LibotrContact, startLibotrContact } from './libotr-contact.ts';
import { eventually, type Person } from './person.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let alice: Person;
let bob: LibotrContact;

beforeAll(async () => {
  world = await startWorld({ users: { alice: 'alicepw', bob: 'bobpw', carol: 'carolpw' } });
  bob = await startLibotrContact({
    prosody: world.prosody,
    jid: 'bob@localhost',
    password: 'bobpw',
    peer: 'alice@localhost',
  });
  alice = await world.person('alice', 'bob');
  await alice.clickChip();
  await alice.sees('unverified');
});
afterAll(() => bob?.close());

describe('over the chat', () => {
  /** How far the panel's edges are from those of the chat's list and composer, in px. */
  const offBy = () =>
    alice.page.evaluate(() => {
      const panel = document.querySelector('[data-sotto-panel]')?.getBoundingClientRect();
      const chat = document.querySelector('converse-chat .chat-body')?.getBoundingClientRect();
      if (panel === undefined || chat === undefined) return Number.POSITIVE_INFINITY;
      const edges = ['left', 'top', 'right', 'bottom'] as const;
      return Math.max(...edges.map((edge) => Math.abs(panel[edge] - chat[edge])));
    });

  test('it follows the window', async () => {
    for (const size of [
      { width: 900, height: 500 },
      { width: 500, height: 700 },
      { width: 1280, height: 720 },
    ]) {
      await alice.page.setViewportSize(size);
      await eventually(offBy).toBeLessThanOrEqual(1);
    }
  });

  test('it changes with the chat, and comes back with it', async () => {
    const open = (peer: string) =>
      alice.page.locator(`converse-controlbox .open-chat[data-jid="${peer}@localhost"]`).first().click();
    await open('carol');
    await eventually(() => alice.toolbarTitle()).toContain('Not private (carol@localhost)');
    await eventually(() =>
      alice.page
        .locator('[data-sotto-panel]')
        .first()
        .isVisible()
        .catch(() => false),
    ).toBe(false);
    await open('bob');
    await alice.sees('unverified');
    await eventually(offBy).toBeLessThanOrEqual(1);
  });

  test('what was typed and not sent is there again after a reload', async () => {
    const composer = (await alice.panel()).locator('textarea[name=message]');
    await composer.fill('half a thought');
    await composer.press('Tab');
    await eventually(() => storedDraft()).toBe('half a thought');
    await alice.page.reload();
    await alice.chipThere();
    await alice.sees('unverified');
    await eventually(async () => (await alice.panel()).locator('textarea[name=message]').inputValue()).toBe(
      'half a thought',
    );
    await (await alice.panel()).locator('textarea[name=message]').fill('');
  });

  /** As the worker has it on record. */
  const storedDraft = async (): Promise<string | undefined> =>
    (await alice.sotto.worker()).evaluate(async () => {
      const items = await chrome.storage.session.get(null);
      const records = Object.entries(items).filter(([key]) => key.startsWith('conversation:'));
      return records.map(([, json]) => (JSON.parse(String(json)) as { draft: string }).draft).find(Boolean);
    });

  test('a page that takes the focus gets no key; the panel stops and says so', async () => {
    const { page } = alice;
    const panel = await alice.panel();
    await panel.locator('textarea[name=message]').click();
    await page.keyboard.type('abc');
    await page.evaluate(() => {
      const field = document.createElement('input');
      field.id = 'thief';
      document.body.append(field);
      field.focus();
    });
    await page.keyboard.type('secret');
    await eventually(() => panel.locator('[data-action=continue-here]').isVisible()).toBe(true);
    await eventually(() => page.locator('#thief').inputValue()).toBe('');
    await eventually(() => panel.locator('textarea[name=message]').isEnabled()).toBe(false);
    await page.evaluate(() => document.getElementById('thief')?.remove());
    await panel.locator('[data-action=continue-here]').click();
    const composer = panel.locator('textarea[name=message]');
    await eventually(() => composer.isEnabled()).toBe(true);
    await eventually(() => composer.inputValue()).toBe('abc');
    await composer.fill('');
  });

  test('a panel that is taken out of the page comes back, and says what happened', async () => {
    await alice.page.evaluate(() => document.querySelector('[data-sotto-panel]')?.remove());
    await eventually(offBy).toBeLessThanOrEqual(1);
    await alice.sees('unverified');
    const panel = await alice.panel();
    await eventually(() => panel.locator('[data-action=continue-here]').isVisible()).toBe(true);
    await panel.locator('[data-action=continue-here]').click();
    await alice.say('still here');
    await eventually(() => bob.otr.shown()).toContain('still here');
  });

  test("the page's own chat can be looked at; a bar stays, and brings the panel back", async () => {
    await alice.choose('show-page-chat');
    await eventually(
      async () => (await alice.page.locator('[data-sotto-panel]').first().boundingBox())?.height ?? 0,
    ).toBeLessThan(90);
    await alice.press('return');
    await eventually(offBy).toBeLessThanOrEqual(1);
  });
});

test('the same conversation in a window of its own', async () => {
  const opened = alice.sotto.context.waitForEvent('page');
  await alice.choose('open-window');
  const window = await opened;
  const composer = window.locator('textarea[name=message]');
  await composer.fill('from the window');
  await composer.press('Enter');
  await eventually(() => bob.otr.shown()).toContain('from the window');
  await bob.otr.send('to the window');
  await window.locator('[data-text]', { hasText: 'to the window' }).waitFor();
  await eventually(() => alice.heard()).toContain('to the window');
  expect(window.url()).not.toContain('bob');
  await window.close();
});

test('verified by comparing the fingerprint: everywhere, and again in the next session', async () => {
  const opened = alice.sotto.context.waitForEvent('page');
  await alice.press('verify');
  const window = await opened;
  await window.locator('[data-tab=compare]').click();
  await window.locator('[data-action=they-match]').waitFor();
  await window.locator('select[name=form]').selectOption('letters');
  const theirs = await window.locator('body').textContent();
  expect(theirs?.replace(/[^0-9A-F]/gi, '').toUpperCase()).toContain(bob.otr.fingerprint.toUpperCase());
  await window.locator('[data-action=they-match]').click();
  await alice.sees('verified');
  await window.close();
  await eventually(() => alice.toolbarTitle()).toContain('Private, verified');
  await bob.otr.end();
  await alice.sees('finished');
  await bob.otr.query();
  await alice.sees('verified');
  await eventually(() => alice.events()).toContain('started-verified');
});
