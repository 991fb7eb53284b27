/**
 * What the wizard guesses and learns: on pages after the known structure of messengers, hashed classes and all, in a real browser.
 * What cannot be guessed is pointed at.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Recipe } from '#channel/recipe.ts';
import { type PagesBench, startPagesBench } from './site-bench.ts';

let bench: PagesBench;
beforeAll(async () => {
  bench = await startPagesBench(['site-page.html']);
});
afterAll(() => bench.close());

const SAID = [
  [false, 'Something that you said'],
  [true, 'And I said this'],
] as const;
const WHOLE = {
  composer: true,
  mine: 'And I said this',
  theirs: 'Something that you said',
  name: 'Sally Smith',
};
/** Nothing but its place says whose a message is, and all stand on one side. */
const UNSIDED = { composer: true, name: 'Sally Smith' };

type Rows = Partial<Recipe['rows']>;

async function showChat(address: string) {
  const opened = await bench.open(address, 'site-page.html');
  await opened.page.evaluate((said) => {
    for (const [mine, text] of said) window.chat.receive(text, { mine } as object);
  }, SAID);
  return opened;
}

test.each<[address: string, guess: object, pointed: Record<string, string>, rows: Rows]>([
  ['https://www.messenger.com/', WHOLE, {}, { select: 'div[role="row"].screen-row' }],
  ['https://web.whatsapp.com/', WHOLE, {}, { ids: ['data-id'], ours: '.message-out' }],
  ['https://web.telegram.org/k/', WHOLE, {}, { ids: ['data-mid'], ours: '.is-out' }],
  ['https://teams.microsoft.com/', WHOLE, {}, { ids: ['data-mid'], ours: '.fui-ChatMyMessage' }],
  ['https://lounge.test/', WHOLE, {}, { select: 'div[data-type="message"].msg', ids: ['id'], ours: '.self' }],
  ['https://www.linkedin.com/', WHOLE, {}, { theirs: '.msg-s-event-listitem--other' }],
  [
    'https://discord.com/',
    UNSIDED,
    {
      theirs: '[id^=chat-messages]:nth-last-of-type(2) [id^=message-content] span',
      mine: '[id^=message-content] span',
    },
    { ids: ['id'], me: { from: 'fixed', value: 'Ann' } },
  ],
  [
    'https://converse.test/',
    UNSIDED,
    { theirs: '.chat-msg:nth-last-of-type(2) .chat-msg__text', mine: '.chat-msg__text' },
    { ids: ['data-msgid'], ours: '[data-from^="ann@example.org/"]' },
  ],
])('%s', async (address, guess, pointed, rows) => {
  const { inContent, close } = await showChat(address);
  const taught = await inContent((site, points) => site.teach(points), pointed);
  expect(taught.guess).toEqual(guess);
  expect(taught.learnt).toMatchObject({ recipe: { rows } });
  expect(taught.rows.slice(-2)).toEqual(SAID);
  // What a build made up would be another next week.
  expect(JSON.stringify(taught.learnt)).not.toMatch(/x1n2onr6|x1gslohp|d5deea|f75fb0|f8f345/);
  await close();
});

test('a chat whose parts stand in open shadow roots of their own, and the way to each', async () => {
  const { inContent, close } = await showChat('https://parts.unheard-of.test/');
  const taught = await inContent((site) => site.teach({}), null);
  expect(taught.guess).toEqual(WHOLE);
  expect(taught.learnt).toMatchObject({
    recipe: {
      composer: 'chat-app >>> chat-box >>> textarea[name="message"]',
      header: 'chat-app >>> chat-head >>> div.screen-head',
    },
  });
  expect(taught.rows.slice(-2)).toEqual(SAID);
  await close();
});

test.each([
  ['a frame', 'https://frames.unheard-of.test/', 'iframe.framed'],
  ['an open shadow root', 'https://shadow.unheard-of.test/', 'div[data-testid="xchatEmbedRoute"]'],
])('a chat that stands in %s, and the way there', async (_, address, way) => {
  const { inContent, close } = await showChat(address);
  const taught = await inContent((site) => site.teach({}), null);
  expect(taught.guess).toEqual(WHOLE);
  expect(taught.learnt).toMatchObject({ recipe: { within: [way] } });
  expect(taught.rows.slice(-2)).toEqual(SAID);
  await close();
});
