/** The shipped build in a real Firefox: sites switched on, conversations by the wire and by the page, checks of the key. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Firefox, type FirefoxPage } from './browser/firefox.ts';
import { type IrssiContact, startIrssi } from './irssi-contact.ts';
import { type LibotrContact, startLibotrContact } from './libotr-contact.ts';
import { eventually } from './person.ts';
import { type Lounge, startLounge } from './servers/lounge.mjs';
import { startNgircd } from './servers/ngircd.mjs';
import { texts } from './texts.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let firefox: Firefox;
let options: FirefoxPage;
let page: FirefoxPage;
let panel: FirefoxPage;
const ends: (() => Promise<void>)[] = [];

beforeAll(async () => {
  world = await startWorld();
  firefox = await Firefox.start('.output/firefox-mv3');
  ends.push(firefox.close);
});
afterAll(async () => {
  for (const end of ends.reverse()) await end();
});

const state = (): Promise<string | null> =>
  panel.evaluate(() => document.querySelector('[data-state]')?.getAttribute('data-state') ?? null);
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

async function switchOn(site: string): Promise<void> {
  options = await firefox.open(firefox.url('options.html#sites'));
  await options.type('input[name=site]', site);
  await options.click('[data-action=add-site]');
  await options.waitFor('[data-site]');
}

/** In the popup for the page, which stays open. */
async function ask(question: string, answer: string): Promise<FirefoxPage> {
  const title = await page.evaluate(() => document.title);
  const tab = await options.evaluate(
    async (wanted) => (await chrome.tabs.query({})).find((one) => one.title === wanted)?.id,
    title,
  );
  const popup = await firefox.open(firefox.url(`popup.html?tab=${tab}`));
  await popup.type('input[name=question]', question);
  await popup.type('input[name=answer]', answer);
  await popup.click('[data-action=ask]');
  await popup.waitFor('[data-check=waiting]');
  return popup;
}

/** Whether the page can find this text, in a way that sees through closed shadow roots. */
const finds = (text: string): Promise<boolean> =>
  page.evaluate((wanted) => {
    const found = Reflect.get(window, 'find').call(window, wanted);
    return found || document.documentElement.outerHTML.includes(wanted);
  }, text);

test('the welcome page comes at the installation', async () => {
  const welcome = await firefox.tab(firefox.url('welcome.html'));
  await welcome.waitFor('main h1, main h2');
});

describe('Converse.js, with libotr', () => {
  let bob: LibotrContact;

  beforeAll(async () => {
    const account = { jid: 'bob@localhost', password: 'bobpw' };
    bob = await startLibotrContact({ ...account, prosody: world.prosody, peer: 'alice@localhost' });
    ends.push(bob.close);
  });

  test('switched on in the options; a click on the padlock makes both sides private', async () => {
    await switchOn(world.converse.origin);
    page = await firefox.open(world.converse.url('alice', 'bob'));
    await page.click('[data-sotto-chip]');
    panel = await page.frame(firefox.url('panel.html'));
    await eventually(state).toBe('unverified');
    await eventually(() => bob.otr.status()).toBe('encrypted');
  });

  test('messages each way, and the page finds none of them', async () => {
    const theirs = texts('libotr', 10);
    for (const [n, text] of theirs.entries()) {
      await bob.otr.send(text);
      await say(`Firefox says ${n}`);
    }
    await eventually(heard).toEqual(theirs);
    await eventually(() => bob.otr.shown()).toEqual(theirs.map((_, n) => `Firefox says ${n}`));
    expect(await finds('Firefox says')).toBe(false);
    expect(bob.bodies.filter((body) => body.includes('Firefox says'))).toEqual([]);
  });

  test('a question that is answered verifies', async () => {
    const popup = await ask('Where?', 'lake');
    await eventually(() =>
      bob.otr.events.some((event) => event.name === 'smp' && event.question === 'Where?'),
    ).toBe(true);
    await bob.otr.answer('lake');
    await popup.waitFor('[data-check=succeeded]');
    await eventually(state).toBe('verified');
  });

  test('the event page ends and the conversation goes on', async () => {
    await firefox.stopBackground();
    await bob.otr.send('after the event page had gone');
    await eventually(async () => (await heard()).at(-1)).toBe('after the event page had gone');
    await firefox.stopBackground();
    await say('so do I');
    await eventually(() => bob.otr.shown().at(-1)).toBe('so do I');
    expect(await state()).toBe('verified');
  });

  test('the page is loaded again and is still private', async () => {
    await page.go('about:blank');
    await page.go(world.converse.url('alice', 'bob'));
    panel = await page.frame(firefox.url('panel.html'));
    await eventually(state).toBe('verified');
  });
});

describe('The Lounge, with irssi', () => {
  let lounge: Lounge;
  let iris: IrssiContact;

  beforeAll(async () => {
    const irc = await startNgircd();
    ends.push(irc.stop);
    lounge = await startLounge(irc);
    ends.push(lounge.stop);
    iris = await startIrssi({ irc, nick: 'iris', peer: 'alice' });
    ends.push(iris.close);
  });

  test('switched on in the options; a click on the padlock makes both sides private', async () => {
    await switchOn(new URL(lounge.url('alice')).origin);
    page = await firefox.open(lounge.url('alice'));
    await page.click('#connect button[type=submit]');
    const told = (): Promise<boolean> =>
      page.evaluate(() => document.body.textContent.includes('now known as alice'));
    await eventually(told).toBe(true);
    await page.type('#input', '/query iris');
    await page.enter();
    await page.waitFor('#chat .chat-view[data-type=query][aria-label=iris]');
    await page.click('[data-sotto-chip]');
    panel = await page.frame(firefox.url('panel.html'));
    await eventually(state).toBe('unverified');
    await eventually(() => iris.lines().includes('Session secured')).toBe(true);
  });

  test('messages each way, some in pieces, and the page finds none of them', async () => {
    const ours = Array.from(
      { length: 5 },
      (_, n) => `Firefox says ${n}${n === 3 ? ' and on'.repeat(60) : ''}`,
    );
    for (const [n, text] of ours.entries()) {
      await say(text);
      iris.type(`irssi says ${n}`);
    }
    await eventually(() => iris.saidBy('alice')).toEqual(ours);
    await eventually(heard).toEqual(ours.map((_, n) => `irssi says ${n}`));
    expect([await finds('Firefox says'), await finds('irssi says')]).toEqual([false, false]);
  });

  test('a question that is answered verifies', async () => {
    const popup = await ask('Which?', 'lighthouse');
    await eventually(() => iris.lines().includes('Question: Which?')).toBe(true);
    iris.type('/otr auth lighthouse');
    await popup.waitFor('[data-check=succeeded]');
    await eventually(state).toBe('verified');
  });
});
