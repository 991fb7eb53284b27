/** The wire hook over BOSH in every way in which a page can post and read; and all other requests, which go by. */
import { createServer, type Server } from 'node:http';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startClient, WAYS } from './bosh-client.ts';
import { type Prosody, startProsody } from './servers/prosody.mjs';
import { items } from './xmpp-wire-deliveries.ts';
import { bundleHook, launchBrowser, WirePage } from './xmpp-wire-page.ts';
import { connectPeer } from './xmpp-wire-peer.ts';

const DATA = '?OTR:AAMDJ+MVmSfjFZcAAAAAAQAAAAIAAADA.';
const NEUTRAL = 'Private message. Open Sotto to read it.';

let hook: string;
let browser: Browser;
let prosody: Prosody;
let echo: Server;
let origin: string;
let context: BrowserContext;
let wire: WirePage;
let page: Page;

beforeAll(async () => {
  [hook, browser, prosody] = await Promise.all([bundleHook(), launchBrowser(), startProsody()]);
  // What is posted comes back, byte for byte, with its type.
  echo = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const type = request.method === 'GET' ? 'text/html' : (request.headers['content-type'] ?? 'none');
    response.writeHead(200, { 'content-type': type, 'x-type': type }).end(Buffer.concat(chunks));
  });
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
  const address = echo.address();
  origin = `http://localhost:${typeof address === 'object' ? address?.port : 0}/`;
});
afterAll(async () => {
  await browser?.close();
  echo?.closeAllConnections();
  echo?.close();
  await prosody?.stop();
});
beforeEach(async () => {
  context = await browser.newContext();
  wire = await WirePage.open(context, hook, origin);
  page = wire.page;
});
afterEach(async () => {
  await context?.close();
});

describe.each(WAYS)('%s', (way) => {
  it('ours go out, counts stay true, and what comes in is told to us, and in neutral words to the page', async () => {
    await page.evaluate(startClient, [way, prosody.boshUrl] as const);
    await wire.connected();
    const peer = await connectPeer(prosody, 'bob', 'desk');
    const all = items(60);
    expect(await wire.deliver(all)).toHaveLength(60);
    for (let count = 0; count < 5; count += 1) {
      peer.say('alice@localhost', `in ${count}`);
      await page.evaluate((text) => {
        window.client.send(
          `<message xmlns='jabber:client' to='bob@localhost' type='chat'><body>${text}</body></message>`,
        );
      }, `own ${count}`);
    }
    await wire.settled(
      all.map(({ id }) => id),
      'handled',
    );
    peer.say('alice@localhost', DATA);
    await wire.says('message', 6);
    const texts = (await wire.heardOf('message')).map(({ text }) => text);
    expect(texts).toEqual(['in 0', 'in 1', 'in 2', 'in 3', 'in 4', DATA]);
    await page.waitForFunction(() => window.client.bodies.length === 6);
    expect(await page.evaluate(() => window.client.bodies)).toEqual([...texts.slice(0, 5), NEUTRAL]);
    await page.waitForFunction(() => window.client.counts.acknowledged === 6);
    expect(await page.evaluate(() => [window.client.counts, window.client.complaints])).toEqual([
      { sent: 6, acknowledged: 6 },
      [],
    ]);
    await peer.until(() => (peer.messages.length >= 65 ? true : undefined));
    const arrived = peer.messages.map(({ body }) => body);
    expect(arrived.filter((text) => text.startsWith('?OTR'))).toEqual(all.map(({ text }) => text));
    expect(arrived.filter((text) => text.startsWith('own')).sort()).toHaveLength(5);
    await withholds();
    await peer.close();

    /** Once bob is protected, what is readable stays here, in whatever way it is posted; what is not goes out. */
    async function withholds(): Promise<void> {
      await page.evaluate(
        (texts) => {
          const { command, client } = window as unknown as Window & { command(detail: string): void };
          const protection = { everybody: false, but: ['bob@localhost'] };
          command(JSON.stringify({ type: 'protect', account: 'alice@localhost', protection }));
          for (const text of texts)
            client.send(`<message xmlns='jabber:client' to='bob@localhost'><body>${text}</body></message>`);
        },
        ['in clear', DATA],
      );
      await wire.says('held');
      await peer.until(() => (peer.messages.some(({ body }) => body === DATA) ? true : undefined));
      expect(peer.messages.filter(({ body }) => body === 'in clear')).toEqual([]);
      await page.waitForFunction(() => window.client.counts.acknowledged === 8);
      expect(await page.evaluate(() => window.client.complaints)).toEqual([]);
    }
  });
});

it('what is no BOSH goes by as it is, and comes back as it is, whatever it is made of', async () => {
  const wrong = await page.evaluate(async (url) => {
    const bytes = new Uint8Array([0, 255, 13, 10, 60]);
    const form = new FormData();
    form.set('a', 'b');
    const xml = new DOMParser().parseFromString('<a b="c"/>', 'text/xml');
    const differing: string[] = [];
    const equal = async (name: string, got: Promise<unknown>, wanted: string) => {
      const text = String(await got);
      if (text !== wanted) differing.push(`${name}: ${text}`);
    };
    const post = async (body: BodyInit) => (await fetch(url, { method: 'POST', body })).text();
    const send = (body: XMLHttpRequestBodyInit | Document, type: XMLHttpRequestResponseType = '') =>
      new Promise<unknown>((resolve) => {
        const xhr = new XMLHttpRequest();
        xhr.open('POST', url);
        xhr.responseType = type;
        xhr.addEventListener('load', async () => {
          const { response } = xhr;
          const isBytes = response instanceof ArrayBuffer || response instanceof Blob;
          resolve(isBytes ? new Uint8Array(await new Response(response).arrayBuffer()) : response);
        });
        xhr.send(body);
      });
    await equal('text', post('text'), 'text');
    await equal('parameters', post(new URLSearchParams('a=b')), 'a=b');
    await equal('blob', post(new Blob(['blob'])), 'blob');
    await equal(
      'form',
      post(form).then((text) => text.includes('name="a"')),
      'true',
    );
    const stream = new Blob(['stream']).stream();
    await equal(
      'request',
      fetch(new Request(url, { method: 'POST', body: 'x' })).then((one) => one.text()),
      'x',
    );
    await equal('stream', new Response(stream).text(), 'stream');
    const back = fetch(url, { method: 'POST', body: bytes }).then(
      async (one) => new Uint8Array(await one.arrayBuffer()),
    );
    await equal('bytes', back, '0,255,13,10,60');
    await equal('XHR text', send('text'), 'text');
    await equal('XHR bytes', send(bytes, 'arraybuffer'), '0,255,13,10,60');
    await equal('XHR buffer', send(bytes.buffer, 'blob'), '0,255,13,10,60');
    await equal('XHR blob', send(new Blob([bytes]), 'arraybuffer'), '0,255,13,10,60');
    await equal('XHR document', send(xml), '<a b="c"/>');
    await equal(
      'XHR JSON',
      send('{"a":1}', 'json').then((one) => JSON.stringify(one)),
      '{"a":1}',
    );
    await equal(
      'XHR form',
      send(form).then((text) => String(text).includes('name="a"')),
      'true',
    );
    const still = new XMLHttpRequest();
    still.open('POST', url, false);
    still.send('still');
    await equal('sync', Promise.resolve(still.responseText), 'still');
    const odd = `<body xmlns='http://jabber.org/protocol/httpbind' rid='1' to='x'><a/></body>`;
    await equal('a server that says back what it is told', post(odd), odd);
    await equal('the same by XHR', send(odd), odd);
    await equal(
      'half of one',
      send('<body xmlns="http://jabber.org/protocol/httpbind"'),
      '<body xmlns="http://jabber.org/protocol/httpbind"',
    );
    await equal(
      'type',
      fetch(url, { method: 'POST', body: xml.documentElement as never }).then((one) =>
        one.headers.get('x-type'),
      ),
      'text/plain;charset=UTF-8',
    );
    return differing;
  }, origin);
  expect(wrong).toEqual([]);
  expect(wire.errors).toEqual([]);
});

it('errors and aborts reach the page as always', async () => {
  const seen = await page.evaluate(async (url) => {
    const body = `<body xmlns='http://jabber.org/protocol/httpbind' rid='1' to='x'/>`;
    const events = (act: (xhr: XMLHttpRequest) => void, address: string) =>
      new Promise<string>((resolve) => {
        const heard: string[] = [];
        const xhr = new XMLHttpRequest();
        for (const type of ['load', 'error', 'abort', 'timeout', 'loadend'])
          xhr.addEventListener(type, () => {
            heard.push(`${type} ${xhr.readyState} ${xhr.status}`);
            if (type === 'loadend') resolve(heard.join());
          });
        xhr.open('POST', address);
        xhr.send(body);
        act(xhr);
      });
    const control = new AbortController();
    const fetched = fetch(url, { method: 'POST', body, signal: control.signal }).catch((error) => error.name);
    control.abort();
    return [
      await events((xhr) => xhr.abort(), url),
      await events(() => undefined, 'http://localhost:1/'),
      await fetched,
      await fetch('http://localhost:1/', { method: 'POST', body }).catch((error) => error.name),
      await fetch(url, { method: 'POST', body, signal: AbortSignal.abort() }).catch((error) => error.name),
    ];
  }, origin);
  expect(seen).toEqual([
    'abort 4 0,loadend 4 0',
    'error 4 0,loadend 4 0',
    'AbortError',
    'TypeError',
    'AbortError',
  ]);
});

it('the page cannot tell its classes and functions from the browser’s by what programs look at', async () => {
  const looks = await page.evaluate(() => {
    class Derived extends XMLHttpRequest {}
    const xhr = new Derived();
    return [
      XMLHttpRequest.name,
      XMLHttpRequest.DONE,
      String(XMLHttpRequest).includes('[native code]'),
      String(xhr.send).includes('[native code]'),
      xhr instanceof XMLHttpRequest,
      new XMLHttpRequest().constructor === XMLHttpRequest,
      Object.prototype.toString.call(xhr),
      Object.keys(xhr).length,
      xhr.readyState,
      [fetch.name, fetch.length, String(fetch).includes('[native code]')],
      [navigator.sendBeacon.name, String(navigator.sendBeacon).includes('[native code]')],
    ];
  });
  expect(looks).toEqual([
    'XMLHttpRequest',
    4,
    true,
    true,
    true,
    true,
    '[object XMLHttpRequest]',
    0,
    0,
    ['fetch', 1, true],
    ['sendBeacon', true],
  ]);
});
