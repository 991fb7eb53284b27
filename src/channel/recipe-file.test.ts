import { expect, test } from 'vitest';
import type { Recipe } from './recipe.ts';
import { MAX_RECIPE_FILE, readRecipeFile, selectorsIn } from './recipe-file.ts';
import { TAUGHT_RECIPE } from './taught-recipe.test-helper.ts';

const RECIPE: Recipe = { ...TAUGHT_RECIPE, send: { click: 'button' } };
const read = (recipe: unknown) => readRecipeFile(JSON.stringify(recipe));

test('what was saved is read', () => {
  expect(readRecipeFile(`${JSON.stringify(RECIPE, null, 2)}\n`)).toEqual({ recipe: RECIPE });
});

test.each([
  ['nothing', ''],
  ['no JSON', '{'],
  ['another file', '{"keys":[]}'],
  ['a field that recipes have not', JSON.stringify({ ...RECIPE, script: 'alert(1)' })],
  ['a field that is missing', JSON.stringify({ ...RECIPE, list: undefined })],
  [
    'an expression without end',
    JSON.stringify({ ...RECIPE, peer: { from: 'address', pattern: '((a+)+)$' } }),
  ],
  ['more than a recipe is long', JSON.stringify(RECIPE) + ' '.repeat(MAX_RECIPE_FILE)],
])('%s is no recipe', (_, text) => {
  expect(readRecipeFile(text)).toEqual({ problem: 'not-a-recipe' });
});

test.each([
  ['a cookie of the site', { ...RECIPE, account: [{ from: 'cookie', name: 'session' }] }],
  ['what the site stores', { ...RECIPE, title: { from: 'storage', key: 'token' } }],
  ['the same for the rows', { ...RECIPE, rows: { ...RECIPE.rows, me: { from: 'storage', key: 'token' } } }],
  ['one contact for all chats', { ...RECIPE, peer: { from: 'fixed', value: 'Sally' } }],
  ['the inside of frames', { ...RECIPE, within: ['iframe'] }],
  ['the inside of components', { ...RECIPE, composer: 'chat-box >>> textarea' }],
])('%s is more than a recipe of others may ask for', (_, recipe) => {
  expect(read(recipe)).toEqual({ problem: 'asks-too-much' });
});

test('all selectors are named, so that each can be tried', () => {
  const group = { from: 'element', select: '.group' } as const;
  const full: Recipe = { ...RECIPE, group, rows: { ...RECIPE.rows, more: '.more' } };
  const wanted = ['header', 'textarea', '[role=log]', 'button', '.message', '.own', '.more', 'h1', '.group'];
  expect(selectorsIn(full).sort()).toEqual(wanted.sort());
});
