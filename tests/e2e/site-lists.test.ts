/** Lists that have their newest row first, rows that are cut and rows that quote: what the recipes' contract does not ask of each. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { telegramK } from '#sites/recipes/telegram-k.ts';
import { whatsapp } from '#sites/recipes/whatsapp.ts';
import { eventually } from './person.ts';
import { type BenchPage, type PagesBench, startPagesBench } from './site-bench.ts';

interface Received {
  readonly text: string;
  readonly live: boolean;
}

const OLD = '?OTR:AAMDAAABAgAAAQMAAAAAsally=.';
const data = (words: string): string => `?OTR:${btoa(words.repeat(20))}.`;

let bench: PagesBench;
beforeAll(async () => {
  bench = await startPagesBench(['site-page.html']);
});
afterAll(() => bench?.close());

const received = async ({ log }: BenchPage): Promise<Received[]> =>
  (await log()).flatMap(([name, message]) => (name === 'received' ? [message as Received] : []));
const texts = async (page: BenchPage, live: boolean): Promise<string[]> =>
  (await received(page)).filter((one) => one.live === live).map(({ text }) => text);

/** The history of the chat has been told, and what comes now is news. */
async function settled(opened: BenchPage): Promise<void> {
  await eventually(() => texts(opened, false)).toEqual([OLD]);
  let tries = 0;
  await eventually(async () => {
    if ((await texts(opened, true)).includes(`hello ${tries}`)) return true;
    tries += 1;
    await opened.page.evaluate((text) => window.chat.receive(text), `hello ${tries}`);
    return false;
  }).toBe(true);
}

test('the newest row first: news in order, older rows are none, ours is confirmed', async () => {
  const opened = await bench.open('https://web.telegram.org/k/?newest-first', 'site-page.html');
  const { page, inContent, log, close } = opened;
  const recipe = { ...telegramK, rows: { ...telegramK.rows, newestFirst: true as const } };
  await inContent((site, one) => site.start(one), recipe);
  await settled(opened);
  const before = (await texts(opened, true)).length;
  await page.evaluate(
    (all) => {
      for (const text of all) window.chat.receive(text);
    },
    [data('one'), data('two'), 'three'],
  );
  await eventually(async () => (await texts(opened, true)).slice(before)).toEqual([
    data('one'),
    data('two'),
    'three',
  ]);
  await page.evaluate(() => window.chat.blink());
  await page.evaluate(() => window.chat.loadOlder());
  await inContent(
    ({ site }, text) => site.deliver({ id: 'd', account: '9001', peer: '1001', text }),
    data('ours'),
  );
  await eventually(log).toContainEqual(['delivered', 'd']);
  await page.evaluate(() => window.chat.receive('the last'));
  await eventually(async () => (await texts(opened, true)).slice(before + 3)).toEqual(['the last']);
  expect(await texts(opened, false)).toEqual([OLD]);
  await close();
});

test('a row that is cut is unfolded and told whole, once; a quote is not told again', async () => {
  const opened = await bench.open('https://web.whatsapp.com/', 'site-page.html');
  const { page, inContent, close } = opened;
  await inContent((site, id) => site.start(id), whatsapp.id);
  await settled(opened);
  const before = (await texts(opened, true)).length;
  const long = data('a long one ');
  await page.evaluate((text) => window.chat.receive(text, { cut: true }), long);
  await eventually(async () => (await texts(opened, true)).slice(before)).toEqual([long]);
  await page.evaluate((quote) => window.chat.receive('I agree', { quote }), long);
  await page.evaluate(
    ([text, quote]) => window.chat.receive(text ?? '', { quote: quote ?? '' }),
    [data('next'), long],
  );
  await eventually(async () => (await texts(opened, true)).slice(before)).toEqual([
    long,
    'I agree',
    data('next'),
  ]);
  await page.evaluate(() => window.chat.edit('nothing new'));
  await page.evaluate(() => window.chat.receive('the last'));
  await eventually(async () => (await texts(opened, true)).slice(before + 3)).toEqual(['the last']);
  await close();
});
