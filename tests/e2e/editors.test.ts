/** The engine that runs recipes, in a page around each of the eight editors that messengers are made with. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Recipe } from '#sites/dom/recipe.ts';
import { eventually } from './person.ts';
import { type BenchPage, type PagesBench, startPagesBench } from './site-bench.ts';
import type { EditorName } from './site-pages/editors/all.ts';

const RECIPE: Recipe = {
  id: 'editor-page',
  name: 'Editors',
  hosts: [],
  tried: { live: true, when: '2025-11-21', against: 'this test' },
  maxText: 1000,
  account: [{ from: 'fixed', value: 'us' }],
  peer: { from: 'element', select: 'h1' },
  header: 'header',
  composer: '[data-composer] .ql-editor, [data-composer]:not(.ql-container)',
  footer: 'footer',
  send: 'enter',
  list: '#list',
  rows: { select: '.row', ids: ['data-id'], ours: '.mine' },
};

const SENDS = 100;
const EDITORS: readonly EditorName[] = [
  'plain',
  'react-textarea',
  'lexical',
  'draft',
  'slate',
  'quill',
  'prosemirror',
  'ckeditor',
];

let bench: PagesBench;
beforeAll(async () => {
  bench = await startPagesBench(['editor-page.html']);
});
afterAll(() => bench?.close());

/** 970 characters of what an OTR message is made of. */
const ciphertext = (n: number): string =>
  `?OTR:${btoa(String.fromCharCode(...Array.from({ length: 722 }, (_, i) => (i * 31 + n * 17) % 256)))}.`;

async function openEditor(editor: EditorName): Promise<BenchPage> {
  const opened = await bench.open(`https://editor.test/?editor=${editor}`, 'editor-page.html');
  await opened.inContent((site, recipe) => site.start(recipe), {
    ...RECIPE,
    ...(editor === 'ckeditor' ? { send: { click: '#send' } } : {}),
  });
  return opened;
}

describe.each(EDITORS)('%s', (editor) => {
  test(`${SENDS} sends: exact, in order, none twice`, async () => {
    const { page, inContent, log, close } = await openEditor(editor);
    const texts = Array.from({ length: SENDS }, (_, n) => ciphertext(n));
    await inContent(
      ({ site }, all) =>
        all.forEach((text, n) => site.deliver({ id: `d${n}`, account: 'us', peer: 'Sally', text })),
      texts,
    );
    await eventually(async () => (await log()).filter(([name]) => name !== 'account').length).toBe(SENDS);
    expect(new Set((await log()).map(([name]) => name))).toEqual(new Set(['account', 'delivered']));
    expect((await page.evaluate(() => window.editorPage.sent)).map(({ text }) => text)).toEqual(texts);
    await close();
  });

  test('what the user was writing is there again', async () => {
    const { page, inContent, log, close } = await openEditor(editor);
    await page.locator(RECIPE.composer).click();
    await page.keyboard.type('half a thought');
    await inContent(
      ({ site }, text) => site.deliver({ id: 'd', account: 'us', peer: 'Sally', text }),
      ciphertext(0),
    );
    await eventually(log).toContainEqual(['delivered', 'd']);
    await eventually(() => page.evaluate(() => window.editorPage.draft())).toBe('half a thought');
    expect(await page.evaluate(() => window.editorPage.sent)).toEqual([{ to: 'sally', text: ciphertext(0) }]);
    await close();
  });
});
