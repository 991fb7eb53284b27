/** 'Require private' means it: whatever the page does, its chat says nothing readable; and nothing typed is lost. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectXmpp } from '#tests/xmpp-peer/xmpp-client.mjs';
import { type LibotrContact, startLibotrContact } from './libotr-contact.ts';
import { eventually, type Person } from './person.ts';
import { picture } from './picture.ts';
import {
  forms,
  keepSocket,
  recordFrames,
  reloadAndSend,
  sendFrames,
  submitForm,
  typeAndEnter,
} from './require-attacks.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let alice: Person;
let bob: LibotrContact;
let raw: Awaited<ReturnType<typeof connectXmpp>>;
/** What left the page, and what reached bob. */
let frames: string[];
const reached: string[] = [];
/** Every text that was tried, in this order. */
const tried: string[] = [];

beforeAll(async () => {
  world = await startWorld({ users: { alice: 'alicepw', bob: 'bobpw', carol: 'carolpw' } });
  const { c2sPort } = world.prosody;
  const login = { jid: 'bob@localhost', password: 'bobpw' };
  bob = await startLibotrContact({ prosody: world.prosody, ...login, peer: 'alice@localhost' });
  raw = await connectXmpp({ ...login, c2sPort, resource: 'raw' });
  raw.onStanza((xml) => reached.push(xml));
  alice = await world.person('alice', 'bob');
  frames = recordFrames(alice.page);
  await keepSocket(alice.page);
  await alice.page.reload();
  await alice.chipThere();
});
afterAll(async () => {
  await raw?.stop();
  await bob?.close();
});

const next = (): string => {
  tried.push(`harbour ${tried.length + 1}`);
  return tried.at(-1) ?? '';
};
const times = (count: number): number[] => Array.from({ length: count }, (_, n) => n);
const held = async () => (await alice.rows()).filter(({ delivery }) => delivery === 'held');
const heldTexts = async () => (await held()).map(({ text }) => text).sort();
const coverShown = () =>
  alice.page
    .locator('[data-sotto-composer-cover]')
    .first()
    .isVisible()
    .catch(() => false);

/** All that was tried is kept in the panel, once; none of it left. */
async function nothingLeft(): Promise<void> {
  await eventually(heldTexts).toEqual([...tried].sort());
  // What would have been sent before this has come when this has.
  await alice.page.evaluate(() =>
    window.ownSocket?.send(
      `<message xmlns='jabber:client' to='bob@localhost'><received xmlns='urn:xmpp:receipts' id='last'/></message>`,
    ),
  );
  await eventually(() => reached.some((xml) => xml.includes('urn:xmpp:receipts'))).toBe(true);
  for (const seen of [frames, reached, bob.bodies, [world.prosody.log()]]) {
    expect(seen.filter((text) => /harbour|<composing/.test(text))).toEqual([]);
  }
}

test('switched on in the popup: the panel stands over the chat and says why', async () => {
  await alice.flip('requirePrivate', 'contact', true, 'contact on');
  await alice.sees('plain');
  const panel = await alice.panel();
  await panel.locator('[data-required]').waitFor();
});

describe('200 tries', () => {
  test('40 typed into the page and sent with Enter', async () => {
    for (const _ of times(40)) await typeAndEnter(alice.page, next());
    await nothingLeft();
  });

  test('40 by submitting its form', async () => {
    for (const _ of times(40)) await submitForm(alice.page, next());
    await nothingLeft();
  });

  test('60 straight into its socket, in all forms', async () => {
    for (const _ of times(10))
      await sendFrames(
        alice.page,
        times(6).map((form) => forms(next())[form] ?? ''),
      );
    await nothingLeft();
  });

  test('20 while the worker is killed', async () => {
    for (const _ of times(10)) {
      await Promise.all([alice.sotto.stopWorker(), sendFrames(alice.page, forms(next()).slice(0, 1))]);
      await Promise.all([alice.sotto.stopWorker(), submitForm(alice.page, next())]);
    }
    await nothingLeft();
  });

  test('40 by a reloaded page, at once', async () => {
    for (const _ of times(5)) {
      const due = times(8).map(() => forms(next())[0] ?? '');
      await reloadAndSend(alice.page, due);
      await eventually(async () => (await held()).length).toBe(tried.length);
    }
    await alice.chipThere();
    await alice.sees('plain');
    await nothingLeft();
    expect(tried).toHaveLength(200);
  });
});

test('what comes in without privacy is shown, and marked', async () => {
  await raw.send('alice@localhost', 'call me');
  await eventually(async () => (await alice.rows()).at(-1)).toMatchObject({
    from: 'them',
    text: 'call me',
    protection: 'plain',
  });
});

test("the page's chat can be looked at; its composer stays covered", async () => {
  await alice.press('show-page-chat');
  await eventually(coverShown).toBe(true);
  const boxes = () =>
    alice.page.evaluate(() =>
      ['[data-sotto-composer-cover]', 'converse-chat-bottom-panel'].map((selector) => {
        const { left, top, right, bottom } =
          document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
        return [left, top, right, bottom].map(Math.round);
      }),
    );
  await eventually(async () => {
    const [cover, composer] = await boxes();
    return JSON.stringify(cover) === JSON.stringify(composer);
  }).toBe(true);
  await picture(alice.page, 'require-bar');
  await alice.press('return');
  await eventually(coverShown).toBe(false);
});

test('what was kept back can be sent once the conversation is private', async () => {
  const panel = await alice.panel();
  await eventually(() => panel.locator('[data-action=send-held]').first().isVisible()).toBe(false);
  await picture(alice.page, 'require-plain');
  await alice.press('start');
  await alice.sees('unverified');
  expect(bob.otr.shown()).toEqual([]);
  await panel.locator('[data-action=send-held]').first().click();
  await eventually(() => bob.otr.shown()).toEqual([tried[0]]);
  expect(reached.concat(bob.bodies).filter((text) => text.includes('harbour'))).toEqual([]);
  await bob.otr.end();
  await alice.sees('finished');
  await eventually(() => panel.locator('[data-action=show-page-chat]').count()).toBe(0);
});

describe('the other rules', () => {
  test.each([
    ['site', 'site on'],
    ['everywhere', 'everywhere on'],
  ] as const)('for the %s', async (scope, holds) => {
    await alice.flip('requirePrivate', 'contact', false, 'everywhere off');
    await alice.flip('requirePrivate', scope, true, holds);
    const before = (await held()).length;
    await sendFrames(alice.page, forms('harbour again'));
    await eventually(async () => (await held()).length).toBe(before + 6);
    await reloadAndSend(alice.page, forms('harbour again'));
    await alice.chipThere();
    await eventually(async () => (await held()).length).toBe(before + 12);
    expect([...frames, ...reached].filter((text) => text.includes('harbour'))).toEqual([]);
    await alice.flip('requirePrivate', scope, false, 'everywhere off');
  });

  test('a contact may be let out of a wider rule; and these tests would have seen what is sent', async () => {
    await alice.flip('requirePrivate', 'everywhere', true, 'everywhere on');
    await alice.flip('requirePrivate', 'contact', false, 'contact off');
    await alice.press('show-page-chat');
    await alice.sees('plain');
    await sendFrames(alice.page, forms('open words').slice(0, 1));
    await eventually(() => reached.some((xml) => xml.includes('open words'))).toBe(true);
    expect(frames.some((frame) => frame.includes('open words'))).toBe(true);
  });
});

test('start automatically: opening the chat is enough', async () => {
  await alice.flip('startAutomatically', 'contact', true, 'contact on');
  const open = (peer: string) =>
    alice.page.locator(`converse-controlbox .open-chat[data-jid="${peer}@localhost"]`).first().click();
  await open('carol');
  await eventually(() => alice.toolbarTitle()).toContain('carol@localhost');
  await open('bob');
  await alice.sees('unverified');
});

test('the page had no errors of its own', () => {
  expect(alice.pageErrors).toEqual([]);
});
