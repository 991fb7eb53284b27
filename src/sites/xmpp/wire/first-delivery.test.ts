import { describe, expect, test } from 'vitest';
import { element } from '#tests/sites/node-xml.ts';
import { archivedData, firstDelivery } from './first-delivery.ts';

const read = (attributes: string, content: string, rooms: string[] = []) =>
  firstDelivery(
    element(`<message xmlns='jabber:client' ${attributes}>${content}</message>`),
    'alice@localhost',
    new Set(rooms),
  );
const FROM_BOB = `from='Bob@localhost/desk' to='alice@localhost/tab' id='one'`;

test.each(['', `type='normal'`, `type='chat'`])('a message with a body (%s) is one', (type) => {
  expect(read(`${FROM_BOB} ${type}`, '<body>a &lt;b&gt;</body>')).toEqual({
    peer: 'bob@localhost',
    from: 'Bob@localhost/desk',
    stanzaId: 'one',
    text: 'a <b>',
    live: true,
  });
});

test.each([
  `<delay xmlns='urn:xmpp:delay' stamp='2026-11-20T10:00:00Z'/>`,
  `<x xmlns='jabber:x:delay' stamp='20261120T10:00:00'/>`,
])('with %s it is one, and not live', (delay) => {
  expect(read(FROM_BOB, `<body>late</body>${delay}`)?.live).toBe(false);
});

test.each([
  ['an error', `${FROM_BOB} type='error'`, '<body>x</body>'],
  ['a headline', `${FROM_BOB} type='headline'`, '<body>x</body>'],
  ['a group chat', `${FROM_BOB} type='groupchat'`, '<body>x</body>'],
  ['without a body', FROM_BOB, '<active xmlns="http://jabber.org/protocol/chatstates"/>'],
  ['with an empty body', FROM_BOB, '<body/>'],
  ['with a body of another namespace', FROM_BOB, '<body xmlns="urn:x">x</body>'],
  ['without a sender', `to='alice@localhost'`, '<body>x</body>'],
  ['from ourselves', `from='alice@localhost/phone' to='alice@localhost/tab'`, '<body>x</body>'],
  ['for somebody else', `from='bob@localhost' to='carol@localhost'`, '<body>x</body>'],
  [
    'a private message in a group chat',
    FROM_BOB,
    `<body>x</body><x xmlns='http://jabber.org/protocol/muc#user'/>`,
  ],
  ['a carbon with a body of its own', FROM_BOB, `<body>x</body><received xmlns='urn:xmpp:carbons:2'/>`],
  ['an archived one', FROM_BOB, `<body>x</body><result xmlns='urn:xmpp:mam:2'/>`],
  ['a forwarded one', FROM_BOB, `<body>x</body><forwarded xmlns='urn:xmpp:forward:0'/>`],
  ['a correction', FROM_BOB, `<body>x</body><replace xmlns='urn:xmpp:message-correct:0' id='zero'/>`],
])('%s is none', (_what, attributes, content) => {
  expect(read(attributes, content)).toBeUndefined();
});

test('a message from a room that the page is in is none', () => {
  expect(read(FROM_BOB, '<body>x</body>', ['bob@localhost'])).toBeUndefined();
});

test('of several bodies the one without a language counts, or the first', () => {
  expect(read(FROM_BOB, `<body xml:lang='de'>eins</body><body>one</body>`)?.text).toBe('one');
  expect(read(FROM_BOB, `<body xml:lang='de'>eins</body><body xml:lang='fr'>un</body>`)?.text).toBe('eins');
});

describe('an archived copy', () => {
  const inArchive = (body: string, from = '') =>
    archivedData(
      element(
        `<message xmlns='jabber:client' ${from} to='alice@localhost/tab'><result xmlns='urn:xmpp:mam:2' id='1'>` +
          `<forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='2026-11-20T12:00:00Z'/>` +
          `<message xmlns='jabber:client' ${FROM_BOB}><body>${body}</body></message></forwarded></result></message>`,
      ),
      'alice@localhost',
      new Set(),
    );

  test('of a data message may be the only one: it is handed on, as archived', () => {
    expect(inArchive('?OTR:AAMDAAAA.')).toMatchObject({ peer: 'bob@localhost', live: false, archived: true });
    expect(inArchive('?OTR|1|2,1,2,x,', `from='alice@localhost'`)).toMatchObject({ archived: true });
  });

  test.each(['?OTRv3?', '?OTR:AAMCAAAA.', '?OTR Error: no', 'hello'])(
    'of %s leads back into the past',
    (body) => {
      expect(inArchive(body)).toBeUndefined();
    },
  );

  test('in an archive that is not ours is nothing', () => {
    expect(inArchive('?OTR:AAMDAAAA.', `from='mallory@localhost'`)).toBeUndefined();
  });
});
