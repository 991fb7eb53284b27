/** What a hostile network, peer or page can send: a line in the panel when the user should know, and it goes on. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectXmpp } from '#tests/xmpp-peer/xmpp-client.mjs';
import { eventually, type Person } from './person.ts';
import { startWorld } from './world.ts';

let alice: Person;
let bob: Person;
let stranger: Awaited<ReturnType<typeof connectXmpp>>;
const said: string[] = [];

beforeAll(async () => {
  const world = await startWorld();
  [alice, bob] = await Promise.all([world.person('alice', 'bob'), world.person('bob', 'alice')]);
  // A second client of bob's account: the server lets it write under his name.
  stranger = await connectXmpp({ jid: 'bob@localhost', password: 'bobpw', c2sPort: world.prosody.c2sPort });
  await alice.clickChip();
  await Promise.all([alice.sees('unverified'), bob.sees('unverified')]);
});
afterAll(() => stranger?.stop());

/** The page pretends that the wire hook said this. */
const forge = (word: unknown): Promise<void> =>
  alice.page.evaluate((detail) => {
    document.dispatchEvent(new CustomEvent('sotto:wire', { detail }));
  }, JSON.stringify(word));

/** The conversation still works, in both directions, and nothing was lost or doubled. */
async function stillTalking(about: string): Promise<void> {
  said.push(`after ${about}`);
  await bob.say(`after ${about}`);
  await eventually(async () =>
    (await alice.rows())
      .filter((row) => row.from === 'them' && row.protection === 'private')
      .map(({ text }) => text),
  ).toEqual(said);
  await alice.say(`yes, after ${about}`);
  await eventually(async () => (await bob.heard()).at(-1)).toBe(`yes, after ${about}`);
  expect(await alice.state()).toBe('unverified');
}

const MALFORMED = {
  'an empty message': '?OTR:.',
  'no end': '?OTR:AAMDAAAA',
  'not base64': '?OTR:%%%%.',
  'a version that does not exist': '?OTR:AAoDAAEAAAABAAAA.',
  'a D-H Key message with nothing in it': '?OTR:AAMKAAABAAAAAQAA.',
  'lengths beyond the end': '?OTR:AAMDAAABAAAAAQAAAAD/////AAAA.',
  'a fragment of a million': '?OTR|00000100,00000100,1,65536,x,',
  'fragment zero': '?OTR|00000100|00000100,00000,00000,x,',
  'a query for nothing': '?OTR?v?',
};

describe('from the network', () => {
  test.each(Object.entries(MALFORMED))('%s', async (what, body) => {
    await stranger.send('alice@localhost', body);
    await stillTalking(what);
  });

  test('plaintext in the middle is shown, and marked', async () => {
    await stranger.send('alice@localhost', 'this was never private');
    await eventually(
      async () => (await alice.rows()).find(({ text }) => text === 'this was never private')?.protection,
    ).toBe('plain');
    await stillTalking('plaintext');
  });

  test('an error of the peer that is a lie: a line, no flood of answers', async () => {
    await stranger.send('alice@localhost', '?OTR Error: you sent garbage');
    await eventually(() => alice.events()).toContain('peer-error');
    await stillTalking('an error');
  });

  test('a text too long to be looked at: a line', async () => {
    // The server takes no stanza that long, but a hostile server may send one; the hook then says this.
    await forge({
      type: 'too-long',
      account: 'alice@localhost',
      peer: 'bob@localhost',
      id: 'long',
      live: true,
    });
    await eventually(() => alice.events()).toContain('too-long');
    await stillTalking('a text too long');
  });

  test('ten megabytes past the hook: nothing', async () => {
    await alice.page.evaluate(() => {
      const long = {
        type: 'message',
        account: 'alice@localhost',
        peer: 'bob@localhost',
        id: 'x',
        live: true,
      };
      const detail = JSON.stringify({ ...long, text: `?OTR:${'A'.repeat(10_000_000)}.` });
      document.dispatchEvent(new CustomEvent('sotto:wire', { detail }));
    });
    await stillTalking('ten megabytes');
  });
});

describe('from the page: forged events of the wire hook', () => {
  const FORGED: Record<string, unknown> = {
    'not JSON': 'hello',
    'no such type': JSON.stringify({ type: 'reveal' }),
    'a text that the page made up': JSON.stringify({
      type: 'message',
      account: 'alice@localhost',
      peer: 'bob@localhost',
      id: 'x1',
      text: '?OTR:AAMDAAABAAAAAQ==.',
      live: true,
    }),
    'a confirmation of something never sent': JSON.stringify({ type: 'handled', id: 'nothing' }),
    'a loss of something never sent': JSON.stringify({ type: 'lost', id: 'nothing' }),
    'fields too many': JSON.stringify({ type: 'disconnected', and: 'more' }),
    'an array': JSON.stringify([1, 2, 3]),
    'a detail that is no string': { type: 'disconnected' },
  };
  test.each(Object.entries(FORGED))('%s', async (what, detail) => {
    await alice.page.evaluate((forged) => {
      document.dispatchEvent(new CustomEvent('sotto:wire', { detail: forged }));
    }, detail);
    await stillTalking(what);
  });

  test('an account that is not ours: the conversation of the true one is not touched', async () => {
    await forge({ type: 'connected', account: 'mallory@localhost' });
    await forge({ type: 'connected', account: 'alice@localhost' });
    await stillTalking('a change of account');
  });
});

test('a page that frames the panel itself gets an empty one', async () => {
  const url = alice.sotto.url('panel.html#0123456789abcdef0123456789abcdef');
  await alice.page.evaluate((src) => {
    const frame = document.createElement('iframe');
    frame.src = src;
    frame.id = 'framed';
    document.body.append(frame);
  }, url);
  const framed = await (await alice.page.waitForSelector('#framed')).contentFrame();
  await eventually(() => framed?.evaluate(() => document.querySelectorAll('[data-entry]').length)).toBe(0);
  expect(await framed?.evaluate(() => document.body.textContent)).not.toContain('after');
  await alice.page.evaluate(() => document.getElementById('framed')?.remove());
  await stillTalking('a forged panel');
});

test('the pages had no errors of their own', () => {
  expect([...alice.pageErrors, ...bob.pageErrors]).toEqual([]);
});
