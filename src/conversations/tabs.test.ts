import { beforeEach, expect, test } from 'vitest';
import { MemoryArea } from './memory-area.test-helper.ts';
import { Tabs } from './tabs.ts';

const origin = 'https://chat.example.org';
const account = {
  service: 'xmpp',
  account: 'alice@example.org',
  connected: true,
  maxText: 1000,
  openChatOnly: false,
};
const bob = { origin, service: 'xmpp', account: 'alice@example.org', peer: 'bob@example.org' };

let area: MemoryArea;
let tabs: Tabs;
beforeEach(async () => {
  area = new MemoryArea();
  tabs = await Tabs.load(area);
});

test('the tab that was there first carries the account', async () => {
  await tabs.set(7, origin, { account });
  await tabs.set(3, origin, { account });
  expect(tabs.carrier(bob)?.id).toBe(7);
});

test('another tab of the account takes over when the first is closed', async () => {
  await tabs.set(7, origin, { account });
  await tabs.set(3, origin, { account });
  await tabs.remove(7);
  expect(tabs.carrier(bob)?.id).toBe(3);
});

test('a tab that is not connected carries nothing', async () => {
  await tabs.set(7, origin, { account: { ...account, connected: false } });
  expect(tabs.carrier(bob)).toBeUndefined();
});

test('a page of another origin cannot carry the account, whatever it claims', async () => {
  await tabs.set(7, 'https://evil.example', { account });
  expect(tabs.carrier(bob)).toBeUndefined();
});

test('a tab that went to another origin is a new tab: nothing of the old one is left', async () => {
  await tabs.set(7, origin, { account, chat: bob });
  await tabs.set(7, 'https://evil.example', {});
  expect(tabs.get(7)).toMatchObject({ origin: 'https://evil.example' });
  expect(tabs.get(7)?.chat).toBeUndefined();
});

test('a new worker knows the tabs of the one before', async () => {
  await tabs.set(7, origin, { account });
  expect((await Tabs.load(area)).carrier(bob)?.id).toBe(7);
});

test('where a tab can write to the open chat alone, the tab that shows the chat carries it', async () => {
  const narrow = { ...account, openChatOnly: true };
  const carol = { ...bob, peer: 'carol@example.org' };
  await tabs.set(7, origin, { account: narrow, chat: carol });
  await tabs.set(3, origin, { account: narrow, chat: bob });
  expect(tabs.carrier(bob)?.id).toBe(3);
  await tabs.closeChat(3);
  expect(tabs.carrier(bob)?.id).toBe(7);
});

test('what the page calls a contact is known while a tab shows the chat', async () => {
  await tabs.openChat(7, origin, bob, 'Bob B.');
  expect(tabs.titleOf(bob)).toBe('Bob B.');
  await tabs.openChat(7, origin, bob, undefined);
  expect(tabs.titleOf(bob)).toBeUndefined();
});
