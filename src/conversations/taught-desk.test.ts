import { beforeEach, describe, expect, test } from 'vitest';
import type { Recipe } from '#channel/recipe.ts';
import { TAUGHT_RECIPE } from '#channel/taught-recipe.test-helper.ts';
import type { TaughtRow } from '#vault/rows.ts';
import { MemoryArea } from './memory-area.test-helper.ts';
import { Tabs } from './tabs.ts';
import { TaughtDesk } from './taught-desk.ts';

const ORIGIN = 'https://chat.example';

let kept: Map<string, TaughtRow>;
let tabs: Tabs;
let desk: TaughtDesk;
let locked: boolean;
let enabled: boolean;
let injected: number[];
let changed: string[];
let open: number[];
let isPrivate: boolean;

beforeEach(async () => {
  kept = new Map();
  tabs = await Tabs.load(new MemoryArea());
  [locked, enabled, injected, changed, open, isPrivate] = [false, true, [], [], [7], false];
  desk = new TaughtDesk({
    // The table of the vault, without a disk.
    sites: {
      list: async () => Array.from(kept.values()),
      get: async (origin) => kept.get(origin),
      put: async (row) => void kept.set(row.origin, row),
      remove: async (origin) => void kept.delete(origin),
    },
    tabs,
    lock: { locked: () => locked },
    siteOf: async () => ({ site: ORIGIN, enabled }),
    tabsOf: async () => open,
    showTab: async () => undefined,
    uncover: async () => !isPrivate,
    inject: async (tab) => void injected.push(tab),
    changed: async (origin) => void changed.push(origin),
  });
});

const keep = (recipe: unknown): void => void kept.set(ORIGIN, { origin: ORIGIN, recipe });

test('a tab in which the user asked for the wizard teaches its own origin', async () => {
  expect(await desk.start(7)).toBe('started');
  expect(await desk.taught(TAUGHT_RECIPE, { tab: 7, origin: ORIGIN })).toBe(true);
  expect(await desk.recipeOf(ORIGIN)).toEqual(TAUGHT_RECIPE);
  expect([injected, changed]).toEqual([[7], [ORIGIN]]);
});

test('no other tab does, nor one that has gone to another origin, nor the same one again', async () => {
  expect(await desk.taught(TAUGHT_RECIPE, { tab: 8, origin: ORIGIN })).toBe(false);
  await desk.start(7);
  expect(await desk.taught(TAUGHT_RECIPE, { tab: 8, origin: ORIGIN })).toBe(false);
  expect(await desk.taught(TAUGHT_RECIPE, { tab: 7, origin: 'https://evil.example' })).toBe(false);
  expect(kept.size).toBe(0);
  expect(await desk.taught(TAUGHT_RECIPE, { tab: 7, origin: ORIGIN })).toBe(true);
  expect(await desk.taught(TAUGHT_RECIPE, { tab: 7, origin: ORIGIN })).toBe(false);
});

test('while Sotto is locked nothing is kept, and what is kept is still given to its pages', async () => {
  keep(TAUGHT_RECIPE);
  await desk.start(7);
  locked = true;
  expect(await desk.taught({ ...TAUGHT_RECIPE, header: 'h1' }, { tab: 7, origin: ORIGIN })).toBe(false);
  expect(await desk.recipeOf(ORIGIN)).toEqual(TAUGHT_RECIPE);
});

test('where Sotto is not switched on there is no wizard', async () => {
  enabled = false;
  expect(await desk.start(7)).toBe('not-open');
  expect(injected).toEqual([]);
});

test('nor over a chat that is private', async () => {
  isPrivate = true;
  expect(await desk.start(7)).toBe('private');
  expect(injected).toEqual([]);
  expect(await desk.taught(TAUGHT_RECIPE, { tab: 7, origin: ORIGIN })).toBe(false);
});

test('a site that is shown again keeps its name, and the service by which its conversations are known', async () => {
  keep({ ...TAUGHT_RECIPE, id: 'site-older', name: 'The club' });
  await desk.start(7);
  await desk.taught(TAUGHT_RECIPE, { tab: 7, origin: ORIGIN });
  expect(await desk.recipeOf(ORIGIN)).toEqual({ ...TAUGHT_RECIPE, id: 'site-older', name: 'The club' });
});

test('what is on record and is no recipe is none', async () => {
  keep({ ...TAUGHT_RECIPE, rows: 'all' });
  expect(await desk.recipeOf(ORIGIN)).toBeUndefined();
  expect(await desk.answer({ type: 'list-taught' })).toEqual([]);
});

test('renamed, forgotten, and started from the options where a page is open', async () => {
  keep(TAUGHT_RECIPE);
  expect(await desk.answer({ type: 'rename-taught', site: ORIGIN, name: 'The club' })).toEqual([
    { site: ORIGIN, recipe: { ...TAUGHT_RECIPE, name: 'The club' } },
  ]);
  expect(await desk.answer({ type: 'teach', site: ORIGIN })).toEqual({ outcome: 'started' });
  open = [];
  expect(await desk.answer({ type: 'teach', site: ORIGIN })).toEqual({ outcome: 'not-open' });
  expect(await desk.answer({ type: 'forget-taught', site: ORIGIN })).toEqual([]);
  expect(changed).toEqual([ORIGIN]);
});

describe('brought in, in a file', () => {
  const bring = (recipe: Recipe, site = ORIGIN) => desk.answer({ type: 'bring-taught', site, recipe });
  const ours = { ...TAUGHT_RECIPE, id: 'xmpp', name: 'Their chat' };

  test('it is marked, also when it is renamed, and known as if it had been shown', async () => {
    const view = { site: ORIGIN, recipe: { ...ours, id: 'site-chat-example' }, broughtIn: true };
    expect(await bring(ours)).toEqual([view]);
    expect(changed).toEqual([ORIGIN]);
    expect(await desk.answer({ type: 'rename-taught', site: ORIGIN, name: 'The club' })).toEqual([
      { ...view, recipe: { ...view.recipe, name: 'The club' } },
    ]);
  });

  test('it takes the place of none', async () => {
    keep(TAUGHT_RECIPE);
    await expect(bring(ours)).rejects.toThrow();
    expect(await desk.recipeOf(ORIGIN)).toEqual(TAUGHT_RECIPE);
    expect(changed).toEqual([]);
  });

  test('one that asks too much is not kept', async () => {
    await expect(bring({ ...ours, account: [{ from: 'cookie', name: 'session' }] })).rejects.toThrow();
    expect(kept.size).toBe(0);
  });

  test('shown by the user since, it is somebody else’s no longer', async () => {
    await bring(ours);
    await desk.start(7);
    await desk.taught(TAUGHT_RECIPE, { tab: 7, origin: ORIGIN });
    expect(await desk.answer({ type: 'list-taught' })).toEqual([
      { site: ORIGIN, recipe: { ...TAUGHT_RECIPE, name: 'Their chat' } },
    ]);
  });
});
