import { readdirSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { Recipe } from '#channel/recipe.ts';
import { SIGNS } from '#sites/signs.ts';
import { RECIPES, recipeForAddress } from './registry.ts';

const FOLDER = new URL('.', import.meta.url);

test('every recipe of this folder is in the registry', () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.ts') && !name.startsWith('registry'));
  expect(files).toHaveLength(RECIPES.length);
  expect(new Set(RECIPES.map(({ id }) => id)).size).toBe(RECIPES.length);
});

test('the README says of each how far it was tried', () => {
  const readme = readFileSync(new URL('../../../README.md', FOLDER), 'utf8');
  const rows = readme.split('\n').filter((line) => line.startsWith('|'));
  for (const { name, tried } of RECIPES) {
    const row = rows.find((line) => line.startsWith(`| ${name} `));
    expect([name, row?.includes('not tried')]).toEqual([name, !tried.live]);
  }
});

describe.each(RECIPES.map((recipe) => [recipe.name, recipe] as const))('%s', (_, recipe) => {
  test('is plain data of the contract', () => {
    expect(v.parse(Recipe, JSON.parse(JSON.stringify(recipe)))).toEqual(recipe);
  });

  test('is found by its addresses, and by those alone; or by a sign in the page', () => {
    expect(recipe.hosts.length > 0).toBe(recipe.sign === undefined);
    expect(Object.entries(SIGNS).find(([id]) => id === recipe.id)?.[1]).toBe(recipe.sign);
    for (const host of recipe.hosts) {
      expect(recipeForAddress(host.replace('*', 'some/where#1'))?.id).toBe(recipe.id);
      expect(recipeForAddress(host.replace('://', '://evil.'))).toBeUndefined();
    }
  });
});
