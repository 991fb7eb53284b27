/**
 * The contract that every recipe keeps, in a page of ours after the messenger's known structure, with its real editor, under the
 * messenger's own address.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Recipe } from '#channel/recipe.ts';
import { RECIPES } from '#sites/recipes/registry.ts';
import { eventually } from './person.ts';
import { type BenchPage, type PagesBench, startPagesBench } from './site-bench.ts';

/** Where each is served, and whom its chat with Sally is with. */
const PAGES: Readonly<Record<string, { address: string; account: string; sally: string; group?: true }>> = {
  'the-lounge': { address: 'https://lounge.test/', account: 'ann@libera', sally: 'sally', group: true },
  converse: {
    address: 'https://converse.test/',
    account: 'ann@example.org',
    sally: 'sally@example.org',
    group: true,
  },
  messenger: { address: 'https://www.messenger.com/', account: '9001', sally: '1001' },
  whatsapp: { address: 'https://web.whatsapp.com/', account: '441234567', sally: 'Sally Smith', group: true },
  'telegram-k': { address: 'https://web.telegram.org/k/', account: '9001', sally: '1001', group: true },
  'telegram-a': { address: 'https://web.telegram.org/a/', account: '9001', sally: '1001', group: true },
  discord: { address: 'https://discord.com/channels/@me', account: '9001', sally: '1001', group: true },
  slack: { address: 'https://app.slack.com/client/', account: 'U9001', sally: 'T1/D1001', group: true },
  teams: { address: 'https://teams.microsoft.com/v2/', account: 'me', sally: 'Sally Smith' },
  'x-chat': { address: 'https://x.com/i/chat/', account: '9001', sally: '9001-1001', group: true },
  linkedin: { address: 'https://www.linkedin.com/messaging/', account: 'Ann Archer', sally: 'sally-smith' },
  instagram: { address: 'https://www.instagram.com/direct/', account: '9001', sally: '1001' },
  'google-chat': { address: 'https://chat.google.com/', account: 'me', sally: '1001', group: true },
};

/** A data message's beginning, with the sender's instance tag; `length` characters in all. */
function ciphertext(tag: number, length: number, seed: number): string {
  const bytes = Array.from(
    { length: Math.floor((length - 6) / 4) * 3 },
    (_, n) => (n * 31 + seed * 17) % 256,
  );
  const head = [0, 3, 3, 0, 0, tag >> 8, tag & 255, 0, 0, 9, 9];
  bytes.splice(0, head.length, ...head);
  return `?OTR:${btoa(String.fromCharCode(...bytes))}.`;
}
const OURS = 0x1234;
const THEIRS = 0x5678;

let bench: PagesBench;
beforeAll(async () => {
  bench = await startPagesBench(['site-page.html']);
});
afterAll(() => bench?.close());

test('every recipe has a page here', () => {
  expect(Object.keys(PAGES)).toEqual(RECIPES.map(({ id }) => id));
});

describe.each(RECIPES.map((recipe) => [recipe.name, recipe] as const))('%s', (_, recipe) => {
  const { address, account, sally, group } = PAGES[recipe.id] ?? { address: '', account: '', sally: '' };
  let opened: BenchPage;
  const chat = { account, peer: sally };
  const received = async () =>
    (await opened.log()).flatMap(([name, message]) => (name === 'received' ? [message] : []));
  const news = async () => (await received()).filter((message) => (message as { live: boolean }).live);
  const newTexts = async () => (await news()).map((message) => (message as { text: string }).text);
  const sent = () => opened.page.evaluate(() => window.chat.sent);
  const deliver = (id: string, text: string) =>
    opened.inContent(({ site }, delivery) => site.deliver(delivery), { id, ...chat, text });
  /** Words come again and again until they are told as news: until then the chat is being opened, or is not as it was. */
  const comesAsNews = async (words: string) => {
    let tries = 0;
    const told = async () => {
      if ((await newTexts()).includes(`${words} ${tries}`)) return true;
      tries += 1;
      await opened.page.evaluate((text) => window.chat.receive(text), `${words} ${tries}`);
      return false;
    };
    await expect.poll(told, { interval: 400, timeout: 45_000 }).toBe(true);
  };
  const openChat = () =>
    opened.inContent(({ site }) => {
      const found = site.openChat();
      if (found === undefined || 'group' in found) return found && { group: true };
      const { header, cover, composer, ...names } = found;
      return { ...names, seen: [header, composer ?? header, ...cover].every((one) => one.checkVisibility()) };
    }, null);

  beforeAll(async () => {
    opened = await bench.open(address, 'site-page.html');
    await opened.inContent((site, id) => site.start(id), recipe.id);
  });
  afterAll(() => opened?.close());

  test('whose account it is, with whom the chat is, where its parts are', async () => {
    await eventually(openChat).toMatchObject({ service: recipe.id, ...chat, seen: true });
    await eventually(opened.log).toContainEqual(['account', account, true]);
  });

  test('what was there is history: ciphertext is told as such, nothing else is', async () => {
    await eventually(async () => (await received()).length).toBe(1);
    expect(await received()).toMatchObject([
      { ...chat, live: false, archived: true, text: '?OTR:AAMDAAABAgAAAQMAAAAAsally=.' },
    ]);
    await comesAsNews('hello');
  });

  test('what comes in is told once, in order, with its text', async () => {
    const before = (await newTexts()).length;
    const texts = [
      '?OTRv3? I would like to talk',
      ciphertext(THEIRS, 700, 1),
      ciphertext(THEIRS, recipe.maxText, 2),
      'plain words',
    ];
    for (const text of texts) await opened.page.evaluate((one) => window.chat.receive(one), text);
    await eventually(async () => (await newTexts()).slice(before)).toEqual(texts);
    expect(await news()).toContainEqual(expect.objectContaining({ ...chat, live: true, text: texts[1] }));
  });

  test('a text of the greatest length is sent exactly, once, and its row is known as ours', async () => {
    const before = await received();
    const text = ciphertext(OURS, recipe.maxText, 3);
    expect(text.length).toBeGreaterThan(recipe.maxText - 4);
    expect(text.length).toBeLessThanOrEqual(recipe.maxText);
    expect(await deliver('d1', text)).toBe(true);
    await eventually(opened.log).toContainEqual(['delivered', 'd1']);
    await deliver('d1', text);
    expect(await sent()).toEqual([{ to: 'sally', text }]);
    await opened.page.evaluate(() => window.chat.receive('after it'));
    await eventually(async () => (await newTexts()).at(-1)).toBe('after it');
    expect((await received()).length).toBe(before.length + 1);
  });

  test('a request is sent on one line', async () => {
    await deliver('d2', '?OTRv3?\nI would like to talk.');
    await eventually(opened.log).toContainEqual(['delivered', 'd2']);
    expect((await sent()).at(-1)?.text).toBe('?OTRv3? I would like to talk.');
  });

  test('rows that are emptied, filled again, edited, or joined by older ones are no news', async () => {
    const before = await received();
    await opened.page.evaluate(() => window.chat.blink());
    await opened.page.evaluate(() => window.chat.loadOlder());
    await opened.page.evaluate(() => window.chat.edit('as it should have been'));
    await comesAsNews('between');
    await opened.page.evaluate(() => {
      window.chat.correct('as it should have been said');
      window.chat.receive('beside a correction');
    });
    await eventually(newTexts).toContain('beside a correction');
    await comesAsNews('the end of it');
    const texts = (await received())
      .slice(before.length)
      .map((message) => (message as { text: string }).text);
    expect(texts.filter((text) => !/^(between|the end of it) \d+$/.test(text))).toEqual([
      'beside a correction',
    ]);
  });

  test('another chat is open when it is to be sent: nothing goes there, and it goes out when the chat is back', async () => {
    const before = await sent();
    const text = ciphertext(OURS, 500, 4);
    await deliver('d3', text);
    await opened.page.evaluate(() => window.chat.open('tom'));
    await opened.inContent(({ site }, delivery) => site.deliver(delivery), {
      id: 'd4',
      account,
      peer: 'nobody',
      text: '?OTR:AAMDnobody.',
    });
    await eventually(async () => JSON.stringify(await openChat())).not.toContain(`"${sally}"`);
    await opened.page.evaluate(() => window.chat.receive('from tom'));
    expect((await sent()).slice(before.length).filter(({ to }) => to !== 'sally')).toEqual([]);
    await opened.page.evaluate(() => window.chat.open('sally'));
    await eventually(opened.log).toContainEqual(['delivered', 'd3']);
    expect((await sent()).slice(before.length)).toEqual([{ to: 'sally', text }]);
    await eventually(() => opened.page.evaluate(() => window.chat.draft().trim())).toBe('');
  });

  test('what is typed to somebody who is protected is held, and not sent', async () => {
    await opened.inContent(({ site }, name) => site.protect(name, { everybody: true, but: [] }), account);
    const before = await sent();
    const composer = composerOf(opened, recipe);
    await composer.click();
    await opened.page.keyboard.type('a harbour');
    await opened.page.keyboard.press('Enter');
    await eventually(opened.log).toContainEqual([
      'held',
      { ...chat, id: expect.any(String), text: 'a harbour' },
    ]);
    await eventually(() => opened.page.evaluate(() => window.chat.draft().trim())).toBe('');
    if (recipe.send !== 'enter') {
      await composer.click();
      await opened.page.keyboard.type('another');
      await opened.page.locator(recipe.send.click).click();
      await eventually(opened.log).toContainEqual([
        'held',
        { ...chat, id: expect.any(String), text: 'another' },
      ]);
      await eventually(() => opened.page.evaluate(() => window.chat.draft().trim())).toBe('');
    }
    await deliver('d5', ciphertext(OURS, 400, 5));
    await eventually(opened.log).toContainEqual(['delivered', 'd5']);
    await opened.inContent(({ site }, name) => site.protect(name, { everybody: false, but: [] }), account);
    await composer.click();
    await opened.page.keyboard.type('open words');
    await opened.page.keyboard.press('Enter');
    await eventually(async () => (await sent()).slice(before.length).map(({ text }) => text)).toEqual([
      ciphertext(OURS, 400, 5),
      'open words',
    ]);
  });

  if (group)
    test('a group is told from a chat of two', async () => {
      await opened.page.evaluate(() => window.chat.open('group'));
      await eventually(openChat).toEqual({ group: true });
    });
});

/** The composer may stand in a frame. */
function composerOf({ page }: BenchPage, { within, composer }: Recipe) {
  const frame = within?.find((one) => one.startsWith('iframe'));
  return (frame === undefined ? page : page.frameLocator(frame)).locator(composer).first();
}
