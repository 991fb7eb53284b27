/** Sotto where the page speaks over BOSH, with stream management: with libotr, and with another Sotto. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sotto } from './browser/chromium.mjs';
import { type LibotrContact, startLibotrContact } from './libotr-contact.ts';
import { spyOnThePage } from './page-spy.ts';
import { eventually, type Person } from './person.ts';
import { forms, recordFrames, rideAlong, submitForm, typeAndEnter } from './require-attacks.ts';
import { answerQuestion, askQuestion, outcomeOf, talk } from './talk.ts';
import { texts } from './texts.ts';
import { startWorld, type World } from './world.ts';

const QUESTION = 'Where did we meet?';
const ANSWER = 'on the pier';
/** A ciphertext, which goes out whoever is protected. */
const LAST = '?OTR:AAMDJ+MVmSfjFZcAAAAAAQAAAAIAAADA.';
const SECRETS = ['nightingale at the quay', 'seventeen paper lanterns'];

let world: World;
let alice: Person;
let carol: Person;
let bob: LibotrContact;
/** What left alice's page. */
let frames: string[];

beforeAll(async () => {
  world = await startWorld({ users: { alice: 'alicepw', bob: 'bobpw', carol: 'carolpw' } });
  bob = await startLibotrContact({
    prosody: world.prosody,
    jid: 'bob@localhost',
    password: 'bobpw',
    peer: 'alice@localhost',
    maxFragment: 400,
    fullJid: true,
  });
  frames = [];
  const prepare = async (_: Sotto, page: Page): Promise<void> => {
    await page.addInitScript(spyOnThePage);
    await manageOverBosh(page);
  };
  const withFrames = async (sotto: Sotto, page: Page): Promise<void> => {
    frames = recordFrames(page);
    await prepare(sotto, page);
  };
  [alice, carol] = await Promise.all([
    world.person('alice', 'bob', { carrier: 'BOSH', prepare: withFrames }),
    world.person('carol', 'alice', { carrier: 'BOSH', prepare }),
  ]);
});
afterAll(() => bob?.close());

/** Converse has stream management over WebSocket alone: one place in its code says so. Here it has it over BOSH as well. */
async function manageOverBosh(page: Page): Promise<void> {
  await page.route('**/dist/converse.min.js', async (route) => {
    const response = await route.fetch();
    const code = await response.text();
    const body = code.replace(/!\w+\.connection\.isType\("bosh"\)\|\|/, 'true||');
    if (body === code) throw new Error('the place is not there');
    await route.fulfill({ response, body });
  });
}

const openChat = async (peer: string): Promise<void> => {
  await alice.page.locator(`converse-controlbox .open-chat[data-jid="${peer}@localhost"]`).first().click();
  await eventually(() => alice.toolbarTitle()).toContain(`${peer}@localhost`);
};

describe('with libotr', () => {
  test('started by Sotto: private on both sides', async () => {
    await alice.clickChip();
    await alice.sees('unverified');
    await eventually(() => bob.otr.status()).toBe('encrypted');
  });

  test('50 messages each way, in fragments of 400 bytes', async () => {
    await talk(alice, bob.otr);
    expect(bob.bodies.join(' ')).not.toContain('sotto 1 ');
  });

  test.each([
    ['wrongly', 'at the station', 'failed', 'unverified'],
    ['rightly', ANSWER, 'succeeded', 'verified'],
  ] as const)('a question, answered %s', async (_how, answer, outcome, state) => {
    const asked = () => bob.otr.events.filter((event) => event.name === 'smp' && event.step === 'ask-answer');
    const before = asked().length;
    const popup = await askQuestion(alice, QUESTION, ANSWER);
    await eventually(() => asked().length).toBe(before + 1);
    await bob.otr.answer(answer);
    await outcomeOf(popup, outcome, alice);
    await alice.sees(state);
  });

  test('ended by libotr, and started anew by it', async () => {
    await bob.otr.end();
    await alice.sees('finished');
    await bob.otr.query();
    await alice.sees('verified');
    await eventually(() => bob.otr.status()).toBe('encrypted');
  });

  test('10 messages more, and ended by Sotto', async () => {
    await talk(alice, bob.otr, { count: 10 });
    await alice.choose('end');
    await alice.sees('plain');
    await eventually(() => bob.otr.status()).toBe('finished');
  });
});

describe('with another Sotto', () => {
  test('private on both sides; 25 messages each way', async () => {
    await openChat('carol');
    await alice.clickChip();
    await Promise.all([alice.sees('unverified'), carol.sees('unverified')]);
    const [ours, theirs] = [texts('one', 25), texts('two', 25)];
    for (const [n, text] of ours.entries()) {
      await alice.say(text);
      await carol.say(theirs[n] ?? '');
    }
    await carol.hears(ours);
    await alice.hears(theirs);
    await Promise.all([alice.allSent(), carol.allSent()]);
  });

  test('a question, answered rightly', async () => {
    const asking = await askQuestion(alice, QUESTION, ANSWER);
    const answering = await answerQuestion(carol, ANSWER);
    await outcomeOf(answering, 'succeeded', carol);
    await outcomeOf(asking, 'succeeded', alice);
    await alice.sees('verified');
  });

  test('nothing that was typed or read in private can be found by the page', async () => {
    const [fromAlice = '', fromCarol = ''] = SECRETS;
    const panel = await alice.panel();
    await panel.locator('textarea[name=message]').click();
    await alice.page.keyboard.type(fromAlice, { delay: 5 });
    await alice.page.keyboard.press('Enter');
    await eventually(async () => (await carol.heard()).at(-1)).toBe(fromAlice);
    await carol.say(fromCarol);
    await eventually(async () => (await alice.heard()).at(-1)).toBe(fromCarol);
    for (const { page } of [alice, carol]) {
      const seen = await page.evaluate(() => window.spy.report());
      // The spy works: it saw what went over the wire. Not toContain: it would print it all.
      expect(seen.includes('?OTR:')).toBe(true);
      expect(SECRETS.filter((secret) => seen.includes(secret))).toEqual([]);
      expect(['nightingale', 'lanterns', 'pier'].filter((word) => seen.includes(word))).toEqual([]);
    }
    expect(SECRETS.filter((secret) => world.prosody.log().includes(secret))).toEqual([]);
  });

  test('ended by the other: Sotto says by whom', async () => {
    await carol.choose('end');
    await carol.sees('plain');
    await alice.sees('finished');
  });
});

test('required privacy: neither what is typed into the page goes out, nor what its script sends', async () => {
  await openChat('bob');
  await alice.sees('plain');
  const before = { bodies: bob.bodies.length, frames: frames.length };
  await alice.flip('requirePrivate', 'contact', true, 'contact on');
  await (await alice.panel()).locator('[data-required]').waitFor();
  await typeAndEnter(alice.page, 'harbour typed');
  await rideAlong(alice.page, [
    ...forms('harbour sent'),
    `<message xmlns='jabber:client' to='bob@localhost'><body>${LAST}</body></message>`,
  ]);
  await submitForm(alice.page, 'harbour submitted');
  const held = async () => (await alice.rows()).filter(({ delivery }) => delivery === 'held');
  await eventually(async () => (await held()).map(({ text }) => text).sort()).toEqual(
    ['harbour submitted', 'harbour typed', ...Array.from({ length: 6 }, () => 'harbour sent')].sort(),
  );
  // What would have been sent before this has come when this has.
  await eventually(() => bob.bodies.slice(before.bodies)).toContain(LAST);
  expect(bob.bodies.filter((body) => body.includes('harbour'))).toEqual([]);
  expect(frames.slice(before.frames).filter((frame) => frame.includes('harbour'))).toEqual([]);
});

test('all of that in one session with stream management, and without an error in the pages', () => {
  expect(frames.filter((frame) => / wait=/.test(frame))).toHaveLength(1);
  const managed = [/<enable [^>]*urn:xmpp:sm:3/, /<r xmlns="urn:xmpp:sm:3"/];
  expect(managed.filter((element) => !frames.some((frame) => element.test(frame)))).toEqual([]);
  expect([...alice.pageErrors, ...carol.pageErrors]).toEqual([]);
});
