/** The history, over real IndexedDB. */
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

test('off: nothing is written; switched off: what is there stays or goes, as the user said', async () => {
  const seen = await within(page, async ({ vault, bob }) => {
    const one = vault('off');
    let id = 0;
    const append = () => {
      id += 1;
      return one.history.append(bob, [
        { id: `${id}`, time: id, direction: 'in', protection: 'private', text: 'hello' },
      ]);
    };
    const count = async () => (await one.history.list(bob)).entries.length;
    const counts = [await append(), await count()];
    await one.history.setOn(true, { erase: false });
    counts.push(await append(), await count());
    await one.history.setOn(false, { erase: false });
    counts.push(await append(), await count());
    await one.history.setOn(false, { erase: true });
    counts.push(await count());
    return counts;
  });
  expect(seen).toEqual([0, 0, 1, 1, 0, 1, 0]);
});

test('pages, newest first, of one contact; an entry appended again is kept once', async () => {
  const seen = await within(page, async ({ vault, bob, carol }) => {
    const one = vault('pages');
    await one.history.setOn(true, { erase: false });
    const entry = (n: number) =>
      ({ id: `${n}`, time: n, direction: 'out', protection: 'private', text: `text ${n}` }) as const;
    for (let n = 0; n < 25; n += 1) {
      await one.history.append(bob, [entry(n)]);
      await one.history.append(carol, [entry(n)]);
    }
    const again = await one.history.append(bob, [entry(3), entry(25), entry(4)]);
    const pages: string[][] = [];
    let before: number | undefined = Number.MAX_SAFE_INTEGER;
    while (before !== undefined) {
      const page = await one.history.list(bob, before, 10);
      pages.push(page.entries.map(({ id }) => id));
      before = page.before;
    }
    return { again, pages };
  });
  const newestFirst = Array.from({ length: 26 }, (_, n) => `${25 - n}`);
  expect(seen.again).toBe(1);
  expect(seen.pages.flat()).toEqual(newestFirst);
  expect(seen.pages.map(({ length }) => length)).toEqual([10, 10, 6]);
});

test('search: over all or one contact, newest first, whatever the case; it can be aborted', async () => {
  const seen = await within(page, async ({ vault, bob, carol, all, outcome }) => {
    const one = vault('search');
    await one.history.setOn(true, { erase: false });
    const entries = Array.from({ length: 450 }, (_, n) => ({
      id: `${n}`,
      time: n,
      direction: 'in' as const,
      protection: 'private' as const,
      text: n % 100 === 7 ? `The Café at ${n}` : `other ${n}`,
    }));
    await one.history.append(bob, entries);
    await one.history.append(carol, [
      { id: 'c', time: 500, direction: 'in', protection: 'plain', text: 'CAFÉ' },
    ]);
    const found = await all(one.history.search(' café '));
    const bobs = await all(one.history.search('café', { contact: bob }));
    const abort = new AbortController();
    const searching = one.history.search('other', { signal: abort.signal });
    await searching.next();
    abort.abort();
    return {
      found: found.map(({ contact, entry }) => `${contact.peer} ${entry.id}`),
      bobs: bobs.length,
      nothing: (await all(one.history.search('  '))).length,
      aborted: await outcome(searching.next()),
    };
  });
  expect(seen).toEqual({
    found: ['carol@example.org c', ...[407, 307, 207, 107, 7].map((n) => `bob@example.org ${n}`)],
    bobs: 5,
    nothing: 0,
    aborted: 'AbortError 20',
  });
});

test('erase: one contact, or all', async () => {
  const seen = await within(page, async ({ vault, bob, carol }) => {
    const one = vault('erase');
    await one.history.setOn(true, { erase: false });
    const entry = { id: '1', time: 1, direction: 'in', protection: 'private', text: 'x' } as const;
    await one.history.append(bob, [entry]);
    await one.history.append(carol, [entry]);
    const counts = async () => [
      (await one.history.list(bob)).entries.length,
      (await one.history.list(carol)).entries.length,
    ];
    await one.history.erase(bob);
    const afterOne = await counts();
    await one.history.eraseAll();
    return [afterOne, await counts()];
  });
  expect(seen).toEqual([
    [0, 1],
    [0, 0],
  ]);
});
