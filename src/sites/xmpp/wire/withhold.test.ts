import { describe, expect, test } from 'vitest';
import { mapStorage, Tab } from '#tests/sites/xmpp-stream.ts';

const BOB = { everybody: false, but: ['bob@localhost'] };
const NOTHING_THERE = /^<iq xmlns="jabber:client" type="result" id="sotto-held-unique-\d+"\/>$/;

function online(protection = BOB, smId?: string) {
  const tab = new Tab();
  tab.protections.set('alice@localhost', protection);
  return { tab, stream: tab.online(smId) };
}
const message = (inside: string, attributes = `to='bob@localhost' type='chat' id='m1'`) =>
  `<message xmlns='jabber:client' ${attributes}>${inside}</message>`;
const heldTexts = (tab: Tab) => tab.said.flatMap((event) => (event.type === 'held' ? [event.text] : []));

describe('kept back, and counted all the same', () => {
  test.each([
    ['a body', message('<body>in clear</body>'), ['in clear']],
    ['a body to a resource', message('<body>x</body>', `to='bob@localhost/phone'`), ['x']],
    ['a body to the name in other letters', message('<body>x</body>', `to='ＢOB@LocalHost'`), ['x']],
    [
      'a body of another prefix',
      `<c:message xmlns:c='jabber:client' to='bob@localhost'><c:body>x</c:body></c:message>`,
      ['x'],
    ],
    ['a body without a namespace', `<message to='bob@localhost'><body>x</body></message>`, ['x']],
    [
      'XHTML-IM alone',
      message(
        `<html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'>rich</body></html>`,
      ),
      ['rich'],
    ],
    [
      'a correction',
      message(`<body>better</body><replace xmlns='urn:xmpp:message-correct:0' id='m0'/>`),
      ['better'],
    ],
    [
      'a retraction: nothing that the user wrote',
      message(`<body>tried to retract</body><retract xmlns='urn:xmpp:message-retract:1' id='m0'/>`),
      [],
    ],
    [
      'a reaction',
      message(`<reactions xmlns='urn:xmpp:reactions:0' id='m0'><reaction>👍</reaction></reactions>`),
      [],
    ],
    ['a subject', message('<subject>about</subject>'), []],
    ['composing', message(`<composing xmlns='http://jabber.org/protocol/chatstates'/>`), []],
    ['something unknown', message(`<x xmlns='urn:new'>text</x>`), []],
    [
      'a text around something that looks like OTR',
      message('<body>read ?OTR:AAMDAAAA. this</body>'),
      ['read ?OTR:AAMDAAAA. this'],
    ],
    [
      'a forwarded message',
      message(`<forwarded xmlns='urn:xmpp:forward:0'><message><body>x</body></message></forwarded>`),
      [],
    ],
    [
      'by way of a multiplier',
      message(
        `<body>x</body><addresses xmlns='http://jabber.org/protocol/address'><address type='to' jid='bob@localhost'/></addresses>`,
        `to='multicast.localhost'`,
      ),
      ['x'],
    ],
  ])('%s', (_, frame, texts) => {
    const { tab, stream } = online();
    expect(stream.sending(frame)).toMatch(NOTHING_THERE);
    expect(heldTexts(tab)).toEqual(texts);
  });

  test('the same stanza again, after a resumption, has the same name', () => {
    const { tab, stream } = online();
    stream.sending(message('<body>once</body>'));
    stream.sending(message('<body>once</body>'));
    const ids = tab.said.flatMap((event) => (event.type === 'held' ? [event.id] : []));
    expect(new Set(ids).size).toBe(1);
  });

  test('the count that the page gets is the one it expects', () => {
    const { tab, stream } = online(BOB, 'sm1');
    const instead = stream.sending(message('<body>kept back</body>')) ?? '';
    stream.sent(instead);
    stream.deliver('ours-1', 'bob@localhost', '?OTRv3?');
    expect(tab.sent[0]).toContain('?OTRv3?');
    // Presence, the stand-in, ours: the page knows of two.
    expect(stream.received(`<a xmlns='urn:xmpp:sm:3' h='3'/>`)).toContain('h="2"');
    expect(tab.outcomes()).toEqual(['handled ours-1']);
  });
});

describe('passes as it is', () => {
  test.each([
    ['an OTR text', message('<body>?OTR:AAMDAAAAAA==.</body>')],
    ['a piece of an OTR text', message('<body>?OTR|5a73a599|27e31597,00001,00003,?OTR:AAMD,</body>')],
    ['a receipt', message(`<received xmlns='urn:xmpp:receipts' id='b1'/><store xmlns='urn:xmpp:hints'/>`)],
    ['a marker', message(`<displayed xmlns='urn:xmpp:chat-markers:0' id='b1'/>`)],
    ['a body to somebody else', message('<body>x</body>', `to='carol@localhost' type='chat'`)],
    ['a body to a whole room', message('<body>x</body>', `to='room@conference.localhost' type='groupchat'`)],
    ['a body to ourselves', message('<body>x</body>', `to='alice@localhost'`)],
    ['presence', `<presence xmlns='jabber:client'><status>in</status></presence>`],
    ['a question', `<iq xmlns='jabber:client' type='get' id='q'/>`],
    ['the end', `<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>`],
    ['a blank', ' '],
  ])('%s', (_, frame) => {
    const { tab, stream } = online();
    expect(stream.sending(frame)).toBeUndefined();
    expect(heldTexts(tab)).toEqual([]);
  });

  test('OMEMO, without what stands beside it', () => {
    const { tab, stream } = online();
    const payload = `<encrypted xmlns='eu.siacs.conversations.axolotl'><payload>aGk=</payload></encrypted>`;
    expect(stream.sending(message(payload))).toBeUndefined();
    const changed = stream.sending(
      message(`<body>I sent you</body><active xmlns='http://jabber.org/protocol/chatstates'/>${payload}`),
    );
    expect(changed).toContain('aGk=');
    expect(changed).not.toMatch(/I sent you|active/);
    expect(heldTexts(tab)).toEqual([]);
  });
});

describe('whom it protects', () => {
  test('everybody but the exceptions', () => {
    const { stream } = online({ everybody: true, but: ['carol@localhost'] });
    expect(stream.sending(message('<body>x</body>'))).toMatch(NOTHING_THERE);
    expect(stream.sending(message('<body>x</body>', `to='carol@localhost'`))).toBeUndefined();
  });

  test('nobody: nothing is looked at, not even what is broken', () => {
    const { stream } = online({ everybody: false, but: [] });
    expect(stream.sending('<message><body>')).toBeUndefined();
    expect(stream.passesUnread()).toBe(true);
  });

  test('somebody: half a stanza, two in one, and binary do not go out', () => {
    const { stream } = online();
    expect(stream.sending(`<message to='bob@localhost'><body>ha`)).toBe('');
    expect(stream.sending('lf</body></message>')).toBe('');
    expect(stream.sending(`<presence/>${message('<body>x</body>')}`)).toBe('');
    expect(stream.passesUnread()).toBe(false);
  });

  test('somebody in a room is not the room', () => {
    const { stream } = online({ everybody: true, but: [] });
    const join = `<presence xmlns='jabber:client' to='room@x/alice'><x xmlns='http://jabber.org/protocol/muc'/></presence>`;
    stream.sent(join);
    expect(stream.sending(message('<body>x</body>', `to='room@x'`))).toBeUndefined();
    expect(stream.sending(message('<body>x</body>', `to='room@x/bob' type='chat'`))).toMatch(NOTHING_THERE);
  });

  test('a reloaded page starts protected, before its account is known', async () => {
    const storage = mapStorage();
    const before = new Tab(storage);
    before.protections.set('alice@localhost', BOB);
    const reloaded = new Tab(storage).stream();
    expect(reloaded.sending(message('<body>x</body>'))).toMatch(NOTHING_THERE);
  });
});
