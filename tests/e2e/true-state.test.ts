/** Whatever happens to page, tab and server: the user sees a true state and can go on. */
import { beforeAll, describe, expect, test } from 'vitest';
import { eventually, type Person, type Row } from './person.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let alice: Person;
let bob: Person;
const said = { alice: [] as string[], bob: [] as string[] };

beforeAll(async () => {
  world = await startWorld();
  [alice, bob] = await Promise.all([world.person('alice', 'bob'), world.person('bob', 'alice')]);
  await alice.clickChip();
  await Promise.all([alice.sees('unverified'), bob.sees('unverified')]);
  await bothTalk('before everything');
});

/** Each says something, each reads everything that was ever said. */
async function bothTalk(about: string, page = alice.page): Promise<void> {
  said.alice.push(`alice, ${about}`);
  await alice.say(`alice, ${about}`, page);
  await bob.hears(said.alice);
  // In answer, not at the same time: until he has heard from the tab that alice uses now, the server would keep his
  // words for the one that she closed (for as long as that might resume its stream), and deliver them then.
  said.bob.push(`bob, ${about}`);
  await bob.say(`bob, ${about}`);
  await alice.hears(said.bob, page);
}

test('page reload: still private, the transcript is there, nothing comes twice', async () => {
  await alice.page.reload();
  await alice.chipThere();
  await alice.sees('unverified');
  await bothTalk('after a reload');
});

test('both reload at once', async () => {
  await Promise.all([alice.page.reload(), bob.page.reload()]);
  await Promise.all([alice.chipThere(), bob.chipThere()]);
  await Promise.all([alice.sees('unverified'), bob.sees('unverified')]);
  await bothTalk('after both reloaded');
});

test('browser back and forward', async () => {
  await alice.page.goto('about:blank');
  await alice.page.goBack();
  await alice.chipThere();
  await alice.sees('unverified');
  await bothTalk('after going back');
});

test('what is said while the page is away is read when it is back', async () => {
  const { page } = alice;
  const url = page.url();
  await page.goto('about:blank');
  await bob.say('while you were away');
  said.bob.push('while you were away');
  await page.goto(url);
  await alice.chipThere();
  await alice.sees('unverified');
  await alice.hears(said.bob);
  await bothTalk('after being away');
});

describe('a second tab with the same account', () => {
  test('shows the same conversation and doubles nothing', async () => {
    const second = await alice.sotto.context.newPage();
    await second.goto(world.converse.url('alice', 'bob'));
    await alice.chipThere(second);
    await alice.sees('unverified', second);
    await bothTalk('with two tabs', second);
    await alice.hears(said.bob, alice.page);
    await second.close();
    await bothTalk('with one tab again');
  });

  test('takes over when the first is closed', async () => {
    const second = await alice.sotto.context.newPage();
    await second.goto(world.converse.url('alice', 'bob'));
    await alice.chipThere(second);
    await alice.sees('unverified', second);
    await alice.page.close();
    await bothTalk('in the second tab alone', second);
    Object.assign(alice, { page: second });
  });
});

describe('server restart', () => {
  /**
   * Whether the panel over the chat is ready. Converse closes its chats whenever it logs in anew, and that may come after
   * something was said already; the user opens the one again. Some of its log-ins run into each other, and then it asks
   * for the password; the user loads the page anew.
   */
  async function isOpen({ page, sotto }: Person): Promise<boolean> {
    if (await page.locator('converse-login-form').isVisible()) {
      await page.reload();
    } else if ((await page.locator('converse-chat').count()) === 0) {
      const peer = page === alice.page ? 'bob' : 'alice';
      await page.locator(`.open-chat[data-jid="${peer}@localhost"]`).first().click({ timeout: 1000 });
    }
    const panel = page.frames().find((frame) => frame.url().startsWith(sotto.url('panel.html')));
    return (await panel?.locator('textarea[name=message]').isEnabled({ timeout: 1000 })) ?? false;
  }
  const ready = (person: Person): Promise<boolean> => isOpen(person).catch(() => false);
  const rows = async (person: Person): Promise<Row[]> => ((await ready(person)) ? person.rows() : []);
  const heard = async (person: Person): Promise<string[]> => ((await ready(person)) ? person.heard() : []);

  /** Says it, again where the chat was closed before it was said, or where the row says that it may not have arrived. */
  async function insist(person: Person, text: string): Promise<void> {
    await eventually(async () => {
      if (!(await ready(person))) return undefined;
      const row = (await person.rows()).find((one) => one.text === text);
      if (row === undefined) await person.say(text);
      if (row?.delivery === 'failed') await person.press('try-again');
      return row?.delivery;
    }).toBe('sent');
  }

  /**
   * A server can give back late what it had taken; the row says so then, and the user tries again. And what it takes after
   * Converse asked the archive and before Converse is online, it tells to nobody: Prosody delivers nothing that it stored to
   * who asks the archive. That is read when the page is loaded anew.
   */
  async function arrive(from: Person, to: Person, texts: readonly string[]): Promise<void> {
    const come = async (): Promise<string[]> => {
      const isBack = (await rows(from)).some(({ delivery }) => delivery === 'failed');
      if (isBack) await from.press('try-again');
      return heard(to);
    };
    const live = expect.poll(come, { timeout: 10_000 }).toEqual(texts);
    await live.catch(() => to.page.reload());
    await eventually(come).toEqual(texts);
  }

  test('still private; every text arrives, or its row says that it may not have', async () => {
    const loggedIn = [alice, bob].map(({ page }) => page.waitForEvent('websocket'));
    await world.prosody.restart();
    await Promise.all(loggedIn);
    said.alice.push('alice, after the restart');
    said.bob.push('bob, after the restart');
    await Promise.all([insist(alice, 'alice, after the restart'), insist(bob, 'bob, after the restart')]);
    await arrive(alice, bob, said.alice);
    await arrive(bob, alice, said.bob);
    expect([await alice.state(), await bob.state()]).toEqual(['unverified', 'unverified']);
    await bothTalk('when all is well again');
  });
});
