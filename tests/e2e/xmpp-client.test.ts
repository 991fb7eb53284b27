/** The contact without a browser, against a real Prosody. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectXmpp, type XmppClient } from '#tests/xmpp-peer/xmpp-client.mjs';
import { type Prosody, startProsody } from './servers/prosody.mjs';

let prosody: Prosody;
let alice: XmppClient;
let bob: XmppClient;

beforeAll(async () => {
  prosody = await startProsody();
  const { c2sPort } = prosody;
  [alice, bob] = await Promise.all([
    connectXmpp({ jid: 'alice@localhost', password: 'alicepw', c2sPort }),
    connectXmpp({ jid: 'bob@localhost', password: 'bobpw', c2sPort, resource: 'desk' }),
  ]);
});

afterAll(async () => {
  await Promise.all([alice?.stop(), bob?.stop()]);
  await prosody?.stop();
});

const heard = (client: XmppClient, wanted: string) =>
  new Promise<string>((resolve) => {
    client.onMessage(({ from, body }) => {
      if (body === wanted) resolve(from);
    });
  });

test('a text arrives as it was sent, to the bare and to the full JID', async () => {
  const text = '<b>&amp; "quotes" \u{1F600}\nnext line';
  const toBare = heard(bob, text);
  await alice.send('bob@localhost', text);
  expect(await toBare).toBe(alice.jid());
  const toFull = heard(alice, `${text}!`);
  await bob.send(alice.jid(), `${text}!`);
  expect(await toFull).toBe('bob@localhost/desk');
});

test('after a restart of the server it goes on', async () => {
  const back = Promise.all([alice.reconnected(), bob.reconnected()]);
  await prosody.restart();
  await back;
  const again = heard(bob, 'still there');
  await alice.send('bob@localhost', 'still there');
  await again;
});
