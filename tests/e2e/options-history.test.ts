/** The history over real restarts of the browser: off leaves nothing on the disk; on can be searched again; erased is gone. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodings, filesOf, isIn } from '#tests/profile-search.ts';
import { type LibotrContact, startLibotrContact } from './libotr-contact.ts';
import { eventually, Person } from './person.ts';
import { startWorld, type World } from './world.ts';

const WHILE_OFF = 'the heron stands in the reeds';
const WHILE_ON = 'the kingfisher sits on the bridge';
const ANSWER = 'then bring the binoculars';

const profileDir = mkdtempSync(join(tmpdir(), 'sotto-history-'));
let world: World;
let bob: LibotrContact;
let alice: Person;
let options: Page;

beforeAll(async () => {
  world = await startWorld();
  bob = await startLibotrContact({
    prosody: world.prosody,
    jid: 'bob@localhost',
    password: 'bobpw',
    peer: 'alice@localhost',
  });
  await arrive();
});
afterAll(async () => {
  await bob?.close();
  await alice?.close();
  rmSync(profileDir, { recursive: true, force: true, maxRetries: 3 });
});

async function arrive(): Promise<void> {
  alice = await Person.start(world.converse.url('alice', 'bob'), { profileDir });
}

/** A private conversation in which alice says the text. */
async function talk(text: string): Promise<void> {
  if ((await alice.state()) === null) await alice.clickChip();
  await eventually(() => alice.state()).toMatch(/verified/);
  await alice.say(text);
  await eventually(() => bob.otr.shown()).toContain(text);
  await alice.allSent();
}

async function openHistory(): Promise<void> {
  options = await alice.sotto.context.newPage();
  await options.goto(alice.sotto.url('options.html#history'));
  await options.locator('[data-section=history][aria-busy=false]').waitFor();
}

async function finds(text: string): Promise<number> {
  await options.locator('input[name=search]').fill('');
  await options.locator('[data-found]').waitFor({ state: 'detached' });
  await options.locator('input[name=search]').fill(text);
  await options.locator('[data-found]').waitFor({ state: 'attached' });
  return Number(await options.locator('[data-found]').getAttribute('data-found'));
}

test('off, as it is at first: nothing that was said is on the disk', async () => {
  await talk(WHILE_OFF);
  await bob.otr.send(`${WHILE_OFF} too`);
  await alice.hears([`${WHILE_OFF} too`]);
  await alice.close();
  const files = filesOf(profileDir);
  // Finding an address that the page itself keeps says that the search looks in the right place.
  expect(isIn(files, encodings('alice@localhost'))).toBe(true);
  expect(isIn(files, encodings(WHILE_OFF))).toBe(false);
});

test('on: both sides of the talk can be searched and read after the browser was restarted', async () => {
  await arrive();
  await openHistory();
  await options.locator('[data-history=off]').waitFor();
  await options.locator('[data-action=history-on]').click();
  await options.locator('[data-history=on]').waitFor();
  await alice.page.bringToFront();
  await talk(WHILE_ON);
  await bob.otr.send(ANSWER);
  await eventually(() => alice.heard()).toContain(ANSWER);
  await alice.close();
  const files = filesOf(profileDir);
  expect([WHILE_OFF, WHILE_ON, ANSWER].filter((text) => isIn(files, encodings(text)))).toEqual([]);

  await arrive();
  await openHistory();
  expect([await finds('KINGFISHER'), await finds('heron'), await finds('binoculars')]).toEqual([1, 0, 1]);
  await options.locator('[data-history-of="bob@localhost"] [data-action=read]').click();
  await eventually(() => options.locator('.line-text').allTextContents()).toEqual([WHILE_ON, ANSWER]);
  await options.locator('[data-action=back]').click();
});

test('erased: nothing is found, now and after a restart', async () => {
  await options.locator('[data-history-of="bob@localhost"] [data-action=erase]').click();
  await options.locator('[data-action=confirm-erase]').click();
  await options.locator('[data-history-of]').waitFor({ state: 'detached' });
  await alice.close();
  await arrive();
  await openHistory();
  await options.locator('[data-history=on]').waitFor();
  await eventually(() => options.locator('[data-history-of], input[name=search]').count()).toBe(0);
});
