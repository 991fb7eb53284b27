/** Verification between Sotto and libotr: both ask, both answer, rightly and wrongly; both stop; the worker dies. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, test } from 'vitest';
import { type LibotrContact, startLibotrContact } from './libotr-contact.ts';
import { eventually, type Person } from './person.ts';
import { picture } from './picture.ts';
import { startWorld } from './world.ts';

const QUESTION = 'Where did we meet?';
const ANSWER = 'on the pier';

let alice: Person;
let bob: LibotrContact;
let popup: Page;

beforeAll(async () => {
  const { prosody, person } = await startWorld();
  bob = await startLibotrContact({
    prosody,
    jid: 'bob@localhost',
    password: 'bobpw',
    peer: 'alice@localhost',
    fullJid: true,
  });
  alice = await person('alice', 'bob');
  await alice.clickChip();
  await alice.sees('unverified');
  await eventuallyEncrypted();
  popup = await alice.sotto.openPopup(alice.page);
  await popup.setViewportSize({ width: 360, height: 600 });
});
afterAll(() => bob?.close());

const eventuallyEncrypted = async (): Promise<void> => {
  while ((await bob.otr.status()) !== 'encrypted') await alice.sees('unverified');
};

const press = (action: string) => popup.locator(`[data-action=${action}]:visible`).click();
const fill = (field: string, text: string) => popup.locator(`input[name=${field}]:visible`).fill(text);
const stage = (name: string) => popup.locator(`[data-check=${name}]`).waitFor();
/** What libotr told its user of the check, newest last. */
const told = () =>
  bob.otr.events.flatMap((event) => (event.name === 'smp' ? [`${event.step} ${event.question}`.trim()] : []));
const popupState = () => popup.locator('main').getAttribute('data-state');
const badge = async () => (await alice.sotto.toolbar(await alice.sotto.tabOf(alice.page))).badge;

/** The state's looks in both themes, for eyes. */
async function shown(name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await popup.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await picture(popup, `${name}-${colorScheme}`);
  }
}

async function askQuestion(answer: string): Promise<void> {
  await popup.locator('[data-tab=question]').click();
  await fill('question', QUESTION);
  await fill('answer', answer);
  await press('ask');
  await stage('waiting');
}

async function askSecret(secret: string): Promise<void> {
  await popup.locator('[data-tab=secret]').click();
  await fill('secret', secret);
  await press('check-secret');
  await stage('waiting');
}

/** libotr's last word is this one. */
const heard = (last: string) => eventually(() => told().at(-1)).toBe(last);

/** Back to where nothing is verified and nothing asked. */
beforeEach(async () => {
  await popup.bringToFront();
  const over = popup.locator('[data-action=put-away]');
  if (await over.isVisible()) await over.click();
  await popup.locator('[data-check]').waitFor({ state: 'detached' });
  if ((await popupState()) === 'verified') {
    const details = popup.locator('details.compare');
    if (!(await details.evaluate((one) => (one as HTMLDetailsElement).open)))
      await details.locator('summary').click();
    await press('not-verified');
  }
  await eventually(popupState).toBe('unverified');
  const details = popup.locator('details.compare');
  if (!(await details.evaluate((one) => (one as HTMLDetailsElement).open)))
    await details.locator('summary').click();
});

describe('Sotto asks', () => {
  test('a question, answered rightly: verified everywhere', async () => {
    await shown('ask');
    await askQuestion(ANSWER);
    await heard(`ask-answer ${QUESTION}`);
    await shown('waiting');
    await bob.otr.answer(ANSWER);
    await stage('succeeded');
    await alice.sees('verified');
    await eventually(() => alice.toolbarTitle()).toContain('Private, verified');
    await eventually(() => alice.events()).toContain('check-verified');
    await shown('succeeded');
  });

  test('a question, answered wrongly: it says so, and verifies nobody', async () => {
    await askQuestion(ANSWER);
    await heard(`ask-answer ${QUESTION}`);
    await bob.otr.answer('at the station');
    await stage('failed');
    await shown('failed');
    await alice.sees('unverified');
    await eventually(() => alice.events()).toContain('check-failed');
  });

  test('for a secret, known to both: verified', async () => {
    await askSecret('blue parrot');
    await heard('ask-secret');
    await bob.otr.answer('blue parrot');
    await stage('succeeded');
    await alice.sees('verified');
  });

  test('for a secret, not known to libotr: not verified', async () => {
    await askSecret('blue parrot');
    await heard('ask-secret');
    await bob.otr.answer('green parrot');
    await stage('failed');
    await alice.sees('unverified');
  });

  test('and gives it up: libotr is told', async () => {
    await askQuestion(ANSWER);
    await heard(`ask-answer ${QUESTION}`);
    await press('stop-check');
    await stage('stopped');
    await heard('abort');
    await shown('stopped-by-us');
  });

  test('and libotr refuses: Sotto says by whom', async () => {
    await askQuestion(ANSWER);
    await heard(`ask-answer ${QUESTION}`);
    await bob.otr.abort();
    await popup.getByText('bob@localhost stopped it.').waitFor();
    await shown('stopped-by-peer');
  });
});

describe('libotr asks', () => {
  const answer = async (text: string): Promise<void> => {
    await fill('answer', text);
    await press('answer');
  };

  test('a question: badge, title, banner and popup call for the answer; right, it proves us and not them', async () => {
    await bob.otr.ask(QUESTION, ANSWER);
    await stage('asked');
    await eventually(() => popup.locator('.question').textContent()).toBe(QUESTION);
    await eventually(badge).toBe('!');
    await eventually(() => alice.toolbarTitle()).toContain('asks you a question');
    await (await alice.panel()).getByText('bob@localhost asks you a question').waitFor();
    await shown('asked');
    const opened = alice.sotto.context.waitForEvent('page');
    // By the keyboard: the popup's viewport made the window they share too small for a click in the panel.
    await (await alice.panel()).locator('[data-action=answer]').press('Enter');
    const window = await opened;
    await window.locator('[data-check=asked]').waitFor();
    await window.close();
    await answer(ANSWER);
    await stage('succeeded');
    await heard('success');
    await shown('answered');
    await alice.sees('unverified');
    await eventually(badge).not.toBe('!');
  });

  test('a question, answered wrongly: both are told', async () => {
    await bob.otr.ask(QUESTION, ANSWER);
    await stage('asked');
    await answer('at the station');
    await stage('failed');
    await heard('failure');
    await alice.sees('unverified');
  });

  test('for a secret, known to both: verified on both sides', async () => {
    await bob.otr.smp('blue parrot');
    await stage('asked');
    await shown('asked-secret');
    await answer(' blue  parrot ');
    await stage('succeeded');
    await heard('success');
    await alice.sees('verified');
  });

  test('for a secret, not known to us: not verified', async () => {
    await bob.otr.smp('blue parrot');
    await stage('asked');
    await answer('Blue Parrot');
    await stage('failed');
    await alice.sees('unverified');
  });

  test('and we refuse: libotr is told', async () => {
    await bob.otr.ask(QUESTION, ANSWER);
    await stage('asked');
    await press('refuse');
    await stage('stopped');
    await heard('abort');
  });

  test('and gives it up: the question is gone', async () => {
    await bob.otr.ask(QUESTION, ANSWER);
    await stage('asked');
    await bob.otr.abort();
    await popup.getByText('bob@localhost stopped it.').waitFor();
    await eventually(badge).not.toBe('!');
  });
});

describe('the worker dies', () => {
  test('while we wait for the answer: the check goes on', async () => {
    await askQuestion(ANSWER);
    await heard(`ask-answer ${QUESTION}`);
    await alice.sotto.stopWorker();
    await bob.otr.answer(ANSWER);
    await stage('succeeded');
    await alice.sees('verified');
  });

  test('while we are asked: the question is still there, and the answer counts', async () => {
    await bob.otr.smp('blue parrot');
    await stage('asked');
    await alice.sotto.stopWorker();
    await stage('asked');
    await fill('answer', 'blue parrot');
    // A press can be lost with the worker, and the button goes once one was heard: nobody waits for it to come back.
    const button = popup.locator('[data-action=answer]:visible');
    await eventually(async () => {
      await button.click({ timeout: 1000 }).catch(() => undefined);
      return popup.locator('[data-check]').getAttribute('data-check');
    }).toBe('succeeded');
    await alice.sees('verified');
  });
});

test('the end of the conversation ends the check', async () => {
  await askQuestion(ANSWER);
  await heard(`ask-answer ${QUESTION}`);
  await bob.otr.end();
  await alice.sees('finished');
  await popup.locator('[data-check]').waitFor({ state: 'detached' });
  await bob.otr.query();
  await alice.sees('unverified');
});
