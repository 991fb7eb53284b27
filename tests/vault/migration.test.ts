/** Each schema version is reached from the one before it, with everything that was there. */
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

/** A database as version 1 of the schema wrote it: its table definition and its rows. */
const makeVersion1 = (name: string) =>
  within(
    page,
    async ({ Dexie, generateDsaKey, random, alice, bob, hex }, name) => {
      const db = new Dexie(name);
      db.version(1).stores({ identities: 'account', fingerprints: '[contact+fingerprint], contact' });
      const key = generateDsaKey(random);
      const account = JSON.stringify([alice.origin, alice.service, alice.account]);
      const contact = JSON.stringify([bob.origin, bob.service, bob.account, bob.peer]);
      await db.table('identities').add({ account, key, created: 1000 });
      await db.table('fingerprints').bulkAdd([
        {
          contact,
          fingerprint: 'A'.repeat(40),
          firstSeen: 1,
          lastSeen: 2,
          accepted: true,
          verified: { at: 3, how: 'compared' },
        },
        { contact, fingerprint: 'B'.repeat(40), firstSeen: 4, lastSeen: 5, accepted: false },
      ]);
      db.close();
      return { x: hex(key.x), p: hex(key.p) };
    },
    name,
  );

test('1 to 2: keys, fingerprints and trust are all there, sealed', async () => {
  const made = await makeVersion1('from-1');
  const seen = await within(page, async ({ vault, alice, bob, random, hex, Dexie }) => {
    const one = vault('from-1');
    const key = await one.identity(alice, random);
    const identities = await one.identities.list();
    const contacts = await one.contacts.list();
    const trust = [await one.meet(bob, 'A'.repeat(40), 9), await one.meet(bob, 'B'.repeat(40), 9)];
    const raw = await new Dexie('from-1').open();
    const tables = raw.tables.map(({ name }) => name).sort();
    const columns = await raw.table('accounts').toArray();
    raw.close();
    return {
      key: { x: hex(key.x), p: hex(key.p) },
      created: identities.map(({ created }) => created),
      contacts,
      trust,
      tables,
      columns: columns.map((row: object) => Object.keys(row).sort()),
    };
  });
  expect(seen.key).toEqual(made);
  expect(seen.created).toEqual([1000]);
  expect(seen.contacts).toEqual([
    {
      contact: {
        origin: 'https://chat.example',
        service: 'xmpp',
        account: 'alice@example.org',
        peer: 'bob@example.org',
      },
      fingerprints: [
        { fingerprint: 'B'.repeat(40), firstSeen: 4, lastSeen: 5, accepted: false },
        {
          fingerprint: 'A'.repeat(40),
          firstSeen: 1,
          lastSeen: 2,
          accepted: true,
          verified: { at: 3, how: 'compared' },
        },
      ],
    },
  ]);
  expect(seen.trust).toEqual([
    { verified: true, accepted: true },
    { verified: false, accepted: false, doubt: { kind: 'was-verified' } },
  ]);
  expect(seen.tables).toEqual([
    'accounts',
    'contacts',
    'history',
    'keyring',
    'knownKeys',
    'policies',
    'settings',
    'taught',
  ]);
  expect(seen.columns).toEqual([['sealed', 'tag']]);
});

test('1 to 2 with nothing in it', async () => {
  const seen = await within(page, async ({ vault, Dexie }) => {
    const db = new Dexie('nothing');
    db.version(1).stores({ identities: 'account', fingerprints: '[contact+fingerprint], contact' });
    await db.open();
    db.close();
    const one = vault('nothing');
    return [(await one.contacts.list()).length, (await one.identities.list()).length, one.lock.locked()];
  });
  expect(seen).toEqual([0, 0, false]);
});

test('1 to 2, interrupted: version 1 stays as it was, and the next try succeeds', async () => {
  const made = await makeVersion1('interrupted');
  const seen = await within(page, async ({ vault, alice, random, hex }) => {
    const { add } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.add = () => {
      throw new DOMException('The disk is full', 'QuotaExceededError');
    };
    const first = await vault('interrupted')
      .lock.open()
      .then(
        () => 'opened',
        () => 'failed',
      );
    IDBObjectStore.prototype.add = add;
    const key = await vault('interrupted').identity(alice, random);
    return { first, x: hex(key.x) };
  });
  expect(seen).toEqual({ first: 'failed', x: made.x });
});

test('1 to 2, by two contexts at once: one vault key', async () => {
  const made = await makeVersion1('two-at-once');
  const other = await browser.open();
  const readKey = (from: Page) =>
    within(from, async ({ vault, alice, random, hex }) =>
      hex((await vault('two-at-once').identity(alice, random)).x),
    );
  expect(await Promise.all([readKey(page), readKey(other)])).toEqual([made.x, made.x]);
  await other.close();
});

test('2 to 3: all that was there, and room for recipes', async () => {
  const seen = await within(page, async ({ vault, Dexie }) => {
    const db = new Dexie('from-2');
    db.version(2).stores({
      keyring: 'id',
      accounts: 'tag',
      contacts: 'tag',
      knownKeys: '[contact+key], contact, [account+key]',
      policies: 'scope',
      settings: 'name',
      history: 'seq, contact, [contact+seq], [contact+mark]',
    });
    await db.table('settings').add({ name: 'welcomeDone', value: true });
    await db.table('policies').add({ scope: 'site:https://chat.example', requirePrivate: true });
    db.close();
    const one = vault('from-2');
    const before = await one.taughtSites.list();
    await one.taughtSites.put({ origin: 'https://chat.example', recipe: { id: 'one' } });
    await one.taughtSites.put({ origin: 'https://chat.example', recipe: { id: 'two' } });
    await one.taughtSites.put({ origin: 'https://other.example', recipe: {}, broughtIn: true });
    await one.taughtSites.remove('https://other.example');
    return {
      before,
      after: await one.taughtSites.list(),
      got: await one.taughtSites.get('https://chat.example'),
      none: (await one.taughtSites.get('https://other.example')) === undefined,
      settings: await one.settings.get('welcomeDone'),
      rules: await one.policies.ofSites(),
    };
  });
  expect(seen).toEqual({
    before: [],
    after: [{ origin: 'https://chat.example', recipe: { id: 'two' } }],
    got: { origin: 'https://chat.example', recipe: { id: 'two' } },
    none: true,
    settings: true,
    rules: [{ origin: 'https://chat.example', rules: { requirePrivate: true } }],
  });
});
