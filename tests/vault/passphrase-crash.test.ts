/** The page is killed at random moments while it changes the passphrase: one way in is always left. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startVaultBrowser, type VaultBrowser, within } from './vault-browser.ts';

const DEATHS = 30;
/** Some changes fit into this time, so that deaths fall before, into and after the put. In ms. */
const LONGEST_LIFE = 120;

let browser: VaultBrowser;

beforeAll(async () => {
  browser = await startVaultBrowser();
});

afterAll(() => browser?.remove());

/** Changes to and fro between two passphrases, or takes the passphrase away and sets it, until the page dies. */
const changeForEver = async (page: Page, current: string, remove: boolean): Promise<void> => {
  const started = page.waitForFunction(() => 'changing' in globalThis);
  const changing = within(
    page,
    async ({ vault, OwnMemory }, given) => {
      const one = vault('crash', new OwnMemory());
      let [now, next] = given.current === 'one' ? ['one', 'two'] : ['two', 'one'];
      Object.assign(globalThis, { changing: true });
      for (;;) {
        if (given.remove) {
          await one.lock.removePassphrase(now);
          await one.lock.setPassphrase(next);
        } else {
          await one.lock.changePassphrase(now, next);
        }
        [now, next] = [next, now];
      }
    },
    { current, remove },
  ).catch(() => undefined);
  await started;
  await new Promise((resolve) => setTimeout(resolve, Math.random() * LONGEST_LIFE));
  await kill(page);
  await changing;
};

/** The process of the page ends without a word to it; the closing is only for what is left of the tab. */
async function kill(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  void session.send('Page.crash').catch(() => undefined);
  await crashed;
  await page.close();
}

/** Which way in there is, and what is inside. */
const lookInside = (page: Page) =>
  within(page, async ({ vault, alice, bob, random, hex, OwnMemory }) => {
    const ways: string[] = [];
    let inside = '';
    for (const passphrase of ['one', 'two']) {
      const one = vault('crash', new OwnMemory());
      if (!(await one.lock.hasPassphrase())) ways.push('none');
      else if (await one.lock.unlock(passphrase)) ways.push(passphrase);
      else continue;
      const contact = await one.contacts.find(bob);
      const key = hex((await one.identity(alice, random)).x);
      inside = JSON.stringify({ key, contact, texts: (await one.history.list(bob)).entries });
    }
    return { ways: [...new Set(ways)], inside };
  });

test(`${DEATHS} deaths during a change: the old or the new passphrase opens, and everything is there`, async () => {
  const first = await browser.open();
  await within(first, async ({ vault, alice, bob, random }) => {
    const one = vault('crash');
    await one.identity(alice, random);
    await one.meet(bob, 'A'.repeat(40), 5);
    await one.verify(bob, 'A'.repeat(40), true, 6);
    await one.contacts.rename(bob, 'Bob');
    await one.history.setOn(true, { erase: false });
    await one.history.append(bob, [
      { id: '1', time: 7, direction: 'in', protection: 'private', text: 'kept' },
    ]);
    await one.lock.setPassphrase('one');
  });
  const before = await lookInside(first);
  await first.close();
  const seen: string[] = [];
  let current = 'one';
  for (let death = 0; death < DEATHS; death += 1) {
    await changeForEver(await browser.open(), current, death % 3 === 2);
    const page = await browser.open();
    const { ways, inside } = await lookInside(page);
    expect(ways).toHaveLength(1);
    expect(inside).toBe(before.inside);
    seen.push(ways.join());
    current = ways[0] === 'two' ? 'two' : 'one';
    if (ways[0] === 'none') {
      await within(page, ({ vault }) => vault('crash').lock.setPassphrase('one'));
    }
    await page.close();
  }
  console.log(`open after each death with: ${seen.join(' ')}`);
});
