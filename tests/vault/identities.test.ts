/** Identities, over real IndexedDB. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startVaultBrowser, type VaultBrowser, within } from './vault-browser.ts';

let browser: VaultBrowser;
let page: Page;

beforeAll(async () => {
  browser = await startVaultBrowser();
  page = await browser.open();
});

afterAll(() => browser?.remove());

test('two contexts ask for the key of one account at once: the same key, of a vault with one vault key', async () => {
  const others = await Promise.all([browser.open(), browser.open()]);
  const ask = (from: Page) =>
    within(from, async ({ vault, alice, random, hex }) => {
      const lives = [vault('at-once'), vault('at-once')];
      const keys = await Promise.all(lives.map((one) => one.identity(alice, random)));
      return keys.map(({ x }) => hex(x));
    });
  const keys = (await Promise.all([page, ...others].map(ask))).flat();
  expect(keys).toHaveLength(6);
  expect(new Set(keys).size).toBe(1);
  const listed = await within(page, async ({ vault }) => (await vault('at-once').identities.list()).length);
  expect(listed).toBe(1);
  await Promise.all(others.map((other) => other.close()));
});

test('accounts of other origins and services have keys of their own', async () => {
  const seen = await within(page, async ({ vault, alice, random }) => {
    const one = vault('origins');
    await one.identity(alice, random);
    await one.identity({ ...alice, origin: 'https://other.example' }, random);
    await one.identity({ ...alice, service: 'other' }, random);
    const list = await one.identities.list();
    return { prints: new Set(list.map(({ fingerprint }) => fingerprint)).size, sample: list[0]?.fingerprint };
  });
  expect(seen.prints).toBe(3);
  expect(seen.sample).toMatch(/^[0-9A-F]{40}$/);
});

test('an account keeps its instance tag, which no two accounts share', async () => {
  const seen = await within(page, async ({ vault, alice, random }) => {
    const other = { ...alice, account: 'other@example.org' };
    const bob = { ...alice, peer: 'bob@example.org' };
    const first = await vault('tags').remembered(bob, random);
    await vault('tags').meet(bob, 'A'.repeat(40), 1);
    const again = await vault('tags').remembered(bob, random);
    return { first, again, other: await vault('tags').identities.instanceTagOf(other, random) };
  });
  expect(seen.first.instanceTag).toBeGreaterThanOrEqual(0x100);
  expect(seen.again).toEqual({ instanceTag: seen.first.instanceTag, hadSession: true });
  expect(seen.first.hadSession).toBe(false);
  expect(seen.other).not.toBe(seen.first.instanceTag);
});

test('regenerate: another key; remove: none, until the next use', async () => {
  const seen = await within(page, async ({ vault, alice, random }) => {
    const one = vault('renewed');
    await one.identity(alice, random);
    const first = await one.identities.find(alice);
    const second = await one.identities.regenerate(alice, random);
    const found = await one.identities.find(alice);
    await one.identities.remove(alice);
    return { first, second, found, gone: (await one.identities.find(alice)) === undefined };
  });
  expect(seen.second.fingerprint).not.toBe(seen.first?.fingerprint);
  expect(seen.found).toEqual(seen.second);
  expect(seen.gone).toBe(true);
});

test('import: added, known, in conflict with what stays, or no key at all', async () => {
  const seen = await within(page, async ({ vault, alice, random, generateDsaKey }) => {
    const one = vault('imported');
    const [key, other] = [generateDsaKey(random), generateDsaKey(random)];
    const added = await one.identities.import(alice, key);
    const known = await one.identities.import(alice, key);
    const conflict = await one.identities.import(alice, other);
    const mixed = await one.identities.import({ ...alice, account: 'new' }, { ...key, x: other.x });
    const print = (await one.identities.find(alice))?.fingerprint;
    return { added, known, conflict, mixed, print, all: (await one.identities.list()).length };
  });
  const { print } = seen;
  expect(seen.added).toEqual({ outcome: 'added', fingerprint: print });
  expect(seen.known).toEqual({ outcome: 'known', fingerprint: print });
  expect(seen.conflict).toMatchObject({ outcome: 'conflict', existing: print });
  expect(seen.mixed).toEqual({ outcome: 'invalid' });
  expect(seen.all).toBe(1);
});
