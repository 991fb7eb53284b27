import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TAUGHT_RECIPE } from '#channel/taught-recipe.test-helper.ts';
import { WIRE_COMMAND, WIRE_EVENT } from '#channel/wire.ts';
import { chooseByWire } from './by-wire.ts';
import type { PageEngine } from './page-engine.ts';
import { SIGNS, type SignId } from './signs.ts';
import { noSite, type Site } from './site.ts';

/** A document that shows the sign of the software in it, and whose hook answers as one that is connected, or not. */
class FakePage extends EventTarget {
  sign: SignId | undefined;
  connected = false;
  readonly defaultView = new EventTarget();

  constructor() {
    super();
    this.addEventListener(WIRE_COMMAND, () => this.say());
  }

  querySelector = (select: string): object | null =>
    this.sign !== undefined && SIGNS[this.sign] === select ? {} : null;

  say(): void {
    const state = this.connected
      ? { type: 'connected', account: 'ann@example.org' }
      : { type: 'disconnected' };
    this.dispatchEvent(new CustomEvent(WIRE_EVENT, { detail: JSON.stringify(state) }));
  }
}

const byPage = (service: string): Site => ({ ...noSite, service });
const engine: PageEngine = {
  bySign: byPage,
  taught: ({ id }) => byPage(id),
};

let page: FakePage;
let end: AbortController;
/** What served the page, one after the other. */
let services: string[];

beforeEach(() => {
  vi.useFakeTimers();
  page = new FakePage();
  vi.stubGlobal('document', page);
  end = new AbortController();
  services = [];
});
afterEach(() => {
  end.abort();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function choose({ taught = Promise.resolve(undefined) as Promise<typeof TAUGHT_RECIPE | undefined> } = {}) {
  const asked = vi.fn(async () => engine);
  chooseByWire({
    sentence: () => 'Private.',
    taught: () => taught,
    engine: asked,
    run: (site, signal) => {
      services.push(site.service);
      const unused = () => undefined;
      site.start(
        {
          account: unused,
          received: async () => undefined,
          held: unused,
          tooLong: unused,
          delivered: unused,
          undelivered: unused,
          focus: { keep: () => unused, lend: (work) => work() },
        },
        signal,
      );
      return () => undefined;
    },
    signal: end.signal,
  });
  return asked;
}

const later = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('where there is no sign the engine that reads pages is not asked for', async () => {
  const asked = choose();
  await later(60_000);
  expect(services).toEqual(['xmpp']);
  expect(asked).not.toHaveBeenCalled();
});

test('a sign is found at once, or when it comes', async () => {
  page.sign = 'the-lounge';
  choose();
  await later(0);
  expect(services).toEqual(['xmpp', 'the-lounge']);
  end.abort();
  page = new FakePage();
  vi.stubGlobal('document', page);
  [end, services] = [new AbortController(), []];
  choose();
  page.sign = 'the-lounge';
  await later(600);
  expect(services).toEqual(['xmpp', 'the-lounge']);
});

test('Converse.js is given time to connect', async () => {
  page.sign = 'converse';
  choose();
  await later(14_000);
  expect(services).toEqual(['xmpp']);
  await later(2000);
  expect(services).toEqual(['xmpp', 'converse']);
});

test('what was connected before anybody asked stays on the wire', async () => {
  page.sign = 'converse';
  page.connected = true;
  const asked = choose();
  await later(60_000);
  expect(services).toEqual(['xmpp']);
  expect(asked).not.toHaveBeenCalled();
});

test('what is heard on the wire later comes back to it, and stays', async () => {
  page.sign = 'the-lounge';
  choose();
  await later(0);
  page.connected = true;
  page.say();
  await later(60_000);
  expect(services).toEqual(['xmpp', 'the-lounge', 'xmpp']);
});

test('what is heard while the engine is on its way is heard', async () => {
  page.sign = 'the-lounge';
  choose();
  page.connected = true;
  page.say();
  await later(60_000);
  expect(services).toEqual(['xmpp']);
});

test('what the user taught a moment ago comes before all that', async () => {
  page.connected = true;
  page.sign = 'converse';
  choose({ taught: Promise.resolve(TAUGHT_RECIPE) });
  await later(60_000);
  expect(services).toEqual(['xmpp', TAUGHT_RECIPE.id]);
});
