/** Backup and restore between vaults, over real IndexedDB. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startVaultBrowser, type VaultBrowser, within } from './vault-browser.ts';

let browser: VaultBrowser;
let page: Page;

beforeAll(async () => {
  browser = await startVaultBrowser();
  page = await browser.open();
  await within(page, async ({ vault, alice, bob, carol, random }) => {
    const one = vault('source');
    await one.identity(alice, random);
    await one.meet(bob, 'A'.repeat(40), 10);
    await one.verify(bob, 'A'.repeat(40), true, 11, 'scanned');
    await one.meet(bob, 'B'.repeat(40), 12);
    await one.contacts.rename(bob, 'Bob');
    await one.meet(carol, 'C'.repeat(40), 13);
    await one.policies.set({ scope: 'everywhere' }, 'startAutomatically', true);
    await one.policies.set({ scope: 'contact', contact: bob }, 'requirePrivate', true);
    await one.settings.set('mark', { picture: 'owl', colour: '#336699' });
    await one.taughtSites.put({
      origin: 'https://chat.example',
      recipe: { id: 'site-chat-example' },
      broughtIn: true,
    });
    await one.history.setOn(true, { erase: false });
    await one.history.append(bob, [
      { id: '1', time: 1, direction: 'in', protection: 'private', text: 'first' },
      { id: '2', time: 2, direction: 'out', protection: 'private', text: 'second' },
    ]);
    const file = await one.backup.export('for the file');
    Object.assign(globalThis, { file });
  });
});

afterAll(() => browser?.remove());

test('into an empty vault with a passphrase of its own: everything is there', async () => {
  const seen = await within(page, async ({ vault, alice, bob, random, hex }) => {
    const { file } = globalThis as unknown as { file: Uint8Array };
    const one = vault('empty');
    await one.lock.setPassphrase('another');
    const report = await one.backup.restore(file, 'for the file');
    const again = await one.backup.restore(file, 'for the file');
    const source = vault('source');
    const everything = async (from: typeof one) =>
      JSON.stringify([
        hex((await from.identity(alice, random)).x),
        await from.identities.list(),
        (await from.contacts.list()).sort((a, b) => (a.contact.peer < b.contact.peer ? -1 : 1)),
        await from.policies.policy(bob),
        await from.settings.get('mark'),
        await from.taughtSites.list(),
        await from.history.list(bob),
        await from.history.isOn(),
      ]);
    return { report, again, same: (await everything(one)) === (await everything(source)) };
  });
  const added = (n: number) => ({ added: n, kept: 0 });
  const kept = (n: number) => ({ added: 0, kept: n });
  expect(seen.report).toEqual({
    identities: { ...added(1), conflicts: [] },
    contacts: added(2),
    fingerprints: added(3),
    history: added(2),
    policies: added(2),
    settings: added(2),
  });
  expect(seen.again).toEqual({
    identities: { ...kept(1), conflicts: [] },
    contacts: kept(2),
    fingerprints: kept(3),
    history: kept(2),
    policies: kept(2),
    settings: kept(2),
  });
  expect(seen.same).toBe(true);
});

test('into a vault that holds something: what is here stays, what is missing comes', async () => {
  const seen = await within(page, async ({ vault, alice, bob, carol, random }) => {
    const { file } = globalThis as unknown as { file: Uint8Array };
    const one = vault('existing');
    await one.identity(alice, random);
    const before = (await one.identities.find(alice))?.fingerprint;
    await one.meet(bob, 'A'.repeat(40), 5);
    await one.verify(bob, 'A'.repeat(40), true, 6, 'compared');
    await one.contacts.rename(bob, 'Robert');
    await one.meet(carol, 'D'.repeat(40), 20);
    await one.policies.set({ scope: 'contact', contact: bob }, 'requirePrivate', false);
    await one.settings.set('history', false);
    const report = await one.backup.restore(file, 'for the file');
    return {
      report,
      sameKey: (await one.identities.find(alice))?.fingerprint === before,
      bob: await one.contacts.find(bob),
      carol: (await one.contacts.find(carol))?.fingerprints,
      policy: await one.policies.policy(bob),
      history: (await one.history.list(bob)).entries.length,
    };
  });
  expect(seen.sameKey).toBe(true);
  expect(seen.report.identities).toMatchObject({ added: 0, kept: 1, conflicts: [{ service: 'xmpp' }] });
  expect(seen.bob?.name).toBe('Robert');
  expect(seen.bob?.fingerprints).toEqual([
    { fingerprint: 'B'.repeat(40), firstSeen: 12, lastSeen: 12, accepted: false },
    {
      fingerprint: 'A'.repeat(40),
      firstSeen: 5,
      lastSeen: 10,
      accepted: true,
      decided: true,
      verified: { at: 6, how: 'compared' },
    },
  ]);
  // Accepted over there, as the first key of hers: here she has another one.
  expect(seen.carol?.map(({ accepted }) => accepted)).toEqual([true, false]);
  expect(seen.policy).toEqual({
    requirePrivate: { value: false, from: 'contact' },
    startAutomatically: { value: true, from: 'everywhere' },
  });
  expect(seen.history).toBe(0);
});

test('a bad, cut, changed, huge or foreign file changes nothing and says why', async () => {
  const seen = await within(page, async ({ vault, outcome, Dexie }) => {
    const { file } = globalThis as unknown as { file: Uint8Array };
    const one = vault('untouched');
    await one.lock.open();
    const restore = (bytes: Uint8Array, passphrase = 'for the file') =>
      outcome(one.backup.restore(bytes, passphrase));
    const changedAt = (at: number, value: number) => {
      const copy = file.slice();
      copy[at] = value;
      return copy;
    };
    const codes = [
      await restore(file, 'wrong'),
      await restore(file, ''),
      await restore(new Uint8Array()),
      await restore(new TextEncoder().encode('{"some":"json"}')),
      await restore(file.slice(0, 20)),
      await restore(file.slice(0, -1)),
      await restore(new Uint8Array([...file, 0])),
      await restore(changedAt(file.length - 5, (file.at(-5) ?? 0) ^ 1)),
      await restore(changedAt(8, 2)),
      await restore(changedAt(9, 30)),
      await restore(new Uint8Array(64 * 1024 * 1024 + 1)),
    ];
    const raw = await new Dexie('untouched').open();
    const counts = await Promise.all(
      raw.tables.map(async (table) => [table.name, await table.count()] as const),
    );
    raw.close();
    return { codes, filled: counts.filter(([, count]) => count > 0) };
  });
  expect(seen.codes).toEqual(
    [
      'wrong-passphrase',
      'wrong-passphrase',
      'not-a-backup',
      'not-a-backup',
      'truncated',
      'truncated',
      'damaged',
      'damaged',
      'newer-version',
      'damaged',
      'too-large',
    ].map((code) => `BackupError ${code}`),
  );
  expect(seen.filled).toEqual([['keyring', 1]]);
});

test('a restore that fails in the middle changes nothing', async () => {
  const seen = await within(page, async ({ vault, outcome }) => {
    const { file } = globalThis as unknown as { file: Uint8Array };
    const one = vault('half');
    await one.settings.set('history', true);
    const { add } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.add = function (...row) {
      if (this.name === 'history') throw new DOMException('The disk is full', 'QuotaExceededError');
      return add.apply(this, row);
    };
    const failed = await outcome(one.backup.restore(file, 'for the file'));
    IDBObjectStore.prototype.add = add;
    return [failed, (await one.contacts.list()).length, (await one.identities.list()).length];
  });
  expect(seen).toEqual(['QuotaExceededError', 0, 0]);
});
