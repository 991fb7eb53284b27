import { expect, test } from 'vitest';
import { FakePort } from '#ui/fake-port.test-helper.ts';
import { attachEarly } from './early-port.ts';

async function open(query: string, tabs: { id?: number }[] = []) {
  const native = new FakePort();
  const { attach, port } = await attachEarly(
    { runtime: { connect: () => native }, tabs: { query: async () => tabs } },
    new URLSearchParams(query),
  );
  return { native, attach, port };
}

test.each([
  ['', [{ id: 7 }], { type: 'attach-tab', tab: 7 }],
  ['', [], { type: 'attach-tab', tab: -1 }],
  ['?tab=9', [{ id: 7 }], { type: 'attach-tab', tab: 9 }],
  ['?conversation=c1', [{ id: 7 }], { type: 'attach-conversation', conversation: 'c1' }],
])('%j with tabs %j attaches once, as %j', async (query, tabs, attachment) => {
  const { native, attach } = await open(query, tabs);
  expect(attach).toEqual(attachment);
  expect(native.posted).toEqual([attachment]);
});

test('who listens late hears what was said before, then all the rest, in order', async () => {
  const { native, port } = await open('?tab=1');
  native.tell('first');
  native.tell('second');
  const heard: unknown[] = [];
  port.onMessage.addListener((message) => heard.push(message));
  native.tell('third');
  expect(heard).toEqual(['first', 'second', 'third']);
});

test.each(['before', 'after'])('an end that comes %s somebody listens is told', async (when) => {
  const { native, port } = await open('?tab=1');
  let ended = 0;
  if (when === 'before') native.die();
  port.onDisconnect.addListener(() => {
    ended += 1;
  });
  if (when === 'after') native.die();
  expect(ended).toBe(1);
});

test('it writes to and ends the port it was made of', async () => {
  const { native, port } = await open('?tab=1');
  port.postMessage('more');
  expect(native.posted.at(-1)).toBe('more');
  port.disconnect();
  expect(native.broken).toBe(true);
});
