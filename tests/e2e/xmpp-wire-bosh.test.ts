/** The wire hook by itself over BOSH, in real Chromium, in the page of Converse, against real Prosody. */
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Converse, startConverse } from './servers/converse.mjs';
import { type Prosody, startProsody } from './servers/prosody.mjs';
import { type Relay, startRelay } from './servers/relay.mjs';
import { idsOf, items, receivedBy, textsOf } from './xmpp-wire-deliveries.ts';
import { bundleHook, launchBrowser, WirePage } from './xmpp-wire-page.ts';
import { connectPeer, type XmppPeer } from './xmpp-wire-peer.ts';

const DATA = '?OTR:AAMDJ+MVmSfjFZcAAAAAAQAAAAIAAADA.';
const DH_COMMIT = '?OTR:AAMCJ+MVmQAAAAAAAADE5ZB5EH3YTQAA.';
const NEUTRAL = 'Private message. Open Sotto to read it.';

let hook: string;
let browser: Browser;
let prosody: Prosody;
let converse: Converse;
let relay: Relay;
let context: BrowserContext;
const ends: (() => Promise<void>)[] = [];

beforeAll(async () => {
  [hook, browser] = await Promise.all([bundleHook(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
});
beforeEach(async () => {
  prosody = await startProsody();
  relay = await startRelay(prosody.port);
  converse = await startConverse(prosody);
  context = await browser.newContext();
  ends.push(prosody.stop, relay.stop, converse.stop, () => context.close());
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function openAlice(): Promise<WirePage> {
  const boshUrl = `http://localhost:${relay.port}/http-bind`;
  const alice = await WirePage.open(context, hook, converse.url('alice', 'bob', { boshUrl }));
  await alice.connected();
  return alice;
}

async function bob(resource = 'desk'): Promise<XmppPeer> {
  const peer = await connectPeer(prosody, 'bob', resource);
  ends.push(() => peer.close());
  return peer;
}

/** The ids of the page's requests on the wire, in order; one that is sent again counts once. */
const ridsOf = (page: WirePage) => [
  ...new Set(page.frames.flatMap(({ sent, text }) => (sent ? [Number(/ rid=.(\d+)/.exec(text)?.[1])] : []))),
];

it('1,000 messages out, 50 in, and the page talks too: each arrives once, in order, and the request ids run on', async () => {
  const alice = await openAlice();
  const peer = await bob();
  const [ours, theirs] = [items(1000), items(50, 't')];
  for (let start = 0; start < 1000; start += 200) {
    const part = ours.slice(start, start + 200);
    expect(await alice.deliver(part)).toEqual(idsOf(part));
    for (const { text } of theirs.slice(start / 20, start / 20 + 10)) peer.say('alice@localhost', text);
    await alice.page.locator('textarea.chat-textarea').fill(`page's own ${start}`);
    await alice.page.locator('textarea.chat-textarea').press('Enter');
  }
  await alice.settled(idsOf(ours), 'handled');
  await alice.says('message', 50);
  const texts = await receivedBy(peer, 1005);
  expect(texts.filter((text) => text.startsWith('?OTR'))).toEqual(textsOf(ours));
  expect(texts.filter((text) => text.startsWith('page'))).toHaveLength(5);
  expect((await alice.heardOf('message')).map(({ text }) => text)).toEqual(textsOf(theirs));
  const rids = ridsOf(alice);
  expect(rids).toEqual(rids.map((_, index) => (rids[0] ?? 0) + index));
  expect(alice.errors).toEqual([]);
});

it('over a line that is cut again and again nothing doubles, and what is not known to have arrived is told as lost', async () => {
  const alice = await openAlice();
  const peer = await bob();
  const all = items(300);
  for (let start = 0; start < 300; start += 100) {
    const part = all.slice(start, start + 100);
    // The page has to find out first that the line is there again, or to log in anew where server and page have lost the
    // session over it, as they do without us.
    await expect.poll(() => alice.deliver(part), { timeout: 60_000 }).toEqual(idsOf(part));
    peer.say('alice@localhost', `in ${start}`);
    // Of the first hundred the session is there for these at least: nothing was cut before.
    await alice.outcomes(idsOf(part.slice(0, 21)));
    relay.cut();
  }
  await alice.outcomes(idsOf(all));
  const handled = new Set((await alice.heardOf('handled')).map(({ id }) => id));
  const arrived = (await receivedBy(peer, handled.size)).filter((text) => text.startsWith('?OTR'));
  expect(arrived).toEqual(textsOf(all).filter((text) => arrived.includes(text)));
  expect(textsOf(all.filter(({ id }) => handled.has(id))).filter((text) => !arrived.includes(text))).toEqual(
    [],
  );
  expect(idsOf(all.slice(0, 21)).filter((id) => !handled.has(id))).toEqual([]);
});

it('a page reload goes on with the session: nothing is lost, nothing sent twice, known ids are known', async () => {
  const alice = await openAlice();
  const peer = await bob();
  const all = items(200);
  await alice.deliver(all);
  await alice.reload();
  await alice.connected();
  expect(alice.frames.filter(({ sent, text }) => sent && text.includes('wait='))).toHaveLength(1);
  expect(await alice.deliver(all)).toHaveLength(200);
  await alice.settled(idsOf(all), 'handled');
  const more = items(20, 'n');
  await alice.deliver(more);
  await alice.settled(idsOf(more), 'handled');
  expect(await receivedBy(peer, 220)).toEqual(textsOf([...all, ...more]));
  peer.say('alice@localhost', DATA);
  await alice.says('message');
});

it('a server restart loses what was under way, says so, and goes on', async () => {
  const alice = await openAlice();
  relay.admit(false);
  const [lost] = await Promise.all([alice.deliver(items(3, 'x')), Promise.resolve(relay.cut())]);
  await alice.says('disconnected');
  expect(await alice.deliver(items(1, 'early'))).toEqual([]);
  await prosody.restart();
  relay.admit(true);
  await alice.says('connected', 2);
  await alice.settled(lost, 'lost');
  const peer = await bob();
  const after = items(3, 'b');
  await alice.deliver(after);
  await alice.settled(idsOf(after), 'handled');
  expect(await receivedBy(peer, 3)).toEqual(textsOf(after));
});

it('carbons, corrections and the archive are not reported as new, nor shown as they are', async () => {
  const alice = await openAlice();
  await alice.frame(({ sent, text }) => sent && /<enable xmlns="urn:xmpp:carbons:2"/.test(text));
  const other = await connectPeer(prosody, 'alice', 'phone');
  ends.push(() => other.close());
  const peer = await bob();
  other.say('bob@localhost', DATA);
  peer.say('alice@localhost', 'first', { id: 'first' });
  await alice.page.getByText('first', { exact: true }).waitFor();
  const extra = "<replace xmlns='urn:xmpp:message-correct:0' id='first'/>";
  peer.say('alice@localhost', DATA.replace('Aw', 'Bw'), { extra });
  peer.say('alice@localhost', DH_COMMIT);
  peer.say('alice@localhost', DATA.replace('Aw', 'Cw'));
  peer.say('alice@localhost', 'the last one');
  await alice.page.getByText('the last one').waitFor();
  const heard = (await alice.heardOf('message')).map(({ text }) => text);
  expect(heard).toEqual(['first', DH_COMMIT, DATA.replace('Aw', 'Cw'), 'the last one']);
  await expect.poll(() => alice.rows()).toEqual([NEUTRAL, NEUTRAL, NEUTRAL, 'the last one']);
  await context.close();
  context = await browser.newContext();
  const again = await openAlice();
  await again.page.getByText('the last one').waitFor();
  expect(await again.heardOf('message')).toEqual([]);
  expect((await again.heardFromArchive()).map(({ text }) => text)).toContain(DATA.replace('Aw', 'Cw'));
  expect(await again.page.content()).not.toContain('?OTR');
});

it('our messages go to the resource that answers, and carry the hints; a bounce is told to us and not to the page', async () => {
  const alice = await openAlice();
  const [phone, desk] = [await bob('phone'), await bob('desk')];
  phone.say('alice@localhost', DH_COMMIT);
  await alice.says('message');
  await alice.deliver([{ id: 'to-phone', text: DATA }]);
  const stanza = await phone.next((xml) => xml.includes("id='to-phone'"));
  for (const hint of ['urn:xmpp:otr:0', 'no-copy', 'no-permanent-store', "to='bob@localhost/phone'"])
    expect(stanza).toContain(hint);
  phone.send("<presence type='unavailable'/>");
  await alice.page.waitForFunction(
    () =>
      !Object.values(sessionStorage).some((value) =>
        value.includes('["bob@localhost","bob@localhost/phone"]'),
      ),
  );
  await alice.deliver([{ id: 'to-bare', text: DATA }]);
  await desk.next((xml) => xml.includes("id='to-bare'") && xml.includes("to='bob@localhost'"));
  await alice.deliver([{ id: 'bounced', text: DATA }], 'nobody@localhost');
  await alice.settled(['bounced'], 'refused');
  expect(await alice.page.content()).not.toContain('?OTR');
});
