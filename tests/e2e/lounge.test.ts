/** The Lounge on a real IRC server: Sotto with another Sotto, and with irssi and its OTR plugin. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchWithSotto, type Sotto } from './browser/chromium.mjs';
import { type IrssiContact, startIrssi } from './irssi-contact.ts';
import { spyOnThePage } from './page-spy.ts';
import { E2E_BUILD, eventually, Person } from './person.ts';
import { type Lounge, startLounge } from './servers/lounge.mjs';
import { type Irc, startNgircd } from './servers/ngircd.mjs';
import { answerQuestion, askQuestion, outcomeOf, type Partner, talk } from './talk.ts';
import { WizardHands } from './wizard-hands.ts';

/** On the page that asks for a name: there is a form in chats too. */
const CONNECT = '#connect button[type=submit]';

const QUESTION = 'Where did we meet?';
/** One word: irssi takes no more. */
const ANSWER = 'lighthouse';
const NEEDLES = ['nightingale', 'lanterns', 'lighthouse', 'harbour'];

let irc: Irc;
let lounge: Lounge;
let alice: Person;
let bob: Person;
let iris: IrssiContact;
const ends: (() => Promise<void>)[] = [];

beforeAll(async () => {
  irc = await startNgircd();
  ends.push(irc.stop);
  lounge = await startLounge(irc);
  ends.push(lounge.stop);
  iris = await startIrssi({ irc, nick: 'iris', peer: 'alice' });
  ends.push(iris.close);
  [alice, bob] = await Promise.all([atTheLounge('alice'), atTheLounge('bob')]);
  await openChat(alice, 'iris');
  await type(bob, '/join #square');
  await bob.page.locator('#chat .chat-view[data-type=channel]').waitFor();
  await Promise.all([openChat(alice, 'bob'), openChat(bob, 'alice')]);
});
afterAll(async () => {
  for (const end of ends.reverse()) await end();
});

/** Connected under this name, and spied upon. */
async function atTheLounge(nick: string): Promise<Person> {
  const sotto: Sotto = await launchWithSotto({ extensionDir: E2E_BUILD, headless: true });
  ends.push(sotto.close);
  const person = await Person.at(sotto, lounge.url(nick), async (_, page) => {
    await page.addInitScript(spyOnThePage);
  });
  await connect(person, nick);
  return person;
}

async function connect({ page }: Person, nick: string): Promise<void> {
  await page.locator(CONNECT).click();
  await page.getByText(`now known as ${nick}`).waitFor();
}

async function type({ page }: Person, line: string): Promise<void> {
  await page.locator('#input').fill(line);
  await page.locator('#input').press('Enter');
}

async function openChat(person: Person, nick: string): Promise<void> {
  await type(person, `/query ${nick}`);
  await person.page.locator(`#chat .chat-view[data-type=query][aria-label="${nick}"]`).waitFor();
  await person.chipThere();
}

/** By the list at the side. */
async function changeTo(person: Person, name: string): Promise<void> {
  await person.page.locator(`.channel-list-item[data-name="${name}"]`).click();
  await person.page.locator(`#chat .chat-view[aria-label="${name}"]`).waitFor();
}

describe('with another Sotto', () => {
  test('private on both sides after a click', async () => {
    await alice.clickChip();
    await Promise.all([alice.sees('unverified'), bob.sees('unverified')]);
  });

  test('what is said arrives, in pieces that the site takes', async () => {
    const texts = ['nightingale at the quay', 'a < b & c > d', `long ${'✓ and on '.repeat(100)}.`];
    for (const text of texts) await alice.say(text);
    await bob.hears(texts);
    const answers = ['seventeen paper lanterns', `longer ${'harbour '.repeat(200)}.`];
    for (const text of answers) await bob.say(text);
    await alice.hears(answers);
    await Promise.all([alice.allSent(), bob.allSent()]);
  });

  test('a question, answered rightly', async () => {
    const asking = await askQuestion(alice, QUESTION, ANSWER);
    const answering = await answerQuestion(bob, ANSWER);
    await outcomeOf(answering, 'succeeded', bob);
    await outcomeOf(asking, 'succeeded', alice);
    await alice.sees('verified');
  });

  test('nothing of it can be found by the page', async () => {
    await Promise.all([alice, bob].map(({ page }) => findNothing(page)));
  });

  test('ended by the other: Sotto says by whom', async () => {
    await bob.choose('end');
    await bob.sees('plain');
    await alice.sees('finished');
  });
});

describe('with irssi', () => {
  const partner: Partner = {
    send: async (text) => iris.type(text),
    shown: () => iris.saidBy('alice'),
  };
  /** How often irssi has said so. */
  const count = (line: string): number => iris.lines().filter((one) => one === line).length;

  test('started by Sotto: private on both sides', async () => {
    await changeTo(alice, 'iris');
    await eventually(() => alice.toolbarTitle()).toContain('iris');
    await alice.clickChip();
    await alice.sees('unverified');
    await eventually(() => count('Session secured')).toBe(1);
  });

  test('50 messages each way, some in pieces', async () => {
    await talk(alice, partner, { count: 50, texts: lines });
  });

  test('the panel lies over all of the chat, long as it is by now, and leaves the padlock free', async () => {
    await eventually(() => alice.page.evaluate(whereThePanelIs)).toEqual({ beside: true, padlockFree: true });
  });

  test('a question, answered wrongly, and rightly', async () => {
    const wrong = await askQuestion(alice, QUESTION, ANSWER);
    await eventually(() => count(`Question: ${QUESTION}`)).toBe(1);
    iris.type('/otr auth station');
    await outcomeOf(wrong, 'failed', alice);
    await alice.sees('unverified');
    const right = await askQuestion(alice, QUESTION, ANSWER);
    await eventually(() => count(`Question: ${QUESTION}`)).toBe(2);
    iris.type(`/otr auth ${ANSWER}`);
    await outcomeOf(right, 'succeeded', alice);
    await alice.sees('verified');
  });

  test('a question of irssi’s, answered rightly', async () => {
    const before = count('Authentication with alice successful');
    iris.type(`/otr authq where? ${ANSWER}`);
    await outcomeOf(await answerQuestion(alice, ANSWER), 'succeeded', alice);
    await eventually(() => count('Authentication with alice successful')).toBe(before + 1);
  });

  test('ended by irssi, and started anew by it', async () => {
    iris.type('/otr finish');
    await alice.sees('finished');
    iris.type('/otr init');
    await alice.sees('verified');
    await eventually(() => count('Session secured')).toBe(2);
    await talk(alice, partner, { count: 5, texts: lines });
  });

  test('nothing of it can be found by the page', async () => {
    await findNothing(alice.page);
  });

  test('ended by Sotto: irssi is told', async () => {
    await alice.choose('end');
    await alice.sees('plain');
    await eventually(() => iris.lines().some((line) => line.includes('alice has finished the OTR'))).toBe(
      true,
    );
  });
});

test('in a channel the padlock says that Sotto is for two', async () => {
  await changeTo(bob, '#square');
  await eventually(() => bob.groupNotices()).toEqual([
    'Group: not private. Sotto works between two people, not in groups',
  ]);
});

test('shown to Sotto by hand, what it knows of The Lounge left aside: private within five clicks', async () => {
  await Promise.all([changeTo(alice, 'bob'), changeTo(bob, 'alice')]);
  await type(alice, 'Shall we go by train?');
  await bob.page.locator('#chat .msg', { hasText: 'by train?' }).waitFor();
  await type(bob, 'Yes, the early one');
  const wizard = await WizardHands.start(bob);
  await wizard.asksFor('theirs');
  await wizard.point('#chat .msg:has-text("by train") .content');
  await wizard.asksFor('name');
  await wizard.point('#chat .header .title');
  await wizard.press('next');
  await wizard.reaches('ask');
  await wizard.press('send');
  await alice.page.locator('#chat .msg', { hasText: 'Just trying something out.' }).waitFor();
  expect(wizard.clicks).toBeLessThanOrEqual(5);
  // The page is loaded anew, and a public Lounge connects anew: under another name, for the old one may not be free yet.
  await bob.page.locator(CONNECT).waitFor();
  await bob.page.goto(lounge.url('bella'));
  await connect(bob, 'bella');
  await Promise.all([openChat(alice, 'bella'), openChat(bob, 'alice')]);
  await bob.clickChip();
  await Promise.all([alice.sees('unverified'), bob.sees('unverified')]);
  await bob.say('the nightingale again');
  await alice.hears(['the nightingale again']);
});

test('the pages had no errors of their own', () => {
  expect([...alice.pageErrors, ...bob.pageErrors]).toEqual([]);
});

/** What a person can type into irssi: one line each, shorter than what it splits; every tenth takes several pieces. */
const lines = (who: string, count: number): string[] =>
  Array.from({ length: count }, (_, n) => {
    const text = ['hello there', 'Grüße aus Köln – „schön“', 'a < b & c > d', '你好，在吗？', 'nightingale'][
      n % 5
    ];
    return n % 10 === 9 ? `${who} ${n} ${'harbour ✓ '.repeat(25)}.` : `${who} ${n} ${text}`;
  });

/** To be run in the page. `beside`: it fills what lies under the chat's header. */
function whereThePanelIs(): { beside: boolean; padlockFree: boolean } {
  const [panel, header, form, chip] = [
    '[data-sotto-panel]',
    '#chat .header',
    '#form',
    '[data-sotto-chip]',
  ].map((select) => document.querySelector(select)?.getBoundingClientRect() ?? new DOMRect());
  const near = (one = 0, other = 0) => Math.abs(one - other) <= 2;
  const middle = document.elementFromPoint((chip?.left ?? 0) + 20, (chip?.top ?? 0) + 14);
  return {
    beside: near(panel?.top, header?.bottom) && near(panel?.bottom, form?.bottom),
    padlockFree: middle?.hasAttribute('data-sotto-chip') === true,
  };
}

/** Whatever a page can look at. */
async function findNothing(page: Page): Promise<void> {
  const seen = await page.evaluate(() => window.spy.report());
  // The spy works: it saw what went over the wire.
  expect(seen.includes('?OTR')).toBe(true);
  expect(NEEDLES.filter((needle) => seen.includes(needle))).toEqual([]);
}
