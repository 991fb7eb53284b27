/** The wire hook in real Chromium against a server and a page that do what they should not. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { MAX_TEXT } from '#channel/conversation.ts';
import type { FromWire } from '#channel/wire.ts';
import { startTalker, type Talker } from './servers/websocket.mjs';
import { bundleHook, launchBrowser, WirePage } from './xmpp-wire-page.ts';

const BIND = `<iq xmlns='jabber:client' type='result' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>alice@localhost/tab</jid></bind></iq>`;
const DATA = '?OTR:AAMDJ+MVmSfjFZcAAAAAAQAAAAIAAADA.';

let hook: string;
let browser: Browser;
let server: Talker;
let wire: WirePage;
let page: Page;

beforeAll(async () => {
  [hook, browser, server] = await Promise.all([bundleHook(), launchBrowser(), startTalker()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

beforeEach(async () => {
  wire = await WirePage.open(await browser.newContext(), hook, server.origin);
  page = wire.page;
  await page.evaluate(openSocket, server.url);
});
afterEach(async () => {
  await page?.context().close();
});

/** In the page: a socket as a chat client opens it; what arrives is kept, cut short. */
async function openSocket(url: string): Promise<void> {
  const socket = new WebSocket(url, 'xmpp');
  const got: string[] = [];
  socket.onmessage = ({ data }) => got.push(data.slice(0, 500));
  Object.assign(window, { socket, got });
  await new Promise((resolve) => {
    socket.onopen = resolve;
  });
}

/** Logs in, goes online, and waits until the hook says so. */
async function goOnline(): Promise<void> {
  server.say(BIND);
  await wire.until(() => (window as unknown as { got: string[] }).got.length > 0, undefined);
  await page.evaluate(() => {
    (window as unknown as { socket: WebSocket }).socket.send('<presence xmlns="jabber:client"/>');
  });
  await wire.connected();
}

/** The last thing that comes after what was said, so that all of it has come. */
async function gotAll(): Promise<string[]> {
  server.say('<end/>');
  await wire.until(() => (window as unknown as { got: string[] }).got.at(-1) === '<end/>', undefined);
  return page.evaluate(() => (window as unknown as { got: string[] }).got);
}

const chat = (body: string) =>
  `<message xmlns='jabber:client' type='chat' from='bob@localhost/desk' to='alice@localhost/tab' id='one'><body>${body}</body></message>`;

it('a body of ten million characters is told as too long, and hidden when it is OTR', async () => {
  await goOnline();
  server.say(chat('a'.repeat(10_000_000)));
  server.say(chat(`?OTR:AAMD${'A'.repeat(10_000_000)}.`));
  server.say(chat('x'.repeat(MAX_TEXT)));
  const got = await gotAll();
  expect(got.at(-4)).toContain('aaaa');
  expect(got.at(-3)).toContain('Private message.');
  const said = await wire.heard();
  expect(said.filter(({ type }) => type === 'too-long')).toHaveLength(2);
  expect(said.filter(({ type }) => type === 'message')).toHaveLength(1);
});

it('malformed frames reach the page as they are, and nothing is thrown', async () => {
  await goOnline();
  const frames = [
    '<message xmlns="jabber:client"><body>',
    '<message xmlns="jabber:client" from="bob@localhost"><body>&undefined;</body></message>',
    '<message body',
    '<!DOCTYPE message [<!ENTITY a "b">]><message body="x"/>',
    `<message xmlns='urn:other'><body>${DATA}</body></message>`,
    '<a xmlns="urn:xmpp:sm:3" h="many"/>',
    '<resumed xmlns="urn:xmpp:sm:3"',
    '\u0000<message',
  ];
  for (const frame of frames) server.say(frame);
  expect((await gotAll()).slice(1, -1)).toEqual(frames);
  expect((await wire.heard()).filter(({ type }) => type !== 'connected' && type !== 'disconnected')).toEqual(
    [],
  );
  expect(wire.errors).toEqual([]);
});

it('forged commands of the page do nothing but what the page could do itself', async () => {
  await goOnline();
  const sent = wire.frames.filter((frame) => frame.sent).length;
  await page.evaluate(() => {
    for (const detail of [undefined, null, 5, {}, 'no', '{}', '{"type":"send"}', '{"type":"report","x":1}']) {
      document.dispatchEvent(new CustomEvent('sotto:wire-command', { detail }));
    }
    document.dispatchEvent(new Event('sotto:wire-command'));
  });
  expect(await wire.deliver([{ id: 'one', text: DATA }], `bob@localhost/"><x/>`)).toEqual(['one']);
  await gotAll();
  const frames = wire.frames.filter((frame) => frame.sent).slice(sent);
  expect(frames).toHaveLength(2);
  expect(frames[0]?.text).not.toContain('<x/>');
  expect(wire.errors).toEqual([]);
});

it('an account that is not connected sends nothing', async () => {
  expect(await wire.deliver([{ id: 'early', text: DATA }])).toEqual([]);
  await goOnline();
  expect(await wire.deliver([{ id: 'early', text: DATA }])).toEqual(['early']);
  await page.evaluate(() => (window as unknown as { socket: WebSocket }).socket.close());
  expect(await wire.deliver([{ id: 'closing', text: DATA }])).toEqual([]);
  server.hangUp();
  // The first was the answer to the question at the start.
  await wire.says('disconnected', 2);
  expect(await wire.deliver([{ id: 'late', text: DATA }])).toEqual([]);
});

it('a second hook in the same document leaves the work to the first', async () => {
  await page.evaluate(hook);
  await goOnline();
  server.say(chat(DATA));
  await gotAll();
  expect((await wire.heard()).filter(({ type }) => type === 'message')).toHaveLength(1);
});

it('what came before the content script is kept for it', async () => {
  const late = await browser.newContext();
  const bare = await late.newPage();
  await bare.addInitScript(hook);
  await bare.goto(server.origin);
  await bare.evaluate(openSocket, server.url);
  server.say(BIND);
  server.say(chat(DATA));
  server.say('<end/>');
  await bare.waitForFunction(() => (window as unknown as { got: string[] }).got.at(-1) === '<end/>');
  const heard = await bare.evaluate(() => {
    const all: FromWire[] = [];
    document.addEventListener('sotto:wire', (event) => {
      all.push(JSON.parse((event as CustomEvent<string>).detail));
    });
    document.dispatchEvent(new CustomEvent('sotto:wire-command', { detail: '{"type":"report"}' }));
    return all;
  });
  expect(heard).toMatchObject([{ type: 'disconnected' }, { type: 'message', text: DATA }]);
  await late.close();
});

it('the page cannot tell its WebSocket from the browser’s by what programs look at', async () => {
  const looks = await page.evaluate(() => {
    const { socket } = window as unknown as { socket: WebSocket };
    return [
      WebSocket.name,
      WebSocket.OPEN,
      String(WebSocket).includes('[native code]'),
      String(socket.send).includes('[native code]'),
      socket instanceof WebSocket,
      socket.constructor === WebSocket,
      Object.prototype.toString.call(socket),
      socket.protocol,
      Object.keys(socket).length,
    ];
  });
  expect(looks).toEqual(['WebSocket', 1, true, true, true, true, '[object WebSocket]', 'xmpp', 0]);
});
