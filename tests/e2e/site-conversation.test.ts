/**
 * Two people at two messengers' pages, each with Sotto: one around Lexical, one around a page that takes the focus whenever it
 * sends. Nothing but the pages' own composers and rows carries what they say.
 */
import { beforeAll, expect, test } from 'vitest';
import { canFind, spyOnOpen } from './page-spy.ts';
import { eventually, type Person, turn } from './person.ts';
import { type SiteWorld, startSiteWorld } from './site-world.ts';

const SECRETS = { alice: 'nightingale at the quay', bob: 'seventeen paper lanterns' };
const NEEDLES = ['nightingale', 'seventeen', 'lanterns', 'harbour', 'while you were'];

let world: SiteWorld;
let alice: Person;
let bob: Person;

beforeAll(async () => {
  world = await startSiteWorld();
  [alice, bob] = await Promise.all([
    world.person('alice', 'https://www.messenger.com/'),
    world.person('bob', 'https://lounge.test/'),
  ]);
  await spyOnOpen([alice.page, bob.page]);
  await Promise.all([alice.chipThere(), bob.chipThere()]);
});

const draft = ({ page }: Person): Promise<string> => page.evaluate(() => window.chat.draft());

test('a messenger that is known by its address is read by its page alone, all other pages by the wire', async () => {
  const registered = async ({ sotto }: Person) => {
    const worker = await sotto.worker();
    const scripts = await worker.evaluate(() => chrome.scripting.getRegisteredContentScripts());
    return Object.fromEntries(
      scripts.map(({ id, matches, excludeMatches = [] }) => [id, { matches, excludeMatches }]),
    );
  };
  const known = ['https://www.messenger.com/*'];
  const [atKnown, atOther] = await Promise.all([registered(alice), registered(bob)]);
  expect(Object.keys(atKnown).sort()).toEqual(['by-page', 'by-wire', 'guard', 'wire']);
  expect(atKnown['by-page']?.matches).toEqual(known);
  for (const id of ['wire', 'by-wire']) expect(atKnown[id]?.excludeMatches).toEqual(known);
  expect(Object.keys(atOther).sort()).toEqual(['by-wire', 'guard', 'wire']);
});

test('a click on the padlock, and both are private', async () => {
  await alice.clickChip();
  await Promise.all([alice.sees('unverified'), bob.sees('unverified')]);
  const panel = await alice.panel();
  await eventually(() => panel.locator('.who-name').first().textContent()).toBe('Sally Smith');
});

test('what is said arrives, whole and in order, whatever the sites allow in one message', async () => {
  const texts = [SECRETS.alice, 'a < b & c > d', `long ${'✓ and on '.repeat(150)}.`];
  for (const text of texts) await alice.say(text);
  await bob.hears(texts);
  await bob.say(SECRETS.bob);
  await bob.say(texts[2] ?? '');
  await alice.hears([SECRETS.bob, texts[2] ?? '']);
  await Promise.all([alice.allSent(), bob.allSent()]);
  for (const { from, text } of world.relay.sent)
    expect(text.length).toBeLessThanOrEqual(from === 'alice' ? 900 : 350);
});

test('a page that takes the focus when it sends gets no key of what is typed on', async () => {
  const panel = await bob.panel();
  await panel.locator('textarea[name=message]').click();
  const lines = ['one after', 'the other, without', 'a pause, harbour'];
  for (const line of lines) {
    await bob.page.keyboard.type(line, { delay: 15 });
    await bob.page.keyboard.press('Enter');
  }
  await eventually(async () => (await alice.heard()).slice(-3)).toEqual(lines);
  await eventually(() => draft(bob)).toBe('');
  await findNothing();
});

test('a text that came while the page was loaded anew is read when it is back', async () => {
  await bob.page.goto('about:blank');
  await alice.say('while you were away');
  await bob.page.goBack();
  await bob.chipThere();
  await eventually(async () => (await bob.heard()).at(-1)).toBe('while you were away');
  await bob.say('back');
  await eventually(async () => (await alice.heard()).at(-1)).toBe('back');
  await findNothing();
});

/** Both pages, looking wherever a page can look since they were loaded. */
async function findNothing(): Promise<void> {
  for (const { page } of [alice, bob]) {
    const seen = await page.evaluate(() => window.spy.report());
    expect(seen.includes('?OTR:')).toBe(true);
    for (const needle of NEEDLES) {
      expect(seen.split('\n').filter((line) => line.includes(needle))).toEqual([]);
      expect([needle, await canFind(page, needle)]).toEqual([needle, false]);
    }
  }
  expect(world.relay.sent.filter(({ text }) => NEEDLES.some((needle) => text.includes(needle)))).toEqual([]);
}

test('with privacy required, what is typed into the page’s own composer waits in the panel', async () => {
  await alice.choose('end');
  await Promise.all([alice.sees('plain'), bob.sees('finished')]);
  const popup = await alice.sotto.openPopup(alice.page);
  const rule = popup.locator('[data-policy=requirePrivate]');
  await rule.locator('summary').click();
  await turn(rule.locator('[data-scope=contact]'), true);
  await eventually(() => rule.getAttribute('data-value')).toBe('on');
  await popup.close();
  const before = world.relay.sent.length;
  // A page that was loaded anew, and a user who is quicker than the panel.
  await alice.page.bringToFront();
  await alice.page.reload();
  await alice.chipThere();
  await alice.page.locator('[role=textbox]').focus();
  await alice.page.keyboard.type('an open harbour');
  await alice.page.keyboard.press('Enter');
  await eventually(async () => (await alice.rows()).at(-1)).toMatchObject({
    text: 'an open harbour',
    delivery: 'held',
  });
  await eventually(() => draft(alice)).toBe('');
  expect(world.relay.sent).toHaveLength(before);
  await alice.press('show-page-chat');
  await alice.page.locator('[data-sotto-composer-cover]').first().waitFor();
});

test('in a group the padlock says that Sotto is for two', async () => {
  await bob.page.evaluate(() => window.chat.open('group'));
  await eventually(() => bob.groupNotices()).toEqual([
    'Group: not private. Sotto works between two people, not in groups',
  ]);
});
