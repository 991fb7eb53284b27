import { expect, test } from 'vitest';
import type { Entry } from '#channel/conversation.ts';
import { historyEntries } from './history-entries.ts';
import { carry, Side } from './pair.test-helper.ts';

const message = { kind: 'message', id: '7', seq: 7, time: 5, text: 'a', protection: 'private' } as const;

test('what came in private is kept, under an id with the conversation', () => {
  expect(historyEntries('c1', [{ ...message, from: 'them' }])).toEqual([
    { id: 'c1:7', time: 5, direction: 'in', protection: 'private', text: 'a' },
  ]);
});

test('what came in the clear is not', () => {
  expect(historyEntries('c1', [{ ...message, from: 'them', protection: 'plain' }])).toEqual([]);
});

test.each(['waiting', 'failed'] as const)('own messages that are %s are not', (delivery) => {
  expect(historyEntries('c1', [{ ...message, from: 'us', delivery }])).toEqual([]);
});

test('events are not', () => {
  const event: Entry = { kind: 'event', id: '1', seq: 1, time: 1, event: 'refreshed' };
  expect(historyEntries('c1', [event])).toEqual([]);
});

test('a conversation gives each text to the history once, on both sides', async () => {
  const alice = await Side.start('alice@x', 'bob@x');
  const bob = await Side.start('bob@x', 'alice@x');
  await alice.conversations.open(alice.address);
  await carry(alice, bob);
  await alice.conversations.say(alice.record.id, 'e1', 'hello');
  expect(alice.keyring.kept).toEqual([]);
  await carry(alice, bob);
  await bob.conversations.say(bob.record.id, 'e2', 'there');
  await carry(alice, bob);
  expect(alice.keyring.kept.map(({ direction, text }) => `${direction} ${text}`)).toEqual([
    'out hello',
    'in there',
  ]);
  expect(bob.keyring.kept.map(({ direction, text }) => `${direction} ${text}`)).toEqual([
    'in hello',
    'out there',
  ]);
});

test('a history that cannot be written does not hold up the conversation', async () => {
  const alice = await Side.start('alice@x', 'bob@x');
  const bob = await Side.start('bob@x', 'alice@x');
  await alice.conversations.open(alice.address);
  await carry(alice, bob);
  bob.keyring.history.append = () => Promise.reject(new Error('the disk is full'));
  await alice.conversations.say(alice.record.id, 'e1', 'hello');
  await carry(alice, bob);
  expect(bob.texts()).toEqual(['hello']);
});
