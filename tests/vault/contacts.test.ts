/** Contacts, fingerprints, policies and settings, over real IndexedDB. */
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

test('the first key of a contact is accepted; a second one waits for the user', async () => {
  const seen = await within(page, async ({ vault, bob }) => {
    const one = vault('meet');
    const [first, second] = ['A'.repeat(40), 'B'.repeat(40)];
    const met = [
      await one.meet(bob, first, 1),
      await one.meet(bob, second, 2),
      await one.meet(bob, first, 3),
    ];
    await one.accept(bob, second);
    const accepted = await one.meet(bob, second, 4);
    await one.verify(bob, second, true, 5, 'question');
    const hasVerified = await one.fingerprints.hasVerified(bob);
    const known = await one.fingerprints.of(bob);
    await one.verify(bob, second, false, 6);
    return { met, accepted, hasVerified, known, after: await one.fingerprints.hasVerified(bob) };
  });
  expect(seen.met).toEqual([
    { verified: false, accepted: true },
    { verified: false, accepted: false, doubt: { kind: 'new-key' } },
    { verified: false, accepted: true },
  ]);
  expect(seen.accepted).toEqual({ verified: false, accepted: true });
  expect([seen.hasVerified, seen.after]).toEqual([true, false]);
  expect(seen.known).toEqual([
    {
      fingerprint: 'B'.repeat(40),
      firstSeen: 2,
      lastSeen: 4,
      accepted: true,
      decided: true,
      verified: { at: 5, how: 'question' },
    },
    { fingerprint: 'A'.repeat(40), firstSeen: 1, lastSeen: 3, accepted: true },
  ]);
});

test('what was never decided about is asked again when a doubt comes up; what was, is not', async () => {
  const seen = await within(page, async ({ vault, bob, carol }) => {
    const one = vault('doubts');
    const [first, second] = ['A'.repeat(40), 'B'.repeat(40)];
    await one.meet(bob, first, 1);
    await one.meet(bob, second, 2);
    await one.verify(bob, second, true, 3);
    const beside = await one.meet(bob, first, 4);
    const under = await one.meet(carol, second, 5);
    await one.accept(bob, first);
    await one.accept(carol, second);
    return { beside, under, after: [await one.meet(bob, first, 6), await one.meet(carol, second, 7)] };
  });
  expect(seen.beside).toEqual({ verified: false, accepted: false, doubt: { kind: 'was-verified' } });
  expect(seen.under).toMatchObject({
    accepted: false,
    doubt: { kind: 'known-to-another', owner: { peer: 'bob@example.org' } },
  });
  expect(seen.after).toEqual([
    { verified: false, accepted: true },
    { verified: false, accepted: true },
  ]);
});

test('a verified key under another name is found, within the account only', async () => {
  const seen = await within(page, async ({ vault, bob, carol }) => {
    const one = vault('who-else');
    const key = 'c'.repeat(40);
    await one.meet(bob, key, 1);
    await one.meet(carol, key, 2);
    const unverified = (await one.fingerprints.whoElse(key, carol)) ?? null;
    await one.verify(bob, key, true, 3);
    return {
      unverified,
      forCarol: await one.fingerprints.whoElse(key.toUpperCase(), carol),
      forBob: (await one.fingerprints.whoElse(key, bob)) ?? null,
      elsewhere: (await one.fingerprints.whoElse(key, { ...carol, account: 'second@example.org' })) ?? null,
    };
  });
  expect(seen.forCarol).toMatchObject({ peer: 'bob@example.org' });
  expect([seen.unverified, seen.forBob, seen.elsewhere]).toEqual([null, null, null]);
});

test('a name is trimmed, at most 100 characters, and can be taken away', async () => {
  const seen = await within(page, async ({ vault, bob, outcome }) => {
    const one = vault('names');
    await one.contacts.rename(bob, `  ${'\u{1f980}'.repeat(100)} `);
    const long = (await one.contacts.find(bob))?.name;
    const longer = await outcome(one.contacts.rename(bob, 'x'.repeat(101)));
    await one.contacts.rename(bob, ' ');
    return { long, longer, found: await one.contacts.find(bob) };
  });
  expect(seen.long).toBe('\u{1f980}'.repeat(100));
  expect(seen.longer).toBe('RangeError');
  expect(seen.found).not.toHaveProperty('name');
});

test('forgetting a key makes it new; forgetting a contact takes everything, and nobody else', async () => {
  const seen = await within(page, async ({ vault, bob, carol }) => {
    const one = vault('forget');
    await one.history.setOn(true, { erase: false });
    for (const contact of [bob, carol]) {
      await one.meet(contact, 'A'.repeat(40), 1);
      await one.policies.set({ scope: 'contact', contact }, 'requirePrivate', true);
      await one.history.append(contact, [
        { id: '1', time: 1, direction: 'in', protection: 'private', text: 'hello' },
      ]);
    }
    await one.meet(bob, 'B'.repeat(40), 2);
    await one.fingerprints.forget(bob, 'B'.repeat(40));
    const left = (await one.fingerprints.of(bob)).length;
    await one.contacts.forget(bob);
    const look = async (contact: typeof bob) => [
      (await one.contacts.find(contact)) === undefined,
      (await one.fingerprints.of(contact)).length,
      (await one.policies.policy(contact)).requirePrivate.value,
      (await one.history.list(contact)).entries.length,
    ];
    return { left, bob: await look(bob), carol: await look(carol) };
  });
  expect(seen).toEqual({ left: 1, bob: [true, 0, false, 0], carol: [false, 1, true, 1] });
});

test('the narrowest rule holds, and is named', async () => {
  const seen = await within(page, async ({ vault, bob }) => {
    const one = vault('policies');
    const said: string[] = [];
    const look = async () => {
      const { requirePrivate, startAutomatically } = await one.policies.policy(bob);
      said.push(`${requirePrivate.value} ${requirePrivate.from} ${startAutomatically.value}`);
    };
    await look();
    await one.policies.set({ scope: 'everywhere' }, 'requirePrivate', true);
    await look();
    await one.policies.set({ scope: 'site', origin: bob.origin }, 'requirePrivate', false);
    await look();
    await one.policies.set({ scope: 'contact', contact: bob }, 'requirePrivate', true);
    await one.policies.set({ scope: 'contact', contact: bob }, 'startAutomatically', true);
    await look();
    await one.policies.set({ scope: 'contact', contact: bob }, 'requirePrivate', undefined);
    await look();
    return { said, rules: await one.policies.rules({ scope: 'contact', contact: bob }) };
  });
  expect(seen).toEqual({
    said: [
      'false everywhere false',
      'true everywhere false',
      'false site false',
      'true contact true',
      'false site true',
    ],
    rules: { startAutomatically: true },
  });
});

test('what is set for sites and for contacts is listed; a contact is let go of', async () => {
  const seen = await within(page, async ({ vault, bob, carol }) => {
    const one = vault('listed');
    await one.contacts.rename(bob, 'Bob');
    await one.policies.set({ scope: 'contact', contact: bob }, 'requirePrivate', true);
    await one.policies.set({ scope: 'contact', contact: carol }, 'startAutomatically', false);
    await one.policies.set({ scope: 'site', origin: bob.origin }, 'requirePrivate', false);
    await one.policies.set({ scope: 'site', origin: 'https://b' }, 'requirePrivate', true);
    await one.policies.set({ scope: 'site', origin: 'https://b' }, 'requirePrivate', undefined);
    const listed = [...(await one.policies.ofAllContacts())].sort((a, b) =>
      a.contact.peer < b.contact.peer ? -1 : 1,
    );
    const sites = await one.policies.ofSites();
    await one.policies.forget(bob);
    const left = (await one.policies.ofAllContacts()).map(({ contact }) => contact.peer);
    return { listed, sites, left, name: (await one.contacts.find(bob))?.name };
  });
  const bob = { origin: 'https://chat.example', service: 'xmpp', account: 'alice@example.org' };
  expect(seen).toEqual({
    listed: [
      { contact: { ...bob, peer: 'bob@example.org' }, name: 'Bob', rules: { requirePrivate: true } },
      { contact: { ...bob, peer: 'carol@example.org' }, rules: { startAutomatically: false } },
    ],
    sites: [{ origin: 'https://chat.example', rules: { requirePrivate: false } }],
    left: ['carol@example.org'],
    name: 'Bob',
  });
});

test('settings: what is not allowed is refused, and what is no longer allowed counts as not set', async () => {
  const seen = await within(page, async ({ vault, outcome, Dexie }) => {
    const one = vault('settings');
    const first = await one.settings.get('lockAfterMinutes');
    await one.settings.set('lockAfterMinutes', 15);
    const second = await one.settings.get('lockAfterMinutes');
    const refused = await outcome(one.settings.set('mark', { picture: '../x', colour: 'red' }));
    const raw = await new Dexie('settings').open();
    await raw.table('settings').put({ name: 'lockAfterMinutes', value: 'soon' });
    raw.close();
    return [first, second, refused, await one.settings.get('lockAfterMinutes')];
  });
  expect(seen).toEqual([null, 15, 'RangeError', null]);
});

test('1,000 contacts: one is found without reading the others', async () => {
  const seen = await within(page, async ({ vault, bob }) => {
    const one = vault('many');
    for (let n = 0; n < 1000; n += 1)
      await one.meet({ ...bob, peer: `p${n}@example.org` }, String(n).padStart(40, '0'), n);
    const start = performance.now();
    const found = await one.contacts.find({ ...bob, peer: 'p500@example.org' });
    const took = performance.now() - start;
    return { peer: found?.contact.peer, took, all: (await one.contacts.list()).length };
  });
  expect(seen).toMatchObject({ peer: 'p500@example.org', all: 1000 });
  console.log(`one of 1,000 contacts found in ${seen.took.toFixed(1)} ms`);
});
