/** The wire hook by itself, in real Chromium, in the page of Converse, against real Prosody. */
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
  await serve();
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** Converse for `prosody`, whose WebSockets go through a relay. */
async function serve(): Promise<void> {
  relay = await startRelay(prosody.port);
  const websocketUrl = `ws://localhost:${relay.port}/xmpp-websocket`;
  converse = await startConverse({ websocketUrl, users: prosody.users });
  context = await browser.newContext();
  ends.push(prosody.stop, relay.stop, converse.stop, () => context.close());
}

async function restartWith(options: Parameters<typeof startProsody>[0]): Promise<void> {
  for (const end of ends.splice(0).reverse()) await end();
  prosody = await startProsody(options);
  await serve();
}

async function openAlice(): Promise<WirePage> {
  const alice = await WirePage.open(context, hook, converse.url('alice', 'bob'));
  await alice.connected();
  return alice;
}

async function bob(resource = 'desk'): Promise<XmppPeer> {
  const peer = await connectPeer(prosody, 'bob', resource);
  ends.push(() => peer.close());
  return peer;
}

const wireErrors = (page: WirePage) =>
  page.frames.filter(({ text }) => /<stream:error|<close/.test(text)).map(({ text }) => text);

const countErrors = (page: WirePage) =>
  page.errors.filter((text) => /stanza count|acknowledge count/.test(text));

it('reports the account when the page is online, and who wrote what', async () => {
  const alice = await openAlice();
  expect(await alice.heardOf('connected')).toEqual([{ type: 'connected', account: 'alice@localhost' }]);
  const peer = await bob();
  peer.say('alice@localhost', 'plain <b>&</b>', { id: 'one' });
  peer.say('alice@localhost', DATA, { id: 'two' });
  await alice.says('message', 2);
  const messages = await alice.heardOf('message');
  expect(messages.map(({ text, live, peer, account }) => [text, live, peer, account])).toEqual([
    ['plain <b>&</b>', true, 'bob@localhost', 'alice@localhost'],
    [DATA, true, 'bob@localhost', 'alice@localhost'],
  ]);
});

it('1,000 messages with stream management and a resumption in between: each arrives once, in order', async () => {
  const alice = await openAlice();
  const peer = await bob();
  const all = items(1000);
  expect(await alice.deliver(all.slice(0, 200))).toHaveLength(200);
  await alice.settled(idsOf(all.slice(0, 200)), 'handled');
  // Of 300 the server gets 80 before the line is cut.
  relay.cutAfter(80);
  expect(await alice.deliver(all.slice(200, 500))).toHaveLength(300);
  await alice.says('disconnected');
  relay.cut();
  expect(await alice.deliver(all.slice(500, 501))).toEqual([]);
  await alice.says('connected', 2);
  for (let start = 500; start < 1000; start += 50) {
    const part = all.slice(start, start + 50);
    expect(await alice.deliver(part)).toEqual(idsOf(part));
    await alice.page.locator('textarea.chat-textarea').fill(`page's own ${start}`);
    await alice.page.locator('textarea.chat-textarea').press('Enter');
  }
  await alice.settled(idsOf(all), 'handled');
  expect(alice.frames.some(({ text }) => text.startsWith('<resumed'))).toBe(true);
  const texts = (await receivedBy(peer, 1010)).filter((text) => text.startsWith('?OTR'));
  expect(texts).toEqual(textsOf(all));
  // Its confirmation covers what the page sent last.
  await alice.deliver(items(1, 'last'));
  await alice.until(
    () => Object.values(sessionStorage).some((value) => value.includes('"unacked_stanzas":[]')),
    undefined,
  );
  expect(await alice.smacks()).toMatchObject({ unacked: 0, resumed: true });
  expect(countErrors(alice)).toEqual([]);
  expect(wireErrors(alice)).toEqual([]);
  expect(await alice.heardOf('lost')).toEqual([]);
});

it('without stream management a ping confirms, and a cut loses what it did not confirm', async () => {
  await restartWith({ smacks: false });
  const alice = await openAlice();
  const peer = await bob();
  const first = items(300, 'a');
  expect(await alice.deliver(first)).toHaveLength(300);
  await alice.settled(idsOf(first), 'handled');
  expect(await receivedBy(peer, 300)).toEqual(textsOf(first));
  const pings = alice.frames.filter(({ sent, text }) => sent && text.includes('urn:xmpp:ping'));
  expect(pings.length).toBeLessThan(100);

  await relay.admit(false);
  const second = items(5, 'b');
  expect(await alice.deliver(second)).toHaveLength(5);
  relay.cut();
  await alice.says('disconnected');
  await alice.until((ids) => {
    const { heard } = window as unknown as { heard: { id?: string; type: string }[] };
    return ids.every((id) => heard.some((said) => said.id === id && /^(handled|lost)$/.test(said.type)));
  }, idsOf(second));
  relay.admit(true);
  await alice.says('connected', 2);
  // A known id is taken, and not sent again, whatever became of it.
  expect(await alice.deliver(second)).toHaveLength(5);
  const third = items(1, 'c');
  await alice.deliver(third);
  await alice.settled(idsOf(third), 'handled');
  const texts = await receivedBy(peer, 301);
  expect(new Set(texts).size).toBe(texts.length);
});

it('a page reload resumes: nothing is lost, nothing sent twice, known ids are known', async () => {
  const alice = await openAlice();
  const peer = await bob();
  const all = items(200);
  await alice.deliver(all);
  await alice.reload();
  await alice.connected();
  // Ids that were settled before the reload are told again when they come again.
  expect(await alice.deliver(all)).toHaveLength(200);
  await alice.settled(idsOf(all), 'handled');
  expect(alice.frames.some(({ text }) => text.startsWith('<resumed'))).toBe(true);
  const more = items(20, 'n');
  await alice.deliver(more);
  await alice.settled(idsOf(more), 'handled');
  expect(await receivedBy(peer, 220)).toEqual(textsOf([...all, ...more]));
  expect(countErrors(alice)).toEqual([]);
});

it('a server restart loses what was under way, says so, and goes on', async () => {
  const alice = await openAlice();
  const one = items(3, 'a');
  await alice.deliver(one);
  await alice.settled(idsOf(one), 'handled');
  await prosody.restart();
  await alice.says('connected', 2);
  const two = items(3, 'b');
  await alice.deliver(two);
  await alice.settled(idsOf(two), 'handled');
  const peer = await bob();
  expect((await receivedBy(peer, 3)).slice(-3)).toEqual(textsOf(two));
});

it('what was sent into a dead connection is lost when the session cannot be resumed', async () => {
  const alice = await openAlice();
  relay.admit(false);
  // Into the socket's buffer, which goes with the connection: the page does not know yet.
  const [lost] = await Promise.all([alice.deliver(items(3, 'x')), Promise.resolve(relay.cut())]);
  await alice.says('disconnected');
  await prosody.restart();
  relay.admit(true);
  await alice.says('connected', 2);
  await alice.until((ids) => {
    const { heard } = window as unknown as { heard: { id?: string; type: string }[] };
    return ids.every((id) => heard.some((said) => said.id === id && /^(handled|lost)$/.test(said.type)));
  }, lost);
});

it('the archive, replayed into a page that has forgotten all, reports data messages only, as archived, and shows no ciphertext', async () => {
  const alice = await openAlice();
  const peer = await bob();
  peer.say('alice@localhost', 'plain text');
  peer.say('alice@localhost', '?OTRv3? Let us be private');
  peer.say('alice@localhost', DH_COMMIT);
  peer.say('alice@localhost', DATA);
  await alice.says('message', 4);
  await alice.page.goto('about:blank');
  await context.close();
  context = await browser.newContext();
  const again = await openAlice();
  await again.page.getByText('plain text').waitFor();
  await again.page.getByText(NEUTRAL).waitFor();
  await expect.poll(() => again.rows()).toEqual(['plain text', NEUTRAL]);
  expect(await again.heardOf('message')).toEqual([]);
  const copies = await again.heardFromArchive();
  expect(copies.map(({ text, live, archived }) => [text, live, archived])).toEqual([[DATA, false, true]]);
  expect(await again.page.content()).not.toContain('?OTR');
});

it('carbons of either direction are not reported, nor shown as they are', async () => {
  const alice = await openAlice();
  await alice.frame(({ sent, text }) => sent && /<enable xmlns="urn:xmpp:carbons:2"/.test(text));
  const other = await connectPeer(prosody, 'alice', 'phone');
  ends.push(() => other.close());
  const peer = await bob();
  other.say('bob@localhost', DATA);
  peer.say(other.jid, DATA.replace('Aw', 'Bw'));
  peer.say('alice@localhost/phone', 'to the phone');
  peer.say('alice@localhost', 'the last one');
  await alice.page.getByText('the last one').waitFor();
  expect((await alice.heardOf('message')).map(({ text }) => text)).toEqual(['the last one']);
  await expect.poll(() => alice.rows()).toEqual([NEUTRAL, NEUTRAL, 'to the phone', 'the last one']);
  const carbons = alice.frames.filter(({ sent, text }) => !sent && text.includes('urn:xmpp:carbons:2'));
  expect(carbons.some(({ text }) => text.includes('?OTR'))).toBe(true);
});

it('a correction is not reported, nor shown as it is', async () => {
  const alice = await openAlice();
  const peer = await bob();
  peer.say('alice@localhost', 'first', { id: 'first' });
  await alice.page.getByText('first', { exact: true }).waitFor();
  const extra = "<replace xmlns='urn:xmpp:message-correct:0' id='first'/>";
  peer.say('alice@localhost', DATA, { extra });
  await alice.page.getByText(NEUTRAL).waitFor();
  expect((await alice.heardOf('message')).map(({ text }) => text)).toEqual(['first']);
  await expect.poll(() => alice.rows()).toEqual([NEUTRAL]);
});

it('what waited in offline storage is reported once, as not live', async () => {
  const peer = await bob();
  peer.say('alice@localhost', DATA, { id: 'kept' });
  peer.say('alice@localhost', 'kept plain', { id: 'kept-too' });
  const probe = "<iq type='get' id='probe'><ping xmlns='urn:xmpp:ping'/></iq>";
  peer.send(probe);
  await peer.next((xml) => xml.includes("id='probe'"));
  const alice = await openAlice();
  await alice.page.getByText('kept plain').waitFor();
  expect((await alice.heardOf('message')).map(({ text, live }) => [text, live])).toEqual([
    [DATA, false],
    ['kept plain', false],
  ]);
});

it('the page shows one neutral row for each data message, none for key exchange, query and error', async () => {
  const alice = await openAlice();
  const peer = await bob();
  peer.say('alice@localhost', '?OTRv3?\nbob@localhost would like to be private');
  peer.say('alice@localhost', DH_COMMIT);
  peer.say('alice@localhost', '?OTR|27e31599|27e31597,00001,00002,?OTR:AAMKJ+MVmSfjFZcAAADA,');
  peer.say('alice@localhost', '?OTR|27e31599|27e31597,00002,00002,AAAAAAAA.,');
  peer.say('alice@localhost', '?OTR Error: you sent something unreadable');
  peer.say('alice@localhost', '?OTR|27e31599|27e31597,00001,00002,?OTR:AAMDJ+MVmSfjFZcAAADA,');
  peer.say('alice@localhost', '?OTR|27e31599|27e31597,00002,00002,AAAAAAAA.,');
  const html = `<html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'>${DATA}</body></html>`;
  const eme = "<encryption xmlns='urn:xmpp:eme:0' namespace='urn:xmpp:otr:0'/>";
  peer.say('alice@localhost', DATA, { extra: html + eme });
  peer.say('alice@localhost', 'How does ?OTR work');
  await alice.page.getByText('How does ?OTR work').waitFor();
  await expect.poll(() => alice.rows()).toEqual([NEUTRAL, NEUTRAL, 'How does ?OTR work']);
  expect(await alice.heardOf('message')).toHaveLength(9);
});

it('our messages go to the resource that answers, until it goes, and carry the hints', async () => {
  const alice = await openAlice();
  const phone = await bob('phone');
  const desk = await bob('desk');
  await alice.deliver([{ id: 'to-all', text: '?OTRv3?' }]);
  await Promise.all([phone, desk].map((peer) => peer.next((xml) => xml.includes("id='to-all'"))));
  phone.say('alice@localhost', DH_COMMIT);
  await alice.says('message');
  await alice.deliver([{ id: 'to-phone', text: DATA }]);
  const stanza = await phone.next((xml) => xml.includes("id='to-phone'"));
  for (const hint of ['urn:xmpp:otr:0', 'no-copy', 'no-permanent-store']) expect(stanza).toContain(hint);
  expect(stanza).toContain("to='bob@localhost/phone'");
  phone.send("<presence type='unavailable'/>");
  await alice.page.waitForFunction(
    () =>
      !Object.values(sessionStorage).some((value) =>
        value.includes('["bob@localhost","bob@localhost/phone"]'),
      ),
  );
  await alice.deliver([{ id: 'to-bare', text: DATA }]);
  await desk.next((xml) => xml.includes("id='to-bare'") && xml.includes("to='bob@localhost'"));
});

it('a bounce of ours is told to us and not to the page', async () => {
  const alice = await openAlice();
  await alice.deliver([{ id: 'bounced', text: DATA }], 'nobody@localhost');
  await alice.settled(['bounced'], 'refused');
  expect(
    alice.frames.some(({ sent, text }) => !sent && /type='error'/.test(text) && text.includes('bounced')),
  ).toBe(true);
  expect(await alice.page.content()).not.toContain('?OTR');
});

it('typing in another document changes no chat state', async () => {
  const alice = await openAlice();
  await alice.page.locator('textarea.chat-textarea').focus();
  await alice.page.evaluate(() => {
    const frame = document.createElement('iframe');
    frame.srcdoc = '<!doctype html><textarea></textarea>';
    frame.style.cssText = 'position: fixed; inset: 0 auto auto 0; z-index: 9999;';
    document.body.append(frame);
  });
  const before = alice.frames.length;
  const panel = alice.page.frameLocator('iframe').locator('textarea');
  await panel.click();
  await panel.pressSequentially('a text for bob alone');
  await alice.deliver([{ id: 'after-typing', text: DATA }]);
  await alice.settled(['after-typing'], 'handled');
  // What the page can do is told by that name too, in answers to questions.
  const states = alice.frames
    .slice(before)
    .filter(({ text }) => /^<message.*jabber.org\/protocol\/chatstates/s.test(text));
  expect(states).toEqual([]);
});
