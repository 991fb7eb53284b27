/** The lock, over real IndexedDB. */
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

test('no passphrase: the first use opens, lock does nothing, unlock says yes', async () => {
  const seen = await within(page, async ({ vault, alice, random }) => {
    const one = vault('no-passphrase');
    const before = one.lock.locked();
    await one.identity(alice, random);
    await one.lock.lock();
    return [before, one.lock.locked(), await one.lock.unlock('anything'), await one.lock.hasPassphrase()];
  });
  expect(seen).toEqual([true, false, true, false]);
});

test('a passphrase: open in later workers of this browser session, locked in the next one', async () => {
  const seen = await within(page, async ({ vault, alice, random, hex, OwnMemory, outcome }) => {
    const session = new OwnMemory();
    const first = vault('lives', session);
    const key = hex((await first.identity(alice, random)).x);
    await first.lock.setPassphrase('correct horse');
    const secondLife = vault('lives', session);
    const sameKey = hex((await secondLife.identity(alice, random)).x) === key;
    const nextBrowser = vault('lives', new OwnMemory());
    const refused = await outcome(nextBrowser.identity(alice, random));
    const opened = await nextBrowser.lock.unlock('correct horse');
    const again = hex((await nextBrowser.identity(alice, random)).x) === key;
    return { sameKey, refused, opened, again };
  });
  expect(seen).toEqual({ sameKey: true, refused: 'VaultLockedError', opened: true, again: true });
});

test('a sealed box takes things in while it is locked; they come out when it is open, whatever opened it', async () => {
  const seen = await within(page, async ({ vault, hex, outcome }) => {
    const bytes = Uint8Array.of(1, 2, 3);
    const open = async (name: string, way: (one: ReturnType<typeof vault>) => Promise<unknown>) => {
      const one = vault(name);
      await one.lock.setPassphrase('old');
      await one.lock.lock();
      // Another worker, in another browser session: nothing is known but what lies on the disk.
      const box = await vault(name).sealBox(bytes, 'a');
      const refused = await outcome((async () => one.openBox(box, 'a'))());
      await way(one);
      return [refused, hex(one.openBox(box, 'a')), await outcome((async () => one.openBox(box, 'b'))())];
    };
    return [
      await open('box-unlocked', (one) => one.lock.unlock('old')),
      await open('box-changed', (one) => one.lock.changePassphrase('old', 'new')),
      await open('box-removed', (one) => one.lock.removePassphrase('old')),
    ];
  });
  expect(seen).toEqual(Array(3).fill(['VaultLockedError', '010203', 'SealBrokenError']));
});

test('lock: nothing in memory nor in the session area, and every secret is refused', async () => {
  const seen = await within(page, async ({ vault, alice, bob, random, OwnMemory, outcome, all }) => {
    const session = new OwnMemory();
    const one = vault('refused', session);
    await one.identity(alice, random);
    await one.lock.setPassphrase('secret');
    const before = Object.keys(await session.get('vault-key')).length;
    const heard: boolean[] = [];
    const end = one.lock.onChange((locked) => heard.push(locked));
    await one.lock.lock();
    const left = Object.keys(await session.get('vault-key')).length;
    const refusals = await Promise.all(
      [
        () => one.identity(alice, random),
        () => one.meet(bob, 'AA', 1),
        () => one.verify(bob, 'AA', true, 1),
        () => one.accept(bob, 'AA'),
        () => one.identities.list(),
        () => one.identities.find(alice),
        () => one.identities.regenerate(alice, random),
        () => one.identities.remove(alice),
        () => one.contacts.find(bob),
        () => one.contacts.list(),
        () => one.contacts.rename(bob, 'Bob'),
        () => one.contacts.forget(bob),
        () => one.fingerprints.of(bob),
        () => one.fingerprints.forget(bob, 'AA'),
        () => one.fingerprints.hasVerified(bob),
        () => one.fingerprints.whoElse('AA', bob),
        () => one.policies.policy(bob),
        () => one.history.list(bob),
        () => one.history.erase(bob),
        () => all(one.history.search('x')),
        () => one.backup.export('x'),
        () => one.backup.restore(new Uint8Array(100), 'x'),
        async () => one.seal(Uint8Array.of(1), 'p'),
        async () => one.unseal(Uint8Array.of(1), 'p'),
      ].map((ask) => outcome(ask())),
    );
    await one.lock.unlock('secret');
    end();
    await one.lock.lock();
    return { before, left, refusals: [...new Set(refusals)], heard };
  });
  expect(seen).toEqual({ before: 1, left: 0, refusals: ['VaultLockedError'], heard: [true, false] });
});

test('what needs no secret can be read while locked', async () => {
  const seen = await within(page, async ({ vault, OwnMemory }) => {
    const one = vault('readable');
    await one.settings.set('mark', { picture: 'owl', colour: '#336699' });
    await one.policies.set({ scope: 'everywhere' }, 'requirePrivate', true);
    await one.lock.setPassphrase('secret');
    const locked = vault('readable', new OwnMemory());
    const rules = await locked.policies.rules({ scope: 'everywhere' });
    return [await locked.settings.get('mark'), rules, locked.lock.locked()];
  });
  expect(seen).toEqual([{ picture: 'owl', colour: '#336699' }, { requirePrivate: true }, true]);
});

test('a wrong passphrase costs 1, 2, 4 … 30 seconds and no data; the right one sets it back', async () => {
  const seen = await within(page, async ({ vault, OwnMemory, StandingClock }) => {
    await vault('slow').lock.setPassphrase('right');
    const clock = new StandingClock();
    const one = vault('slow', new OwnMemory(), clock);
    const answers: boolean[] = [];
    for (let n = 0; n < 7; n += 1) answers.push(await one.lock.unlock('wrong'));
    const waits = [...clock.waits];
    const right = await one.lock.unlock('right');
    await one.lock.lock();
    const last = await one.lock.unlock('wrong');
    return { answers, waits, right, last, wait: clock.waits.at(-1) };
  });
  expect(seen).toEqual({
    answers: Array(7).fill(false),
    waits: [1, 2, 4, 8, 16, 30, 30].map((seconds) => seconds * 1000),
    right: true,
    last: false,
    wait: 1000,
  });
});

test('a restart during the pause does not shorten it; a clock set back does not lengthen it', async () => {
  const seen = await within(page, async ({ vault, OwnMemory, StandingClock }) => {
    await vault('restart').lock.setPassphrase('right');
    const clock = new StandingClock();
    // A worker that dies in its third pause: the waiting never ends.
    const dying = new StandingClock();
    for (let n = 0; n < 2; n += 1) await vault('restart', new OwnMemory(), dying).lock.unlock('wrong');
    await new Promise<void>((resolve) => {
      dying.wait = () => new Promise(() => resolve());
      void vault('restart', new OwnMemory(), dying).lock.unlock('wrong');
    });
    clock.time = dying.time + 1_000;
    await vault('restart', new OwnMemory(), clock).lock.unlock('right');
    const afterRestart = [...clock.waits];
    const early = new StandingClock();
    await vault('restart', new OwnMemory(), early).lock.unlock('wrong');
    early.time = 0;
    early.waits.length = 0;
    await vault('restart', new OwnMemory(), early).lock.unlock('right');
    return { afterRestart, early: early.waits };
  });
  expect(seen).toEqual({ afterRestart: [3000], early: [30_000] });
});

test('guesses in parallel take their turns', async () => {
  const seen = await within(page, async ({ vault, OwnMemory, StandingClock }) => {
    await vault('parallel').lock.setPassphrase('right');
    const clock = new StandingClock();
    const one = vault('parallel', new OwnMemory(), clock);
    await Promise.all(['a', 'b', 'c'].map((guess) => one.lock.unlock(guess)));
    return clock.waits;
  });
  expect(seen).toEqual([1000, 2000, 4000]);
});

test('change and remove ask for the current passphrase', async () => {
  const seen = await within(page, async ({ vault, alice, random, hex, OwnMemory, outcome }) => {
    const fresh = () => vault('change', new OwnMemory());
    const one = fresh();
    const key = hex((await one.identity(alice, random)).x);
    await one.lock.setPassphrase('one');
    const secondSet = await outcome(one.lock.setPassphrase('other'));
    const empty = await outcome(one.lock.changePassphrase('one', ''));
    const changes = [
      await one.lock.changePassphrase('wrong', 'two'),
      await one.lock.changePassphrase('one', 'two'),
    ];
    const unlocks = [await fresh().lock.unlock('one'), await fresh().lock.unlock('two')];
    const removals = [await fresh().lock.removePassphrase('one'), await fresh().lock.removePassphrase('two')];
    const open = fresh();
    const same = hex((await open.identity(alice, random)).x) === key;
    return { secondSet, empty, changes, unlocks, removals, same, locked: open.lock.locked() };
  });
  expect(seen).toEqual({
    secondSet: 'Error',
    empty: 'RangeError',
    changes: [false, true],
    unlocks: [false, true],
    removals: [false, true],
    same: true,
    locked: false,
  });
});

test('the same characters typed another way open it', async () => {
  const seen = await within(page, async ({ vault, OwnMemory }) => {
    await vault('typed').lock.setPassphrase('caf\u00e9 \ufb01n');
    return vault('typed', new OwnMemory()).lock.unlock('cafe\u0301 fin');
  });
  expect(seen).toBe(true);
});

test('a key of another vault in the session area does not open this one', async () => {
  const seen = await within(page, async ({ vault, OwnMemory, outcome }) => {
    const others = new OwnMemory();
    await vault('others', others).lock.setPassphrase('theirs');
    await vault('ours').lock.setPassphrase('ours');
    return outcome(vault('ours', others).lock.keys());
  });
  expect(seen).toBe('VaultLockedError');
});

test('sealed bytes open for their purpose, in a later worker, and nowhere else', async () => {
  const seen = await within(page, async ({ vault, OwnMemory, outcome }) => {
    const session = new OwnMemory();
    const one = vault('seal', session);
    const unopened = await outcome((async () => one.seal(Uint8Array.of(1), 'state'))());
    await one.lock.open();
    const sealed = one.seal(Uint8Array.of(1, 2, 3), 'state');
    const later = vault('seal', session);
    await later.lock.open();
    const opened = Array.from(later.unseal(sealed, 'state'));
    const other = await outcome((async () => later.unseal(sealed, 'other'))());
    sealed[30] = (sealed[30] ?? 0) ^ 1;
    const changed = await outcome((async () => later.unseal(sealed, 'state'))());
    return { unopened, opened, other, changed };
  });
  expect(seen).toEqual({
    unopened: 'VaultLockedError',
    opened: [1, 2, 3],
    other: 'SealBrokenError',
    changed: 'SealBrokenError',
  });
});

test('a row moved to another place does not open', async () => {
  const seen = await within(page, async ({ vault, bob, carol, Dexie, outcome }) => {
    const one = vault('moved');
    await one.contacts.rename(bob, 'Bob');
    await one.contacts.rename(carol, 'Carol');
    const raw = await new Dexie('moved').open();
    const [first, second] = await raw.table('contacts').toArray();
    await raw.table('contacts').put({ ...first, sealed: second.sealed });
    raw.close();
    return outcome(one.contacts.list());
  });
  expect(seen).toBe('SealBrokenError');
});

test('the usual scrypt cost: set and unlock', async () => {
  const seen = await within(page, async ({ usualVault }) => {
    await usualVault('usual').lock.setPassphrase('a long and usual passphrase');
    const start = performance.now();
    const opened = await usualVault('usual').lock.unlock('a long and usual passphrase');
    return { opened, took: Math.round(performance.now() - start) };
  });
  expect(seen.opened).toBe(true);
  console.log(`unlocking took ${seen.took} ms`);
});
