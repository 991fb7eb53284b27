import { beforeEach, describe, expect, test } from 'vitest';
import { generateDsaKey } from '#otr/crypto/dsa.ts';
import { padlockState } from './conversation-record.ts';
import { carry, random, Side } from './pair.test-helper.ts';

let alice: Side;
let bob: Side;
beforeEach(async () => {
  alice = await Side.start('alice@example', 'bob@example');
  bob = await Side.start('bob@example', 'alice@example');
});

async function becomePrivate(): Promise<void> {
  await alice.conversations.open(alice.address);
  await carry(alice, bob);
}

describe('a private conversation', () => {
  test('starts by a query and is unverified on both sides', async () => {
    await becomePrivate();
    expect([padlockState(alice.record), padlockState(bob.record)]).toEqual(['unverified', 'unverified']);
    expect(alice.events()).toEqual(['started-unverified']);
  });

  test('a text said before it is there waits, and goes out when it is', async () => {
    await alice.conversations.open(alice.address);
    await alice.conversations.say(alice.record.id, 'm1', 'early');
    expect(alice.entries()[0]).toMatchObject({ text: 'early', delivery: 'waiting' });
    await carry(alice, bob);
    expect(bob.texts()).toEqual(['early']);
    expect(alice.entries().find(({ id }) => id === 'm1')).toMatchObject({ delivery: 'sent' });
  });

  test('a command that is repeated after a restart says it once', async () => {
    await becomePrivate();
    await alice.conversations.say(alice.record.id, 'm1', 'once');
    await alice.wake();
    await alice.conversations.say(alice.record.id, 'm1', 'once');
    await carry(alice, bob);
    expect(bob.texts()).toEqual(['once']);
  });

  test('a delivery that is repeated is read once, after a restart too', async () => {
    await becomePrivate();
    await alice.conversations.say(alice.record.id, 'm1', 'once');
    const [item] = alice.record.outbox;
    const delivery = { address: bob.address, id: 'stanza-1', text: item?.text ?? '', live: true };
    await bob.conversations.receive(delivery);
    await bob.wake();
    await bob.conversations.receive({ ...delivery, id: 'archive-1', live: false });
    expect(bob.texts()).toEqual(['once']);
    expect(bob.events()).toEqual(['started-unverified']);
  });

  test('goes on after the workers of both sides died between any two messages', async () => {
    await becomePrivate();
    for (let n = 0; n < 10; n += 1) {
      await alice.conversations.say(alice.record.id, `a${n}`, `from alice ${n}`);
      await alice.wake();
      await carry(alice, bob);
      await bob.wake();
      await bob.conversations.say(bob.record.id, `b${n}`, `from bob ${n}`);
      await carry(alice, bob);
    }
    expect(alice.texts()).toEqual(bob.texts());
    expect(alice.texts()).toHaveLength(20);
    expect(alice.events()).toEqual(['started-unverified']);
  });

  test('ended by the peer: what is said then is kept, not sent', async () => {
    await becomePrivate();
    await alice.conversations.end(alice.record.id);
    await carry(alice, bob);
    expect(padlockState(bob.record)).toBe('finished');
    await bob.conversations.say(bob.record.id, 'm1', 'are you there?');
    expect(bob.record.outbox).toEqual([]);
    expect(bob.entries().at(-1)).toMatchObject({ text: 'are you there?', delivery: 'waiting' });
  });
});

test('after a restart of the browser the next message of the other side makes both private again', async () => {
  await becomePrivate();
  await bob.restartBrowser();
  await alice.conversations.say(alice.record.id, 'm1', 'are you still there?');
  await carry(alice, bob);
  expect(padlockState(bob.record)).toBe('unverified');
  await bob.conversations.say(bob.record.id, 'm2', 'yes');
  await carry(alice, bob);
  expect(alice.texts()).toContain('yes');
  expect(bob.texts().join()).toContain('are you still there?');
});

describe('persist, then act', () => {
  test('a turn that cannot be written did not happen, and nobody hears of it', async () => {
    await becomePrivate();
    const before = alice.record;
    const told = alice.told.length;
    alice.area.failing = true;
    await expect(alice.conversations.say(before.id, 'm1', 'lost?')).rejects.toThrow();
    expect(alice.record).toBe(before);
    expect(alice.told).toHaveLength(told);
    alice.area.failing = false;
    await alice.conversations.say(before.id, 'm1', 'not lost');
    await carry(alice, bob);
    expect(bob.texts()).toEqual(['not lost']);
  });

  test('what is told is on record already', async () => {
    await becomePrivate();
    await alice.conversations.say(alice.record.id, 'm1', 'hello');
    const stored = alice.area.items.get(`conversation:${alice.record.id}`) ?? '';
    for (const { id } of alice.record.outbox) expect(stored).toContain(id);
  });
});

describe('delivery', () => {
  test('an item that may not have arrived marks its row failed; trying again encrypts it anew', async () => {
    await becomePrivate();
    const { id } = alice.record;
    await alice.conversations.say(id, 'm1', 'hello');
    const [item] = alice.record.outbox;
    await alice.conversations.settle(id, item?.id ?? '', 'failed');
    expect(alice.entries().at(-1)).toMatchObject({ delivery: 'failed' });
    await alice.conversations.retry(id, 'm1');
    expect(alice.record.outbox[0]?.text).not.toBe(item?.text);
    await carry(alice, bob);
    expect(bob.texts()).toEqual(['hello']);
  });

  test('a key exchange message that got lost begins the exchange anew, three times at most', async () => {
    await alice.conversations.open(alice.address);
    for (let n = 0; n < 4; n += 1) {
      const [item] = alice.record.outbox;
      if (item) await alice.conversations.settle(alice.record.id, item.id, 'failed');
    }
    expect(alice.record.outbox).toEqual([]);
    expect(alice.record.restarts).toBe(3);
  });
});

describe('trust', () => {
  test('a verified key is verified again in the next session', async () => {
    await becomePrivate();
    const theirs = alice.record.key?.fingerprint ?? '';
    await alice.conversations.verify(alice.record.id, theirs, true);
    expect(padlockState(alice.record)).toBe('verified');
    await alice.conversations.end(alice.record.id);
    await carry(alice, bob);
    await becomePrivate();
    expect(padlockState(alice.record)).toBe('verified');
    expect(alice.events()).toContain('started-verified');
  });

  test('a known contact with an unknown key: nothing is sent until the user decides', async () => {
    await becomePrivate();
    await alice.conversations.end(alice.record.id);
    await carry(alice, bob);
    const impostor = await Side.start('bob@example', 'alice@example');
    await alice.conversations.open(alice.address);
    await alice.conversations.say(alice.record.id, 'm1', 'is it you?');
    await carry(alice, impostor);
    expect(padlockState(alice.record)).toBe('unverified');
    expect(impostor.texts()).toEqual([]);
    await alice.conversations.accept(alice.record.id, alice.record.key?.fingerprint ?? '');
    await carry(alice, impostor);
    expect(impostor.texts()).toEqual(['is it you?']);
  });

  test('a decision about another key than the one in use changes nothing', async () => {
    await becomePrivate();
    await alice.conversations.verify(alice.record.id, 'F'.repeat(40), true);
    expect(padlockState(alice.record)).toBe('unverified');
  });
});

describe('what comes from the page', () => {
  test('plaintext without a private conversation is none of ours', async () => {
    await bob.conversations.receive({ address: bob.address, id: '1', text: 'hello', live: true });
    expect(bob.store.records()).toEqual([]);
  });

  test('a request that came late is a line, and is not answered', async () => {
    await bob.conversations.receive({ address: bob.address, id: '1', text: '?OTRv3? Hello', live: false });
    expect(bob.events()).toEqual(['missed-request']);
    expect(bob.record.outbox).toEqual([]);
    expect(bob.record.unread).toBe(1);
  });

  test('a request in a version that is too old is a line that counts as unread, and is not answered', async () => {
    await bob.conversations.receive({ address: bob.address, id: '1', text: '?OTRv2? Hello', live: true });
    expect(bob.events()).toEqual(['version-unsupported']);
    expect(bob.record.outbox).toEqual([]);
    expect(bob.record.unread).toBe(1);
  });

  test('messages for another program of ours are one line', async () => {
    await becomePrivate();
    const other = await Side.start(bob.address.account, bob.address.peer);
    await other.conversations.start(other.record.id);
    await carry(other, alice);
    await alice.conversations.accept(alice.record.id, alice.record.key?.fingerprint ?? '');
    for (const entry of ['one', 'two']) await alice.conversations.say(alice.record.id, entry, entry);
    for (const { id, text } of alice.record.outbox)
      await bob.conversations.receive({ address: bob.address, id, text, live: true });
    expect(bob.events().filter((event) => event !== 'started-unverified')).toEqual(['other-instance']);
    expect(bob.texts()).toEqual([]);
  });

  test('plaintext in a private conversation is shown, and marked', async () => {
    await becomePrivate();
    await bob.conversations.receive({ address: bob.address, id: '1', text: 'hello', live: true });
    expect(bob.entries().at(-1)).toMatchObject({ text: 'hello', protection: 'plain' });
  });

  test('a malformed OTR message is a line, and the conversation goes on', async () => {
    await becomePrivate();
    await bob.conversations.receive({ address: bob.address, id: '1', text: '?OTR:AAMDAAAA.', live: true });
    expect(bob.events()).toContain('malformed');
    await alice.conversations.say(alice.record.id, 'm1', 'still here');
    await carry(alice, bob);
    expect(bob.texts()).toEqual(['still here']);
  });
});

describe('a copy from the archive', () => {
  const copy = (text: string) => ({
    address: bob.address,
    id: 'archive',
    text,
    live: false,
    archived: true as const,
  });

  test('is read when it is the only one, and once', async () => {
    await becomePrivate();
    await alice.conversations.say(alice.record.id, 'm1', 'while you were away');
    const text = alice.record.outbox[0]?.text ?? '';
    await bob.conversations.receive(copy(text));
    await bob.conversations.receive(copy(text));
    expect(bob.texts()).toEqual(['while you were away']);
  });

  test('of a session long gone is passed over in silence', async () => {
    await becomePrivate();
    await alice.conversations.say(alice.record.id, 'm1', 'long ago');
    const text = alice.record.outbox[0]?.text ?? '';
    await alice.conversations.end(alice.record.id);
    await carry(alice, bob);
    const newcomer = await Side.start('bob@example', 'alice@example');
    await newcomer.conversations.receive({ ...copy(text), address: newcomer.address });
    expect(newcomer.store.records()).toEqual([]);
    await alice.conversations.open(alice.address);
    await carry(alice, newcomer);
    await newcomer.conversations.receive({ ...copy(text), address: newcomer.address });
    expect(newcomer.events()).toEqual(['started-unverified']);
    expect(newcomer.record.outbox).toEqual([]);
  });
});

test('a state that this version cannot go on with ends the conversation, and says so', async () => {
  await becomePrivate();
  const key = `conversation:${alice.record.id}`;
  const stored = JSON.parse(JSON.parse(alice.area.items.get(key) ?? '""')) as { otr: { version: number } };
  stored.otr.version = 999;
  alice.area.items.set(key, JSON.stringify(JSON.stringify(stored)));
  await alice.wake();
  expect(padlockState(alice.record)).toBe('plain');
  expect(alice.events()).toEqual(['started-unverified', 'ended-by-update']);
  await alice.wake();
  expect(alice.events()).toEqual(['started-unverified', 'ended-by-update']);
});

describe('the account’s key', () => {
  test('a new one sets a private conversation up again', async () => {
    await becomePrivate();
    const before = bob.record.key?.fingerprint;
    alice.keyring.key = generateDsaKey(random);
    await alice.conversations.keyReplaced(alice.address);
    await carry(alice, bob);
    expect(bob.record.key?.fingerprint).not.toBe(before);
    expect(bob.record.key?.fingerprint).toBe(alice.record.ourFingerprint);
  });

  test('ended conversations do not ask for it: a removed one stays away', async () => {
    await becomePrivate();
    await alice.conversations.endAll(alice.address);
    let asked = 0;
    alice.keyring.identity = async () => {
      asked += 1;
      return alice.keyring.key;
    };
    await carry(alice, bob);
    await alice.conversations.draft(alice.record.id, 'a thought');
    await alice.conversations.read(alice.record.id);
    expect(asked).toBe(0);
    expect(alice.record.outbox).toEqual([]);
  });
});
