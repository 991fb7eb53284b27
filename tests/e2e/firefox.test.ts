/** The shipped build in a real Firefox, and libotr at the other end: a site switched on, a conversation, a check of the key. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Firefox, type FirefoxPage } from './browser/firefox.ts';
import { type LibotrContact, startLibotrContact } from './libotr-contact.ts';
import { eventually } from './person.ts';
import { texts } from './texts.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let firefox: Firefox;
let bob: LibotrContact;
let options: FirefoxPage;
let page: FirefoxPage;
let panel: FirefoxPage;

beforeAll(async () => {
  world = await startWorld();
  bob = await startLibotrContact({
    prosody: world.prosody,
    jid: 'bob@localhost',
    password: 'bobpw',
    peer: 'alice@localhost',
  });
  firefox = await Firefox.start('.output/firefox-mv3');
});
afterAll(() => Promise.all([firefox?.close(), bob?.close()]));

const stateOf = (document: FirefoxPage): Promise<string | null> =>
  document.evaluate(
    () => globalThis.document.querySelector('[data-state]')?.getAttribute('data-state') ?? null,
  );
const heard = (): Promise<string[]> =>
  panel.evaluate(() =>
    Array.from(
      document.querySelectorAll('[data-entry=message][data-from=them] [data-text]'),
      (row) => row.textContent,
    ),
  );

async function say(text: string): Promise<void> {
  await panel.type('textarea[name=message]', text);
  await panel.enter();
}

test('the welcome page comes at the installation', async () => {
  const welcome = await firefox.document(firefox.url('welcome.html'));
  await welcome.waitFor('main h1, main h2');
});

test('a site is switched on in the options', async () => {
  options = await firefox.open(firefox.url('options.html#sites'));
  await options.type('input[name=site]', world.converse.origin);
  await options.click('[data-action=add-site]');
  await options.waitFor('[data-site]');
});

test('a click on the padlock makes both sides private', async () => {
  page = await firefox.open(world.converse.url('alice', 'bob'));
  await page.click('[data-sotto-chip]');
  panel = await firefox.document(firefox.url('panel.html'));
  await eventually(() => stateOf(panel)).toBe('unverified');
  await eventually(() => bob.otr.status()).toBe('encrypted');
});

test('messages each way, typed and read in the panel, and the page finds none of them', async () => {
  const theirs = texts('libotr', 10);
  for (const [n, text] of theirs.entries()) {
    await bob.otr.send(text);
    await say(`Firefox says ${n}`);
  }
  await eventually(() => heard()).toEqual(theirs);
  await eventually(() => bob.otr.shown()).toEqual(theirs.map((_, n) => `Firefox says ${n}`));
  const found = await page.evaluate(() => {
    const find = Reflect.get(window, 'find').bind(window);
    return find('Firefox says') || document.documentElement.outerHTML.includes('Firefox says');
  });
  expect([found, bob.bodies.filter((body) => body.includes('Firefox says'))]).toEqual([false, []]);
});

test('a question that is answered verifies', async () => {
  const tab = await options.evaluate(
    async () => (await chrome.tabs.query({ url: 'http://localhost/*' }))[0]?.id,
  );
  const popup = await firefox.open(firefox.url(`popup.html?tab=${tab}`));
  await popup.type('input[name=question]', 'Where?');
  await popup.type('input[name=answer]', 'lake');
  await popup.click('[data-action=ask]');
  await eventually(() =>
    bob.otr.events.some((event) => event.name === 'smp' && event.question === 'Where?'),
  ).toBe(true);
  await bob.otr.answer('lake');
  await popup.waitFor('[data-check=succeeded]');
  await eventually(() => stateOf(panel)).toBe('verified');
});

test('the event page ends and the conversation goes on', async () => {
  await firefox.stopBackground();
  await bob.otr.send('after the event page had gone');
  await eventually(async () => (await heard()).at(-1)).toBe('after the event page had gone');
  await firefox.stopBackground();
  await say('so do I');
  await eventually(() => bob.otr.shown().at(-1)).toBe('so do I');
  expect(await stateOf(panel)).toBe('verified');
});

test('the page is loaded again and is still private', async () => {
  await page.go(world.converse.url('alice', 'bob'));
  panel = await firefox.document(firefox.url('panel.html'));
  await eventually(() => stateOf(panel)).toBe('verified');
});
