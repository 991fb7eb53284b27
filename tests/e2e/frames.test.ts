/**
 * Two people whose chats do not stand in the page itself: one in a frame that is off the corner and scrolls, one in an open shadow
 * root. The panel lies over the chat, wherever the frame goes, and the page gets nothing of what is written in it.
 */
import type { Frame, Locator } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { canFind, spyOnOpen } from './page-spy.ts';
import { eventually, type Person, turn } from './person.ts';
import { picture } from './picture.ts';
import { type SiteWorld, startSiteWorld } from './site-world.ts';

const NEEDLES = ['nightingale', 'lanterns', 'harbour', 'ferry'];

let world: SiteWorld;
let alice: Person;
let bob: Person;

beforeAll(async () => {
  world = await startSiteWorld();
  [alice, bob] = await Promise.all([
    world.stranger('alice', 'https://chat.google.com/'),
    world.stranger('bob', 'https://x.com/i/chat/'),
  ]);
  await spyOnOpen([alice.page, bob.page]);
  await Promise.all([chipOf(alice).waitFor(), chipOf(bob).waitFor()]);
});

const inFrame = ({ page }: Person) => page.frameLocator('iframe.framed');
const chipOf = (person: Person): Locator =>
  (person === alice ? inFrame(person) : person.page).locator('[data-sotto-chip]').first();

async function frameOf({ page }: Person): Promise<Frame> {
  const frame = await (await page.locator('iframe.framed').elementHandle())?.contentFrame();
  if (!frame) throw new Error('the frame is not there');
  return frame;
}

const EDGES = ['left', 'top', 'right', 'bottom'] as const;
type Edges = Readonly<Record<(typeof EDGES)[number], number>>;

const edgesOf = (element: Locator): Promise<Edges | undefined> =>
  element.boundingBox().then((box) => {
    if (box === null) return undefined;
    return { left: box.x, top: box.y, right: box.x + box.width, bottom: box.y + box.height };
  });

/** The browser's own idea of where these parts are, as far as the frame and the window show them. */
async function shownOf(person: Person, parts: readonly string[]): Promise<Edges> {
  const frame = person.page.locator('iframe.framed');
  const edges = await Promise.all(parts.map((part) => edgesOf(inFrame(person).locator(part))));
  const seen = edges.filter((one) => one !== undefined);
  const around = (await edgesOf(frame)) ?? { left: 0, top: 0, right: 0, bottom: 0 };
  const inset = await frame.evaluate((one) => {
    const { offsetWidth, clientLeft, clientTop } = one as HTMLElement;
    const { paddingLeft, paddingTop } = getComputedStyle(one);
    const scale = one.getBoundingClientRect().width / offsetWidth;
    return {
      x: scale * (clientLeft + Number.parseFloat(paddingLeft)),
      y: scale * (clientTop + Number.parseFloat(paddingTop)),
    };
  });
  const view = await person.page.evaluate(() => ({
    right: document.documentElement.clientWidth,
    bottom: document.documentElement.clientHeight,
  }));
  return {
    left: Math.max(0, around.left + inset.x, Math.min(...seen.map(({ left }) => left))),
    top: Math.max(0, around.top + inset.y, Math.min(...seen.map(({ top }) => top))),
    right: Math.min(view.right, around.right - inset.x, Math.max(...seen.map(({ right }) => right))),
    bottom: Math.min(view.bottom, around.bottom - inset.y, Math.max(...seen.map(({ bottom }) => bottom))),
  };
}

const LIST = '[role=main] [role=list]';
const COMPOSER = '[role=textbox]';

/** How far the panel's edges are from those of the chat, in px; none when it is not to be seen. */
async function missesChat(host: string, parts: readonly string[]): Promise<number | undefined> {
  const panel = await edgesOf(alice.page.locator(host).first());
  const chat = await shownOf(alice, parts);
  return panel && Math.max(...EDGES.map((edge) => Math.abs(panel[edge] - chat[edge])));
}

const liesOverChat = () => missesChat('[data-sotto-panel]', [LIST, COMPOSER]);

test('the padlock in the frame looks like every other, and a click on it opens the panel', async () => {
  for (const person of [alice, bob]) {
    const box = await chipOf(person).boundingBox();
    expect(box?.height).toBe(28);
    expect(box?.width).toBeGreaterThan(90);
  }
  await chipOf(alice).click();
  await Promise.all([alice.sees('unverified'), bob.sees('unverified')]);
  const panel = await alice.panel();
  await eventually(() => panel.locator('.who-name').first().textContent()).toBe('Sally Smith');
});

test('what is said arrives, whole and in order, and the keyboard stays in the panel', async () => {
  const texts = ['nightingale at the quay', `long ${'✓ and on '.repeat(400)}.`, 'a < b & c > d'];
  for (const text of texts) await alice.say(text);
  await bob.hears(texts);
  await bob.say('seventeen paper lanterns');
  await alice.hears(['seventeen paper lanterns']);
  await Promise.all([alice.allSent(), bob.allSent()]);
  const panel = await alice.panel();
  await panel.locator('textarea[name=message]').click();
  for (const line of ['by the ferry', 'at nine']) {
    await alice.page.keyboard.type(line, { delay: 15 });
    await alice.page.keyboard.press('Enter');
  }
  await eventually(async () => (await bob.heard()).slice(-2)).toEqual(['by the ferry', 'at nine']);
  await eventually(() => alice.page.evaluate(() => window.chat.draft())).toBe('');
  await findNothing();
});

test.each<[what: string, act: () => void]>([
  ['is where it was', () => undefined],
  ['moves', () => frameElement().style.setProperty('margin', '30px 0 0 41.5px')],
  ['is made smaller', () => Object.assign(frameElement().style, { flexBasis: '431px', height: '333px' })],
  ['scrolls', () => frameElement().contentWindow?.scrollTo(0, 60)],
  ['stands in a page that scrolls', () => window.scrollTo(0, 110)],
  ['is scaled', () => frameElement().style.setProperty('transform', 'scale(0.8)')],
])('the panel lies over the chat when its frame %s', async (_, act) => {
  await alice.page.evaluate(`{
    const frameElement = () => document.querySelector('iframe.framed');
    (${act.toString()})();
  }`);
  await eventually(liesOverChat).toBeLessThanOrEqual(1);
});
declare const frameElement: () => HTMLIFrameElement;

test('the panel is not led astray by a page around the frame that zooms itself', async () => {
  await alice.page.evaluate(() => {
    document.querySelector('iframe.framed')?.removeAttribute('style');
    window.scrollTo(0, 0);
  });
  await eventually(liesOverChat).toBeLessThanOrEqual(1);
  const panel = alice.page.locator('[data-sotto-panel]').first();
  const before = await edgesOf(panel);
  const zoom = (value: string) =>
    alice.page.evaluate((factor) => document.documentElement.style.setProperty('zoom', factor), value);
  await zoom('0.5');
  const shrunk = async () => {
    const now = await edgesOf(panel);
    return Math.max(
      ...EDGES.map((edge) => Math.abs((now?.[edge] ?? Number.NaN) - 0.5 * (before?.[edge] ?? Number.NaN))),
    );
  };
  await eventually(shrunk).toBeLessThanOrEqual(1);
  await zoom('1');
  await eventually(liesOverChat).toBeLessThanOrEqual(1);
});

test('the panel goes from sight with the frame, and comes back with it', async () => {
  const host = alice.page.locator('[data-sotto-panel]').first();
  await setDisplay('none');
  await host.waitFor({ state: 'hidden' });
  await setDisplay('');
  await host.waitFor({ state: 'visible' });
  await eventually(liesOverChat).toBeLessThanOrEqual(1);
  await picture(alice.page, 'frame-panel');
});

const setDisplay = (value: string) =>
  alice.page.evaluate(
    (display) => document.querySelector<HTMLElement>('.framed-page')?.style.setProperty('display', display),
    value,
  );

test('a frame that takes the focus again and again gets no key of what is typed', async () => {
  const frame = await frameOf(alice);
  const panel = await alice.panel();
  const box = panel.locator('textarea[name=message]');
  await box.click();
  await alice.page.keyboard.type('the old ');
  await eventually(() => box.inputValue()).toBe('the old ');
  await frame.evaluate(() => {
    const composer = document.querySelector<HTMLElement>('[role=textbox]');
    const types = ['keydown', 'keypress', 'keyup', 'beforeinput', 'input'];
    for (const type of types)
      window.addEventListener(type, () => composer?.setAttribute('data-key', type), true);
    window.setInterval(() => composer?.focus(), 1);
  });
  await eventually(() => frame.evaluate(() => document.hasFocus())).toBe(true);
  await alice.page.keyboard.type('harbour', { delay: 15 });
  await eventually(() => panel.locator('[data-trouble], [role=alert]').count()).toBeGreaterThan(0);
  expect(await frame.locator(COMPOSER).getAttribute('data-key')).toBeNull();
  expect(await frame.locator(COMPOSER).textContent()).toBe('');
  expect(await canFind(alice.page, 'harbour')).toBe(false);
  // The frame is loaded anew, and with it the chat.
  await alice.page.reload();
  await chipOf(alice).waitFor();
});

/** Both pages and the frame, looking wherever a page can look since they were loaded. */
async function findNothing(): Promise<void> {
  const frames = [alice.page.mainFrame(), await frameOf(alice), bob.page.mainFrame()];
  const seen = (await Promise.all(frames.map((frame) => frame.evaluate(() => window.spy.report())))).join(
    '\n',
  );
  expect(seen.includes('?OTR:')).toBe(true);
  for (const needle of NEEDLES) {
    expect(seen.split('\n').filter((line) => line.includes(needle))).toEqual([]);
    for (const { page } of [alice, bob])
      expect([needle, await canFind(page, needle)]).toEqual([needle, false]);
  }
  expect(world.relay.sent.filter(({ text }) => NEEDLES.some((needle) => text.includes(needle)))).toEqual([]);
}

test('with privacy required, what stands over the composer stands over the one in the frame', async () => {
  const popup = await alice.sotto.openPopup(alice.page);
  const rule = popup.locator('[data-policy=requirePrivate]');
  await rule.locator('summary').click();
  await turn(rule.locator('[data-scope=contact]'), true);
  await eventually(() => rule.getAttribute('data-value')).toBe('on');
  await popup.close();
  await alice.page.bringToFront();
  await alice.choose('show-page-chat');
  const cover = '[data-sotto-composer-cover]';
  await alice.page.locator(cover).first().waitFor();
  await eventually(() => missesChat(cover, [COMPOSER])).toBeLessThanOrEqual(1);
});

test('in a group the padlock says that Sotto is for two', async () => {
  for (const person of [alice, bob]) {
    await person.page.evaluate(() => window.chat.open('group'));
    await eventually(() => person.groupNotices()).toEqual([
      'Group: not private. Sotto works between two people, not in groups',
    ]);
  }
});
