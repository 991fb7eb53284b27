/**
 * A page that wants to know: everything it can reach is searched, from inside the page, for what was said in private.
 *
 * The spies are in place before any script of the page, as those of a hostile messenger would be.
 */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { canFind, spyOnThePage } from './page-spy.ts';
import type { Person } from './person.ts';
import { startWorld, type World } from './world.ts';

const SECRETS = { alice: 'nightingale at the quay', bob: 'seventeen paper lanterns' };

/** Each secret as a whole, and those of its words that occur nowhere else. */
const NEEDLES = Object.values(SECRETS).flatMap((secret) => [
  secret,
  ...secret.split(' ').filter((word) => word.length > 4),
]);

let world: World;
let alice: Person;
let bob: Person;

beforeAll(async () => {
  world = await startWorld();
  [alice, bob] = await Promise.all([world.person('alice', 'bob'), world.person('bob', 'alice')]);
  for (const { page } of [alice, bob]) {
    await page.addInitScript(spyOnThePage);
    await page.reload();
  }
  await Promise.all([alice.chipThere(), bob.chipThere()]);
});

/** Runs in the page. */
const readSpy = (page: Page): Promise<string> => page.evaluate(() => window.spy.report());

test('nothing that was typed or read in private can be found by the page', async () => {
  await alice.clickChip();
  await Promise.all([alice.sees('unverified'), bob.sees('unverified')]);
  const panel = await alice.panel();
  // Key by key, as a person types: a page that listens would see each.
  await panel.locator('textarea[name=message]').click();
  await alice.page.keyboard.type(SECRETS.alice, { delay: 5 });
  await alice.page.keyboard.press('Enter');
  await bob.hears([SECRETS.alice]);
  await bob.say(SECRETS.bob);
  await alice.hears([SECRETS.bob]);

  for (const { page } of [alice, bob]) {
    const seen = await readSpy(page);
    // The spy works: it saw the page's own text and the frames on the wire. Not toContain: it would print them all.
    expect(seen.includes('?OTR:')).toBe(true);
    expect(seen.includes('localhost')).toBe(true);
    for (const needle of NEEDLES) {
      expect([needle, seen.includes(needle)]).toEqual([needle, false]);
      expect([needle, await canFind(page, needle)]).toEqual([needle, false]);
    }
  }
  expect(world.prosody.log().includes(SECRETS.alice)).toBe(false);
});

test('the spy would have seen a text that is written without privacy', async () => {
  const { page } = alice;
  await alice.choose('end');
  await alice.sees('plain');
  const panel = await alice.panel();
  await panel.locator('[data-action=show-page-chat]').first().click();
  await page.locator('converse-chat textarea.chat-textarea').click();
  await page.keyboard.type('an open word');
  await page.keyboard.press('Enter');
  await expect.poll(() => readSpy(page)).toContain('an open word');
  const typed = await page.evaluate(() => window.spy.keys);
  expect(typed).toContain('an open word');
});
