import { beforeEach, describe, expect, test } from 'vitest';
import type { SmpView } from '#channel/conversation.ts';
import { conversationView, padlockState } from './conversation-record.ts';
import { carry, Side } from './pair.test-helper.ts';

const QUESTION = 'Where did we meet?';

let alice: Side;
let bob: Side;
beforeEach(async () => {
  alice = await Side.start('alice@example', 'bob@example');
  bob = await Side.start('bob@example', 'alice@example');
  await alice.conversations.open(alice.address);
  await carry(alice, bob);
});

const smpOf = (side: Side): SmpView | undefined => conversationView(side.record, true, 'Bob').smp;
const states = () => [padlockState(alice.record), padlockState(bob.record)];
const ask = (secret: string, question?: string) => alice.conversations.ask(alice.record.id, secret, question);
const answer = (secret: string) => bob.conversations.answer(bob.record.id, secret);

/** Alice asks, Bob answers, everything arrives. */
async function check(asked: string, answered: string, question?: string): Promise<void> {
  await ask(asked, question);
  await carry(alice, bob);
  await answer(answered);
  await carry(alice, bob);
}

describe('a question', () => {
  test('is shown to the other side, and nobody is verified by asking', async () => {
    await ask('the pier', QUESTION);
    await carry(alice, bob);
    expect(smpOf(alice)).toEqual({ stage: 'waiting' });
    expect(smpOf(bob)).toEqual({ stage: 'asked', question: QUESTION });
    expect(states()).toEqual(['unverified', 'unverified']);
  });

  test('answered alike: who asked has verified, who answered has not', async () => {
    await check('the pier', 'the pier', QUESTION);
    expect(smpOf(alice)).toEqual({ stage: 'succeeded', verified: true });
    expect(smpOf(bob)).toEqual({ stage: 'succeeded', verified: false });
    expect(states()).toEqual(['verified', 'unverified']);
    expect(alice.keyring.hows).toEqual(['question']);
    expect(bob.keyring.hows).toEqual([]);
    expect(alice.events()).toContain('check-verified');
    expect(bob.events()).toContain('check-answered');
  });

  test('answered otherwise: both are told, and nothing changes', async () => {
    await check('the pier', 'the station', QUESTION);
    expect([smpOf(alice), smpOf(bob)]).toEqual([{ stage: 'failed' }, { stage: 'failed' }]);
    expect(states()).toEqual(['unverified', 'unverified']);
    expect(alice.events()).toContain('check-failed');
  });

  test('a failed one takes nothing back from a key that was verified before', async () => {
    const theirs = alice.record.key?.fingerprint ?? '';
    await alice.conversations.verify(alice.record.id, theirs, true);
    await check('the pier', 'the station', QUESTION);
    expect(padlockState(alice.record)).toBe('verified');
  });

  test('counts as unread until it was seen', async () => {
    await ask('the pier', QUESTION);
    await carry(alice, bob);
    expect(bob.record.unread).toBe(1);
  });

  test('is cut to what a person can read', async () => {
    await ask('x', 'y'.repeat(5000));
    await carry(alice, bob);
    expect(smpOf(bob)).toEqual({ stage: 'asked', question: 'y'.repeat(2000) });
  });
});

describe('a shared secret', () => {
  test('known to both verifies both', async () => {
    await check('blue parrot', 'blue parrot');
    expect(states()).toEqual(['verified', 'verified']);
    expect([alice.keyring.hows, bob.keyring.hows]).toEqual([['secret'], ['secret']]);
  });

  test('spaces at the ends, doubled ones, and how accents are composed do not matter; capitals do', async () => {
    await check(' cafe\u0301  noir', 'caf\u00e9 noir ');
    expect(states()).toEqual(['verified', 'verified']);
    await check('Blue', 'blue');
    expect(smpOf(alice)).toEqual({ stage: 'failed' });
  });

  test('a known contact with a new key may be checked before the key is accepted, and is accepted by it', async () => {
    await alice.conversations.end(alice.record.id);
    await carry(alice, bob);
    bob = await Side.start('bob@example', 'alice@example');
    await alice.conversations.open(alice.address);
    await carry(alice, bob);
    expect(conversationView(alice.record, true, 'Bob').decision).toEqual({ kind: 'new-key' });
    await check('blue parrot', 'blue parrot');
    expect(conversationView(alice.record, true, 'Bob').decision).toBeUndefined();
    expect(padlockState(alice.record)).toBe('verified');
  });
});

describe('stopped', () => {
  test.each(['asker', 'asked'] as const)('by the %s: both are told by whom', async (who) => {
    await ask('the pier', QUESTION);
    await carry(alice, bob);
    const side = who === 'asker' ? alice : bob;
    await side.conversations.stopCheck(side.record.id);
    await carry(alice, bob);
    const us = { stage: 'stopped', by: 'us' };
    const peer = { stage: 'stopped', by: 'peer' };
    expect([smpOf(alice), smpOf(bob)]).toEqual(who === 'asker' ? [us, peer] : [peer, us]);
  });

  test('what has ended is put away by the same command, and a new one can begin', async () => {
    await check('the pier', 'the station', QUESTION);
    await alice.conversations.stopCheck(alice.record.id);
    expect(smpOf(alice)).toBeUndefined();
    await check('the pier', 'the pier', QUESTION);
    expect(padlockState(alice.record)).toBe('verified');
  });

  test('the end of the conversation ends it without a word', async () => {
    await ask('the pier', QUESTION);
    await carry(alice, bob);
    await alice.conversations.end(alice.record.id);
    await carry(alice, bob);
    expect([smpOf(alice), smpOf(bob)]).toEqual([undefined, undefined]);
  });

  test('a refresh interrupts it, and the next one works', async () => {
    await ask('the pier', QUESTION);
    await carry(alice, bob);
    await alice.conversations.start(alice.record.id);
    await carry(alice, bob);
    expect(smpOf(alice)).toEqual({ stage: 'stopped', by: 'mishap' });
    expect(smpOf(bob)).toEqual({ stage: 'stopped', by: 'mishap' });
    await check('the pier', 'the pier', QUESTION);
    expect(padlockState(alice.record)).toBe('verified');
  });

  test('both asking at once interrupts both, and verifies nobody', async () => {
    await ask('the pier', QUESTION);
    await bob.conversations.ask(bob.record.id, 'the pier');
    await carry(alice, bob);
    for (const side of [alice, bob]) expect(smpOf(side)?.stage).toBe('stopped');
    expect(states()).toEqual(['unverified', 'unverified']);
  });
});

describe('wishes that come too late', () => {
  test('a second question while one waits changes nothing', async () => {
    await ask('the pier', QUESTION);
    const { outbox } = alice.record;
    await ask('the pier', 'Another?');
    expect(alice.record.outbox).toEqual(outbox);
  });

  test('an answer nobody asked for, a question without a private conversation: nothing', async () => {
    await answer('the pier');
    expect(smpOf(bob)).toBeUndefined();
    await alice.conversations.end(alice.record.id);
    await carry(alice, bob);
    await ask('the pier', QUESTION);
    expect(smpOf(alice)).toBeUndefined();
  });

  test('a secret of spaces alone is none', async () => {
    await ask('   ', QUESTION);
    expect(smpOf(alice)).toBeUndefined();
  });
});

test('goes on after the workers of both sides died between any two messages', async () => {
  await ask('the pier', QUESTION);
  await alice.wake();
  await carry(alice, bob);
  await bob.wake();
  await answer('the pier');
  await bob.wake();
  await alice.wake();
  await carry(alice, bob);
  expect(states()).toEqual(['verified', 'unverified']);
});

test('nothing of what was answered is on record as it was typed', async () => {
  await check('the pier at night', 'the pier at night', QUESTION);
  for (const { area } of [alice, bob]) expect(JSON.stringify([...area.items])).not.toContain('pier at night');
});
