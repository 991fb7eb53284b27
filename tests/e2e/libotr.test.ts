/** Sotto and libotr, joined to the same server: the other side of most of the world's OTR clients. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LibotrContact, startLibotrContact } from './libotr-contact.ts';
import { eventually, type Person } from './person.ts';
import { talk } from './talk.ts';
import { startWorld } from './world.ts';

let alice: Person;
let bob: LibotrContact;

beforeAll(async () => {
  const { prosody, person } = await startWorld();
  bob = await startLibotrContact({
    prosody,
    jid: 'bob@localhost',
    password: 'bobpw',
    peer: 'alice@localhost',
    maxFragment: 400,
    fullJid: true,
  });
  alice = await person('alice', 'bob');
});
afterAll(() => bob?.close());

describe('started by Sotto', () => {
  test('private on both sides, with the same fingerprint on both', async () => {
    await alice.clickChip();
    await alice.sees('unverified');
    await eventually(() => bob.otr.status()).toBe('encrypted');
  });

  test('50 messages each way, in fragments of 400 bytes', async () => {
    await talk(alice, bob.otr);
    expect(bob.bodies.join(' ')).not.toContain('sotto 1 ');
  });

  test('ended by libotr: Sotto says by whom, and sends no more', async () => {
    await bob.otr.end();
    await alice.sees('finished');
    const field = (await alice.panel()).locator('textarea[name=message]');
    await eventually(() => field.isEnabled()).toBe(false);
  });
});

describe('started by libotr', () => {
  test('private on both sides, without a click', async () => {
    await bob.otr.query();
    await alice.sees('unverified');
    await eventually(() => bob.otr.status()).toBe('encrypted');
  });

  test('50 messages each way, in fragments of 400 bytes', () => talk(alice, bob.otr));

  test('ended by Sotto: libotr is told', async () => {
    await alice.choose('end');
    await alice.sees('plain');
    await eventually(() => bob.otr.status()).toBe('finished');
  });
});

test('what is said while the page is away is read when it is back', async () => {
  await bob.otr.end();
  await bob.otr.query();
  await alice.sees('unverified');
  const before = await alice.heard();
  const url = alice.page.url();
  await alice.page.goto('about:blank');
  await bob.otr.send('said into the dark');
  await alice.page.goto(url);
  await alice.chipThere();
  await alice.hears([...before, 'said into the dark']);
});

describe('where the user wants to start automatically', () => {
  /** Both are without privacy, then libotr's user says something. */
  async function endAndHear(text: string): Promise<void> {
    await alice.choose('end');
    await alice.sees('plain');
    await bob.otr.end();
    await bob.otr.send(text);
    await alice.sees('unverified');
    await eventually(() => bob.otr.status()).toBe('encrypted');
  }

  test('a word from the contact starts it, once', async () => {
    await alice.flip('startAutomatically', 'contact', true, 'contact on');
    await endAndHear('hello');
  });

  test('a whitespace tag of libotr’s starts it, without a query of ours', async () => {
    await bob.otr.policy('opportunistic');
    const before = bob.bodies.length;
    await endAndHear('shall we?');
    expect(bob.bodies.slice(before).filter((body) => body.startsWith('?OTRv'))).toEqual([]);
    await eventually(async () => (await alice.rows()).at(-1)).toMatchObject({
      text: 'shall we?',
      protection: 'plain',
    });
  });
});
