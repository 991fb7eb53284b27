import { expect, test } from 'vitest';
import { WIRE_COMMAND, WIRE_EVENT } from '#channel/wire.ts';
import { mapStorage } from '#tests/sites/xmpp-stream.ts';
import { createXmppSite } from './xmpp-site.ts';

const ITEM = { id: 'one', account: 'alice@localhost', peer: 'bob@localhost', text: '?OTRv3?' };

/** A site whose page answers commands by `answer`, and everything it told. */
function startedSite(
  answer: (command: Record<string, unknown>) => object[] = () => [],
  {
    storage = mapStorage(),
    persisted = Promise.resolve(),
  }: { storage?: Storage; persisted?: Promise<void> } = {},
) {
  const window = Object.assign(new EventTarget(), { sessionStorage: storage });
  const page = Object.assign(new EventTarget(), { defaultView: window });
  const say = (detail: unknown) => page.dispatchEvent(new CustomEvent(WIRE_EVENT, { detail }));
  const commands: Record<string, unknown>[] = [];
  page.addEventListener(WIRE_COMMAND, (event) => {
    const command = JSON.parse((event as CustomEvent<string>).detail);
    commands.push(command);
    for (const word of answer(command)) say(JSON.stringify(word));
  });
  const told: unknown[][] = [];
  const controller = new AbortController();
  const site = createXmppSite({ page: page as never, sentence: () => 'Private.' });
  site.start(
    {
      account: (...all) => told.push(['account', ...all]),
      received: (...all) => {
        told.push(['received', ...all]);
        return persisted;
      },
      held: (...all) => told.push(['held', ...all]),
      tooLong: (...all) => told.push(['tooLong', ...all]),
      delivered: (...all) => told.push(['delivered', ...all]),
      focus: { keep: () => () => undefined, lend: (work) => work() },
      undelivered: (...all) => told.push(['undelivered', ...all]),
    },
    controller.signal,
  );
  return { site, say, told, commands, stop: () => controller.abort() };
}

test('at the start it asks what is known, and once connected gives the sentence for the page, once', () => {
  const { told, commands, say } = startedSite(() => [{ type: 'connected', account: 'alice@localhost' }]);
  say('{"type":"disconnected"}');
  say('{"type":"connected","account":"alice@localhost"}');
  expect(commands).toEqual([{ type: 'report' }, { type: 'report', sentence: 'Private.' }]);
  expect(told).toEqual([
    ['account', 'alice@localhost', true],
    ['account', 'alice@localhost', false],
    ['account', 'alice@localhost', true],
  ]);
});

test('where nothing is connected no words are asked for', () => {
  expect(startedSite().commands).toEqual([{ type: 'report' }]);
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

test('an OTR text is told again after a reload until it is persisted, as late', async () => {
  const storage = mapStorage();
  const message = {
    account: 'alice@localhost',
    peer: 'bob@localhost',
    id: 'x1',
    text: '?OTRv3?',
    live: true,
  };
  const second = { ...message, id: 'x2', text: '?OTR:AAMDAAAAAAAA.' };
  const never = startedSite(() => [], { storage, persisted: new Promise(() => undefined) });
  for (const word of [message, second, { ...message, id: 'x3', text: 'plain' }]) {
    never.say(JSON.stringify({ type: 'message', ...word }));
  }
  const again = startedSite(() => [], { storage });
  const late = [message, second].map((one) => ['received', { ...one, live: false }]);
  expect(again.told).toEqual(late);
  await Promise.resolve();
  expect(startedSite(() => [], { storage }).told).toEqual([]);
});

test('what the page writes into the storage is checked', () => {
  const storage = mapStorage();
  storage.setItem('sotto:untold:a', 'no');
  storage.setItem('sotto:untold:b', '{"order":1,"message":{"account":"a"}}');
  expect(startedSite(() => [], { storage }).told).toEqual([]);
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
