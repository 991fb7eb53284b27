import { describe, expect, test } from 'vitest';
import { MAX_TEXT } from '#channel/conversation.ts';
import { mapStorage, Tab } from '#tests/sites/xmpp-stream.ts';

const CLIENT = `xmlns='jabber:client'`;
const DATA = '?OTR:AAMDJ+MVmSfjFZcAAAAA.';

const chat = (body: string, attributes = `from='bob@localhost/desk' to='alice@localhost/tab' id='one'`) =>
  `<message ${CLIENT} type='chat' ${attributes}><body>${body}</body></message>`;
const stanzasOf = (frames: readonly string[]) => frames.filter((frame) => frame.startsWith('<message'));

describe.each(['WebSocket', 'BOSH'] as const)('over %s', (carrier) => {
  const newTab = () => new Tab(mapStorage(), carrier);

  test('connected once the page is online, not before', () => {
    const stream = newTab().stream();
    stream.received(
      `<iq ${CLIENT} type='result' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>Alice@localhost/tab</jid></bind></iq>`,
    );
    expect(stream.account).toBeUndefined();
    stream.sent(`<enable xmlns='urn:xmpp:sm:3'/>`);
    stream.sent(`<presence ${CLIENT}/>`);
    expect(stream.account).toBeUndefined();
    stream.received(`<enabled xmlns='urn:xmpp:sm:3'/>`);
    expect(stream.account).toBe('alice@localhost');
    stream.closed();
    expect(stream.account).toBeUndefined();
  });

  test('a refused stream management leaves a stream without', () => {
    const tab = newTab();
    const stream = tab.online();
    stream.sent(`<enable xmlns='urn:xmpp:sm:3'/>`);
    stream.received(`<failed xmlns='urn:xmpp:sm:3'/>`);
    stream.deliver('a', 'bob@localhost', DATA);
    expect(tab.sent.at(-1)).toContain('urn:xmpp:ping');
  });

  test('SASL 2 with everything in one: account, and a session that can be resumed', async () => {
    const tab = newTab();
    const stream = tab.stream();
    stream.received(
      `<success xmlns='urn:xmpp:sasl:2'><authorization-identifier>alice@localhost/tab</authorization-identifier><bound xmlns='urn:xmpp:bind:0'><enabled xmlns='urn:xmpp:sm:3' id='sm1' resume='true'/></bound></success>`,
    );
    stream.sent(`<presence ${CLIENT}/>`);
    expect(stream.account).toBe('alice@localhost');
    stream.deliver('a', 'bob@localhost', DATA);
    stream.closed();
    const again = (await tab.reload()).stream();
    again.sent(
      `<authenticate xmlns='urn:xmpp:sasl:2'><resume xmlns='urn:xmpp:sm:3' previd='sm1' h='0'/></authenticate>`,
    );
    again.received(
      `<success xmlns='urn:xmpp:sasl:2'><authorization-identifier>alice@localhost/tab</authorization-identifier><resumed xmlns='urn:xmpp:sm:3' previd='sm1' h='2'/></success>`,
    );
    expect(again.account).toBe('alice@localhost');
  });

  test('a contact cannot change the account by a forged bind', () => {
    const stream = newTab().online();
    stream.received(
      `<iq ${CLIENT} type='result' from='mallory@localhost/x' to='alice@localhost/tab' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>mallory@localhost/x</jid></bind></iq>`,
    );
    expect(stream.account).toBe('alice@localhost');
  });

  test('a message is reported and concealed; a longer one than anybody writes is told as such', () => {
    const tab = newTab();
    const stream = tab.online();
    expect(stream.received(chat(DATA))).toContain('Private.');
    expect(stream.received(chat('plain'))).toBeUndefined();
    stream.received(chat('x'.repeat(MAX_TEXT + 1)));
    const huge = stream.received(chat(`?OTR:AAMD${'A'.repeat(10_000_000)}.`));
    expect(huge?.length).toBeLessThan(1000);
    expect(tab.said.map(({ type }) => type)).toEqual(['message', 'message', 'too-long', 'too-long']);
    expect(tab.said[0]).toMatchObject({
      account: 'alice@localhost',
      peer: 'bob@localhost',
      text: DATA,
      live: true,
    });
  });

  test('what is not XML, or no stanza, goes by', () => {
    const tab = newTab();
    const stream = tab.online('sm');
    for (const frame of [
      '',
      'body',
      '<message body',
      `<message ${CLIENT}><body>`,
      `<message ${CLIENT}><body>&nope;</body></message>`,
      `<message xmlns='urn:x'><body>${DATA}</body></message>`,
      `<a xmlns='urn:xmpp:sm:3'/>`,
      `<a xmlns='urn:xmpp:sm:3' h='-1'/>`,
      `<a xmlns='urn:xmpp:sm:3' h='99999999999'/>`,
      `<r xmlns='urn:xmpp:sm:3'/>`,
      ' ',
    ]) {
      expect(stream.received(frame)).toBeUndefined();
    }
    expect(tab.said).toEqual([]);
  });

  test('ours go to the resource that wrote last, until it goes or bounces', () => {
    const tab = newTab();
    const stream = tab.online();
    const lastTo = (id: string) => {
      stream.deliver(id, 'bob@localhost', DATA);
      return /to="([^"]*)"/.exec(stanzasOf(tab.sent).at(-1) ?? '')?.[1];
    };
    expect(lastTo('a')).toBe('bob@localhost');
    stream.received(chat('plain'));
    expect(lastTo('b')).toBe('bob@localhost');
    stream.received(chat(DATA));
    expect(lastTo('c')).toBe('bob@localhost/desk');
    stream.received(
      `<presence ${CLIENT} type='unavailable' from='bob@localhost/phone' to='alice@localhost'/>`,
    );
    expect(lastTo('d')).toBe('bob@localhost/desk');
    stream.received(
      `<presence ${CLIENT} type='unavailable' from='bob@localhost/desk' to='alice@localhost'/>`,
    );
    expect(lastTo('e')).toBe('bob@localhost');
    stream.received(chat(DATA));
    stream.received(`<message ${CLIENT} type='error' from='bob@localhost/desk' id='e'><error/></message>`);
    expect(lastTo('f')).toBe('bob@localhost');
    expect(tab.outcomes()).toEqual(['refused e']);
  });

  test('a late message locks to nobody', () => {
    const tab = newTab();
    const stream = tab.online();
    stream.received(chat(`${DATA}</body><delay xmlns='urn:xmpp:delay' stamp='x'/><body xmlns='urn:x'>`));
    expect(tab.said).toMatchObject([{ live: false }]);
    stream.deliver('a', 'bob@localhost', DATA);
    expect(tab.sent[0]).toContain('to="bob@localhost"');
  });

  test('without stream management one ping at a time confirms all before it, and the page sees no answer', () => {
    const tab = newTab();
    const stream = tab.online();
    for (const id of ['a', 'b', 'c']) stream.deliver(id, 'bob@localhost', DATA);
    const pings = () => tab.sent.filter((frame) => frame.includes('urn:xmpp:ping'));
    expect(pings()).toHaveLength(1);
    const pingId = (index: number) => / id="([^"]*)"/.exec(pings()[index] ?? '')?.[1] ?? '';
    const pong = (id: string, from = '') =>
      stream.received(`<iq ${CLIENT} type='result' id='${id}' to='alice@localhost/tab'${from}/>`);
    expect(pong(pingId(0), ` from='mallory@localhost'`)).toBeUndefined();
    expect(tab.outcomes()).toEqual([]);
    expect(pong(pingId(0))).toBe('');
    expect(tab.outcomes()).toEqual(['handled a']);
    expect(pings()).toHaveLength(2);
    expect(pong(pingId(1), ` from='alice@localhost'`)).toBe('');
    expect(tab.outcomes()).toEqual(['handled a', 'handled b', 'handled c']);
    stream.deliver('d', 'bob@localhost', DATA);
    stream.closed();
    expect(tab.outcomes().at(-1)).toBe('lost d');
  });

  test('with stream management counts are asked for, and rewritten for the page', () => {
    const tab = newTab();
    const stream = tab.online('sm');
    stream.deliver('a', 'bob@localhost', DATA);
    stream.deliver('b', 'bob@localhost', DATA);
    expect(tab.sent.filter((frame) => frame.startsWith('<r'))).toHaveLength(1);
    expect(stream.received(`<a xmlns='urn:xmpp:sm:3' h='2'/>`)).toContain('h="1"');
    expect(tab.outcomes()).toEqual(['handled a']);
    expect(tab.sent.filter((frame) => frame.startsWith('<r'))).toHaveLength(2);
    expect(stream.received(`<a xmlns='urn:xmpp:sm:3' h='3'/>`)).toContain('h="1"');
    expect(tab.outcomes()).toEqual(['handled a', 'handled b']);
  });

  test('a resumption sends again, in order, what was not handled; over a reload too', async () => {
    const tab = newTab();
    const stream = tab.online('sm');
    for (const id of ['a', 'b', 'c']) stream.deliver(id, 'bob@localhost', `${DATA}${id}`);
    stream.closed();
    const later = await tab.reload();
    const again = later.stream();
    again.sent(`<resume xmlns='urn:xmpp:sm:3' previd='sm' h='0'/>`);
    const resumed = again.received(`<resumed xmlns='urn:xmpp:sm:3' previd='sm' h='2'/>`);
    expect(resumed).toContain('h="1"');
    expect(later.outcomes()).toEqual(['handled a']);
    expect(stanzasOf(later.sent).map((frame) => /id="(.)"/.exec(frame)?.[1])).toEqual(['b', 'c']);
    expect(again.account).toBe('alice@localhost');
    again.received(`<a xmlns='urn:xmpp:sm:3' h='4'/>`);
    expect(later.outcomes()).toEqual(['handled a', 'handled b', 'handled c']);
  });

  test('a resumption that fails tells what was handled and what is lost', () => {
    const tab = newTab();
    const stream = tab.online('sm');
    for (const id of ['a', 'b']) stream.deliver(id, 'bob@localhost', DATA);
    stream.closed();
    const next = tab.stream();
    next.sent(`<resume xmlns='urn:xmpp:sm:3' previd='sm' h='0'/>`);
    expect(next.received(`<failed xmlns='urn:xmpp:sm:3' h='2'/>`)).toContain('h="1"');
    expect(tab.outcomes()).toEqual(['handled a', 'lost b']);
  });

  test('a new session loses what an older one left', () => {
    const tab = newTab();
    const stream = tab.online('sm');
    stream.deliver('a', 'bob@localhost', DATA);
    stream.closed();
    expect(tab.outcomes()).toEqual([]);
    tab.online('other');
    expect(tab.outcomes()).toEqual(['lost a']);
  });

  test('a session that the page ends, or that cannot be resumed, loses at once', () => {
    const tab = newTab();
    const stream = tab.online('sm');
    stream.deliver('a', 'bob@localhost', DATA);
    stream.sent(`<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>`);
    stream.closed();
    expect(tab.outcomes()).toEqual(['lost a']);
  });

  test('a damaged or refusing storage changes nothing until the reload', async () => {
    const tab = newTab();
    tab.storage.setItem('sotto:wire:session', '{"smId":1}');
    tab.storage.setItem('sotto:wire:outcomes', 'no');
    const next = await tab.reload();
    next.online('sm').deliver('a', 'bob@localhost', DATA);
    const refusing = new Tab({
      ...next.storage,
      getItem: () => {
        throw new Error('refused');
      },
      setItem: () => {
        throw new Error('full');
      },
    });
    const stream = refusing.online('sm');
    stream.deliver('a', 'bob@localhost', DATA);
    await Promise.resolve();
    stream.received(`<a xmlns='urn:xmpp:sm:3' h='2'/>`);
    expect(refusing.outcomes()).toEqual(['handled a']);
  });

  test('a bounce of ours says nothing to the page but is still a stanza', () => {
    const tab = newTab();
    const stream = tab.online('sm');
    stream.deliver('a', 'bob@localhost', DATA);
    const bounce = `<message ${CLIENT} type='error' from='bob@localhost' to='alice@localhost/tab' id='a'><body>${DATA}</body><error type='cancel'/></message>`;
    const seen = stream.received(bounce);
    expect(seen).toMatch(/^<message [^>]*\/>$/);
    expect(seen).toContain('type="chat"');
    expect(tab.outcomes()).toEqual(['refused a']);
  });

  test('a text that XML cannot carry is refused, not sent', () => {
    const tab = newTab();
    tab.online().deliver('a', 'bob@localhost', 'bell \u0007');
    expect(tab.sent).toEqual([]);
    expect(tab.outcomes()).toEqual(['refused a']);
  });

  test('private messages in a group chat that the page joined are not reported', () => {
    const tab = newTab();
    const stream = tab.online();
    stream.sent(
      `<presence ${CLIENT} to='room@muc.localhost/al'><x xmlns='http://jabber.org/protocol/muc'/></presence>`,
    );
    stream.received(chat('psst', `from='room@muc.localhost/bob' to='alice@localhost/tab'`));
    expect(tab.said).toEqual([]);
  });
});

test('over WebSocket a reload without stream management loses what was under way', async () => {
  const tab = new Tab();
  tab.online().deliver('a', 'bob@localhost', DATA);
  expect((await tab.reload()).outcomes()).toEqual(['lost a']);
});
