import { expect, test } from 'vitest';
import { WIRE_COMMAND, WIRE_EVENT } from '#channel/wire.ts';
import { createXmppSite } from './xmpp-site.ts';

const ITEM = { id: 'one', account: 'alice@localhost', peer: 'bob@localhost', text: '?OTRv3?' };

/** A site whose page answers commands by `answer`, and everything it told. */
function startedSite(answer: (command: Record<string, unknown>) => object[] = () => []) {
  const page = new EventTarget();
  const say = (detail: unknown) => page.dispatchEvent(new CustomEvent(WIRE_EVENT, { detail }));
  const commands: Record<string, unknown>[] = [];
  page.addEventListener(WIRE_COMMAND, (event) => {
    const command = JSON.parse((event as CustomEvent<string>).detail);
    commands.push(command);
    for (const word of answer(command)) say(JSON.stringify(word));
  });
  const told: unknown[][] = [];
  const controller = new AbortController();
  const site = createXmppSite({ page: page as Document, sentence: 'Private.' });
  site.start(
    {
      account: (...all) => told.push(['account', ...all]),
      received: (...all) => told.push(['received', ...all]),
      tooLong: (...all) => told.push(['tooLong', ...all]),
      delivered: (...all) => told.push(['delivered', ...all]),
      undelivered: (...all) => told.push(['undelivered', ...all]),
    },
    controller.signal,
  );
  return { site, say, told, commands, stop: () => controller.abort() };
}

test('at the start it asks what is known, with the sentence for the page', () => {
  const { told, commands } = startedSite(() => [{ type: 'connected', account: 'alice@localhost' }]);
  expect(commands).toEqual([{ type: 'report', sentence: 'Private.' }]);
  expect(told).toEqual([['account', 'alice@localhost', true]]);
});

test('a delivery is taken when the hook says so while it is asked, not otherwise', () => {
  const taking = startedSite((command) =>
    command['type'] === 'send' ? [{ type: 'taken', id: command['id'] }] : [],
  );
  expect(taking.site.deliver(ITEM)).toBe(true);
  expect(taking.commands.at(-1)).toEqual({ type: 'send', ...ITEM });
  expect(startedSite().site.deliver(ITEM)).toBe(false);
  const other = startedSite(() => [{ type: 'taken', id: 'another' }]);
  expect(other.site.deliver(ITEM)).toBe(false);
  taking.say('{"type":"taken","id":"two"}');
  taking.stop();
  expect(taking.site.deliver({ ...ITEM, id: 'two' })).toBe(false);
});

test('what the hook says is passed on, word by word', () => {
  const { say, told } = startedSite();
  const message = { account: 'alice@localhost', peer: 'bob@localhost', id: 'x1', live: false };
  for (const word of [
    { type: 'connected', account: 'alice@localhost' },
    { type: 'connected', account: 'alice@localhost' },
    { type: 'message', ...message, text: 'hello' },
    { type: 'too-long', ...message },
    { type: 'handled', id: 'a' },
    { type: 'lost', id: 'b' },
    { type: 'refused', id: 'c' },
    { type: 'disconnected' },
  ]) {
    say(JSON.stringify(word));
  }
  expect(told).toEqual([
    ['account', 'alice@localhost', true],
    ['received', { ...message, text: 'hello' }],
    ['tooLong', message],
    ['delivered', 'a'],
    ['undelivered', 'b', 'unconfirmed'],
    ['undelivered', 'c', 'refused'],
    ['account', 'alice@localhost', false],
  ]);
});

test.each([
  undefined,
  null,
  17,
  { type: 'connected' },
  'not JSON',
  '{"type":"connected"}',
  '{"type":"connected","account":""}',
  '{"type":"message","account":"a","peer":"b","id":"c","text":1,"live":true}',
  '{"type":"handled","id":"a","more":1}',
  `{"type":"handled","id":"${'x'.repeat(10_000)}"}`,
  '{"__proto__":{"type":"disconnected"}}',
])('a forged event (%j) is nothing', (detail) => {
  const { say, told } = startedSite();
  expect(() => say(detail)).not.toThrow();
  expect(told).toEqual([]);
});

test('before an account is known there is no open chat, and none is told of disconnecting', () => {
  const { site, say, told } = startedSite();
  say('{"type":"disconnected"}');
  expect(told).toEqual([]);
  expect(site.openChat()).toBeUndefined();
});
