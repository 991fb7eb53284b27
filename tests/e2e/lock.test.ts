/** The lock, in a conversation with libotr that must be private: locked means that nothing is shown, sent or left lying about. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LockAnswer, LockCommand } from '#channel/lock.ts';
import { axeFaults } from './axe.ts';
import { type LibotrContact, startLibotrContact } from './libotr-contact.ts';
import { eventually, Person } from './person.ts';
import { submitForm } from './require-attacks.ts';
import { startWorld, type World } from './world.ts';

const PASSPHRASE = 'lantern quarry mitten eleven';
const SECRETS = ['nightingale at the quay', 'seventeen paper lanterns', 'the third gate', 'half past six'];

const profileDir = mkdtempSync(join(tmpdir(), 'sotto-lock-'));
let world: World;
let alice: Person;
let bob: LibotrContact;

const startAlice = (): Promise<Person> => Person.start(world.converse.url('alice', 'bob'), { profileDir });

beforeAll(async () => {
  world = await startWorld();
  const { prosody } = world;
  bob = await startLibotrContact({
    prosody,
    jid: 'bob@localhost',
    password: 'bobpw',
    peer: 'alice@localhost',
    fullJid: true,
  });
  alice = await startAlice();
});
afterAll(async () => {
  await alice?.close();
  await bob?.close();
  rmSync(profileDir, { recursive: true, force: true, maxRetries: 3 });
});

/** What was typed into the page's own chat, and none of which may leave. */
const TYPED = ['harbour one', 'harbour two'];

const kept = async (): Promise<string[]> =>
  (await alice.rows()).filter(({ delivery }) => delivery === 'held').map(({ text }) => text);

/** A text on the same stream has come, so whatever the page had sent before it has come too. */
async function nothingTypedLeft(last: string): Promise<void> {
  await alice.say(last);
  await eventually(() => bob.otr.shown().at(-1)).toBe(last);
  for (const seen of [bob.bodies, [world.prosody.log()]]) {
    expect(seen.filter((text) => text.includes('harbour'))).toEqual([]);
  }
}

/** Everything that lies in the memory of the browser for the extension. */
const sessionArea = async (): Promise<string> =>
  (await alice.sotto.worker()).evaluate(async () => JSON.stringify(await chrome.storage.session.get(null)));

/** A document of ours asks; passes everything but the words on the screen. */
const ask = (page: Page, command: LockCommand): Promise<LockAnswer> =>
  page.evaluate((asked) => chrome.runtime.sendMessage(asked), command);

/** Opens a page of the extension beside the messenger's. */
async function ours(path: string): Promise<Page> {
  const page = await alice.sotto.context.newPage();
  await page.goto(alice.sotto.url(path));
  return page;
}

async function typePassphrase(page: Page, passphrase: string): Promise<void> {
  await page.locator('input[name=current]').fill(passphrase);
  await page.locator('[data-action=unlock]').click();
}

async function lockNow(): Promise<void> {
  const popup = await alice.sotto.openPopup(alice.page);
  await popup.locator('[data-action=lock-now]').click();
  await popup.locator('[data-form=unlock]').waitFor();
  await popup.close();
}

async function unlock(): Promise<void> {
  const popup = await alice.sotto.openPopup(alice.page);
  await typePassphrase(popup, PASSPHRASE);
  await popup.locator('[data-state=unverified]').waitFor();
  await popup.close();
}

test('a passphrase is set in the welcome page, twice the same, with a meter', async () => {
  await alice.clickChip();
  await alice.sees('unverified');
  await bob.otr.send('hello');
  await alice.hears(['hello']);
  const welcome = await ours('welcome.html');
  await welcome.locator('[data-action=next]').click();
  const set = welcome.locator('[data-form=set]');
  await set.locator('input[name=next]').fill('password');
  await set.locator('[data-strength=very-weak]').waitFor();
  await set.locator('input[name=next]').fill(PASSPHRASE);
  await set.locator('[data-strength=very-strong]').waitFor();
  await set.locator('input[name=again]').fill('lantern quarry mittens');
  await eventually(() => set.locator('[data-outcome=wrong]').textContent()).toBe('The two are not the same.');
  await eventually(() => set.locator('[data-action=save-passphrase]').isEnabled()).toBe(false);
  await set.locator('input[name=again]').fill(PASSPHRASE);
  await set.locator('[data-action=save-passphrase]').click();
  await welcome.locator('[data-passphrase=set]').waitFor();
  await welcome.close();
  await alice.sees('unverified');
});

test('the conversation is to be private always', async () => {
  await alice.flip('requirePrivate', 'contact', true, 'contact on');
});

test('locked: the panel and the toolbar say so, and no name or text is left in the clear', async () => {
  await alice.say(SECRETS[0] ?? '');
  await bob.otr.send(SECRETS[1] ?? '');
  await alice.hears(['hello', SECRETS[1] ?? '']);
  await alice.allSent();
  await eventually(() => sessionArea()).toContain(SECRETS[1]);
  await lockNow();
  await alice.sees('locked');
  await eventually(() => alice.toolbarTitle()).toBe('Sotto: Locked');
  const area = await sessionArea();
  for (const secret of SECRETS) expect(area.includes(secret)).toBe(false);
  // The registry of tabs names whom the page has open, which the page knows; nothing else does.
  const { tabs: _, ...others } = JSON.parse(area) as Record<string, unknown>;
  expect(JSON.stringify(others)).not.toContain('bob@localhost');
  expect(Object.keys(others).filter((key) => !key.startsWith('sealed:'))).toEqual([]);
});

test('over the page there is no field for the passphrase; the button opens a window of ours', async () => {
  const panel = await alice.panel();
  await eventually(() => panel.locator('input, textarea').count()).toBe(0);
  const opened = alice.sotto.context.waitForEvent('page');
  await panel.locator('[data-action=open-unlock]').click();
  const window = await opened;
  await window.locator('input[name=current]').waitFor();
  expect(window.url()).toContain('popup.html?unlock');
  await window.close();
  const answer = await panel.evaluate(() =>
    chrome.runtime.sendMessage({ type: 'unlock', passphrase: 'lantern quarry mitten eleven' }),
  );
  expect(answer).toMatchObject({ outcome: 'refused', state: { locked: true } });
});

test('a wrong passphrase costs time, not data', async () => {
  const popup = await alice.sotto.openPopup(alice.page);
  const started = Date.now();
  await typePassphrase(popup, 'not this one');
  await popup.locator('.passphrase-words[data-outcome=wrong]').waitFor();
  expect(Date.now() - started).toBeGreaterThanOrEqual(1_000);
  await eventually(() => popup.locator('.passphrase-words').textContent()).toContain('takes 2 seconds');
  await popup.close();
  await alice.sees('locked');
});

test('locked: nothing is sent; what comes is kept, over the death of the worker too', async () => {
  const before = bob.bodies.length;
  await bob.otr.send(SECRETS[2] ?? '');
  await eventually(sessionArea).toContain('inbox:000000001');
  await alice.sotto.stopWorker();
  await bob.otr.send(SECRETS[3] ?? '');
  await eventually(sessionArea).toContain('inbox:000000002');
  await alice.sees('locked');
  const area = await sessionArea();
  for (const secret of SECRETS) expect(area.includes(secret)).toBe(false);
  expect(bob.bodies.length).toBe(before);
});

test('locked: what must be private stays so; what the page is kept from sending lies sealed', async () => {
  await alice.page.bringToFront();
  await alice.press('show-page-chat');
  await alice.page.locator('[data-sotto-composer-cover]').first().waitFor({ state: 'visible' });
  await submitForm(alice.page, TYPED[0] ?? '');
  await eventually(sessionArea).toContain('inbox:000000003');
  expect(await sessionArea()).not.toContain('harbour');
  await alice.press('return');
});

test('unlocked: all is there, what came is read in order, and the conversation goes on', async () => {
  await unlock();
  await alice.sees('unverified');
  await alice.hears(['hello', ...SECRETS.slice(1)]);
  await eventually(() => kept()).toEqual([TYPED[0]]);
  await nothingTypedLeft('I am back');
  expect(bob.otr.shown()).toEqual([SECRETS[0], 'I am back']);
  await eventually(() => alice.events()).toEqual(['started-unverified']);
  expect(await sessionArea()).not.toMatch(/"(sealed|inbox):/);
});

test('the worker dies while it is locked, and while it is being unlocked: nothing is lost', async () => {
  await lockNow();
  await alice.sotto.stopWorker();
  await alice.sees('locked');
  const page = await ours('popup.html?unlock');
  const asked = ask(page, { type: 'unlock', passphrase: PASSPHRASE }).catch(() => undefined);
  await alice.sotto.stopWorker();
  await asked;
  await page.close();
  if ((await alice.state()) === 'locked') await unlock();
  await alice.sees('unverified');
  await alice.hears(['hello', ...SECRETS.slice(1)]);
});

test('after a restart of the browser it is locked; unlocked, the identity key is the same', async () => {
  const fingerprint = async (): Promise<string | null> => {
    const options = await ours('options.html');
    const own = options.locator('[data-account="alice@localhost"] [data-fingerprint]');
    const digits = await own.getAttribute('data-fingerprint');
    await options.close();
    return digits;
  };
  const before = await fingerprint();
  expect(before).toMatch(/^[0-9A-F]{40}$/);
  await alice.close();
  alice = await startAlice();
  const popup = await alice.sotto.openPopup(alice.page);
  await popup.locator('[data-state=locked]').waitFor();
  await alice.sees('locked');
  await submitForm(alice.page, TYPED[1] ?? '');
  await eventually(sessionArea).toContain('inbox:000000001');
  await alice.clickChip();
  await typePassphrase(popup, PASSPHRASE);
  // The click on the padlock waited.
  await alice.sees('unverified');
  await popup.close();
  await eventually(() => kept()).toEqual([TYPED[1]]);
  await nothingTypedLeft('here again');
  expect(await fingerprint()).toBe(before);
});

/** The browser says whether somebody is at the machine; here the test does. */
async function browserSays(state: 'idle' | 'locked'): Promise<void> {
  const worker = await alice.sotto.worker();
  await worker.evaluate((now) => {
    const { onStateChanged } = chrome.idle as unknown as {
      onStateChanged: { dispatch(state: string): void };
    };
    onStateChanged.dispatch(now);
  }, state);
}

describe('the options', () => {
  let options: Page;
  const locked = () => options.locator('[data-section=locked] [data-form=unlock]').waitFor();
  const open = () => options.locator('[data-section=lock] [data-passphrase=set]').waitFor();

  async function change(current: string, next: string): Promise<void> {
    const form = options.locator('[data-form=change]');
    for (const [name, text] of Object.entries({ current, next, again: next })) {
      await form.locator(`input[name=${name}]`).fill(text);
    }
    await form.locator('[data-action=save-passphrase]').click();
  }

  test('set the time after which it locks; it does, and when the machine is locked', async () => {
    options = await ours('options.html#lock');
    await open();
    await browserSays('idle');
    await options.locator('select[name=lock-after]').selectOption('5');
    await eventually(async () => (await ask(options, { type: 'lock-state' })).state.lockAfterMinutes).toBe(5);
    expect((await ask(options, { type: 'lock-state' })).state.locked).toBe(false);
    await browserSays('idle');
    await locked();
    await typePassphrase(options, PASSPHRASE);
    await open();
    await browserSays('locked');
    await locked();
    await eventually(() => axeFaults(options)).toEqual([]);
  });

  test('locked, every section says so and names nobody', async () => {
    for (const section of ['accounts', 'contacts', 'rules', 'history', 'backup', 'sites']) {
      await options.locator(`nav a[href="#${section}"]`).click();
      await options.locator(`nav a[href="#${section}"][aria-current=page]`).waitFor();
      await locked();
      expect(await options.locator('body').textContent()).not.toMatch(/alice|bob|localhost/);
    }
    await options.locator('nav a[href="#lock"]').click();
    await typePassphrase(options, PASSPHRASE);
    await open();
  });

  test('change the passphrase: the old one opens nothing from then on', async () => {
    await options.locator('summary', { hasText: 'Change passphrase' }).click();
    await change('not this one', 'eleven mittens');
    await options.locator('[data-form=change] .passphrase-words[data-outcome=wrong]').waitFor();
    await change(PASSPHRASE, 'eleven mittens');
    await options.locator('[data-form=change] .passphrase-words[data-outcome=done]').waitFor();
    await options.locator('[data-action=lock-now]').click();
    await locked();
    await typePassphrase(options, PASSPHRASE);
    await options.locator('.passphrase-words[data-outcome=wrong]').waitFor();
    await typePassphrase(options, 'eleven mittens');
    await open();
  });

  test('remove it: nothing asks for one any more', async () => {
    await options.locator('summary', { hasText: 'Remove passphrase' }).click();
    await options.locator('[data-form=remove] input').fill('eleven mittens');
    await options.locator('[data-action=remove-passphrase]').click();
    await options.locator('[data-form=set]').waitFor();
    await browserSays('locked');
    await alice.page.bringToFront();
    await alice.say('no passphrase now');
    await eventually(() => bob.otr.shown().at(-1)).toBe('no passphrase now');
  });
});
