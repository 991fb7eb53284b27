/** What the engine that runs recipes is held to in a page around each of the eight editors that messengers are made with. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Recipe } from '#channel/recipe.ts';
import { eventually } from './person.ts';
import { type BenchPage, type PagesBench, startPagesBench } from './site-bench.ts';
import type { EditorName } from './site-pages/editors/all.ts';

const RECIPE: Recipe = {
  id: 'editor-page',
  name: 'Editors',
  hosts: [],
  tried: { live: true, when: '2026-11-20', against: 'this test' },
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

/** 970 characters of what an OTR message is made of. */
const ciphertext = (n: number): string =>
  `?OTR:${btoa(String.fromCharCode(...Array.from({ length: 722 }, (_, i) => (i * 31 + n * 17) % 256)))}.`;

const recipeOf = (editor: EditorName): Recipe =>
  editor === 'ckeditor' ? { ...RECIPE, send: { click: '#send' } } : RECIPE;

/** To be called once by a test file. `sends`: so many to each editor. */
export function testEditors(sends: number): void {
  let bench: PagesBench;
  beforeAll(async () => {
    bench = await startPagesBench(['editor-page.html']);
  });
  afterAll(() => bench?.close());

  describe.each(EDITORS)('%s', (editor) => {
    let opened: BenchPage;
    beforeAll(async () => {
      opened = await bench.open(`https://editor.test/?editor=${editor}`, 'editor-page.html');
      await opened.inContent((site, recipe) => site.start(recipe), recipeOf(editor));
    });
    afterAll(() => opened?.close());

    const deliver = (deliveries: readonly { id: string; text: string }[]): Promise<boolean[]> =>
      opened.inContent(
        ({ site }, all) => all.map((one) => site.deliver({ ...one, account: 'us', peer: 'Sally' })),
        deliveries,
      );
    const sent = async (): Promise<string[]> =>
      (await opened.page.evaluate(() => window.editorPage.sent)).map(({ text }) => text);

    test(`${sends} sends: exact, in order, none twice`, async () => {
      const texts = Array.from({ length: sends }, (_, n) => ciphertext(n));
      await deliver(texts.map((text, n) => ({ id: `d${n}`, text })));
      const fates = async () => (await opened.log()).filter(([name]) => name !== 'account');
      await eventually(async () => (await fates()).length).toBe(sends);
      expect(new Set((await fates()).map(([name]) => name))).toEqual(new Set(['delivered']));
      expect(await sent()).toEqual(texts);
    });

    test('what the user was writing is there again', async () => {
      const before = await sent();
      await opened.page.locator(RECIPE.composer).click();
      await opened.page.keyboard.type('half a thought');
      await deliver([{ id: 'last', text: ciphertext(sends) }]);
      await eventually(opened.log).toContainEqual(['delivered', 'last']);
      await eventually(() => opened.page.evaluate(() => window.editorPage.draft())).toBe('half a thought');
      expect(await sent()).toEqual([...before, ciphertext(sends)]);
    });
  });
}
