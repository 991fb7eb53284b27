/** Two libotr contacts over a real Prosody: the other side of the interoperability tests, proven by itself. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LibotrContact, startLibotrContact } from './libotr-contact.ts';
import { eventually } from './person.ts';
import { type Prosody, startProsody } from './servers/prosody.mjs';

let prosody: Prosody;
let alice: LibotrContact;
let bob: LibotrContact;

beforeAll(async () => {
  prosody = await startProsody();
  const [ours, theirs] = [
    { jid: 'alice@localhost', password: 'alicepw' },
    { jid: 'bob@localhost', password: 'bobpw' },
  ];
  [alice, bob] = await Promise.all([
    startLibotrContact({ prosody, ...ours, peer: theirs.jid, maxFragment: 400 }),
    startLibotrContact({ prosody, ...theirs, peer: ours.jid, fullJid: true }),
  ]);
});

afterAll(async () => {
  await Promise.all([alice?.close(), bob?.close()]);
  await prosody?.stop();
});

test('a query leads to a private conversation, and texts pass both ways, in fragments too', async () => {
  await alice.otr.query();
  await eventually(async () => [await alice.otr.status(), await bob.otr.status()]).toEqual([
    'encrypted',
    'encrypted',
  ]);
  const long = 'a text of many fragments '.repeat(100);
  await alice.otr.send(long);
  await bob.otr.send('short \u{1F600}');
  await eventually(() => bob.otr.shown()).toEqual([long]);
  await eventually(() => alice.otr.shown()).toEqual(['short \u{1F600}']);
  expect(Math.max(...bob.bodies.map((body) => body.length))).toBeLessThanOrEqual(400);
  expect(bob.bodies.join('')).not.toContain('many fragments');
});

test('the end on one side is the end on the other', async () => {
  await bob.otr.end();
  await eventually(() => alice.otr.status()).toBe('finished');
});
