import { expect, test } from 'vitest';
import { element, nodeXml } from '#tests/sites/node-xml.ts';
import { conceal } from './conceal.ts';
import { FragmentLooks } from './otr-text.ts';

const DATA = '?OTR:AAMDJ+MVmSfjFZcAAAAA.';
const EXCHANGE = '?OTR:AAMCJ+MVmQAAAAAAAADE.';

/** What becomes of the stanza; undefined when it stays as it is. */
function concealed(content: string, attributes = '', fragments = new FragmentLooks()): string | undefined {
  const stanza = element(
    `<message xmlns="jabber:client" from="bob@localhost/desk"${attributes}>${content}</message>`,
  );
  return conceal(stanza, fragments, 'Private.') ? nodeXml.serialise(stanza) : undefined;
}

test('a data message becomes the sentence, and what refers to it goes', () => {
  const html = `<html xmlns="http://jabber.org/protocol/xhtml-im"><body xmlns="http://www.w3.org/1999/xhtml">${DATA}</body></html>`;
  const others = `<encryption xmlns="urn:xmpp:eme:0" namespace="urn:xmpp:otr:0"/><reply xmlns="urn:xmpp:reply:0" id="x"/>`;
  const result = concealed(`<body>${DATA}</body>${html}${others}<active xmlns="urn:a"/>`);
  expect(result).toMatch(/<body>Private\.<\/body>/);
  expect(result).toContain('<active');
  for (const gone of ['?OTR', 'xhtml', 'eme', 'reply']) expect(result).not.toContain(gone);
});

test.each([
  EXCHANGE,
  '?OTRv3? Bob would like to be private',
  '?OTR Error: no',
  '?OTR|5a73a599|27e31597,00001,00003,?OTR:AAMDAAAA,',
])('%s leaves a stanza without a body', (text) => {
  const result = concealed(`<body>${text}</body>`);
  expect(result).not.toContain('body');
  expect(result).toContain('<message');
});

test('ciphertext in the formatted body alone is found', () => {
  const html = `<html xmlns="http://jabber.org/protocol/xhtml-im"><body xmlns="http://www.w3.org/1999/xhtml">${DATA}</body></html>`;
  expect(concealed(`<body>see below</body>${html}`)).not.toContain('?OTR');
});

test('archived, copied and bounced messages are concealed as well', () => {
  const inner = `<message xmlns="jabber:client" from="alice@localhost" type="chat"><body>${DATA}</body></message>`;
  const forwarded = `<forwarded xmlns="urn:xmpp:forward:0">${inner}</forwarded>`;
  expect(concealed(`<result xmlns="urn:xmpp:mam:2">${forwarded}</result>`)).toContain(
    '<body>Private.</body>',
  );
  expect(concealed(`<sent xmlns="urn:xmpp:carbons:2">${forwarded}</sent>`)).toContain(
    '<body>Private.</body>',
  );
  expect(concealed(`<body>${DATA}</body><error type="cancel"/>`, ' type="error"')).not.toContain('?OTR');
});

test('a correction that goes without a body corrects nothing', () => {
  const replace = '<replace xmlns="urn:xmpp:message-correct:0" id="one"/>';
  expect(concealed(`<body>${EXCHANGE}</body>${replace}`)).not.toContain('replace');
  expect(concealed(`<body>${DATA}</body>${replace}`)).toContain('replace');
});

test('the last piece of a data message is the one that shows', () => {
  const fragments = new FragmentLooks();
  const first = concealed('<body>?OTR|a1|b2,00001,00002,?OTR:AAMDAAAA,</body>', '', fragments);
  const last = concealed('<body>?OTR|a1|b2,00002,00002,AAAA.,</body>', '', fragments);
  expect(first).not.toContain('body');
  expect(last).toContain('<body>Private.</body>');
});

test.each(['<body>hello</body>', '<body>How does ?OTR work</body>', ''])('%s stays as it is', (content) => {
  expect(concealed(content)).toBeUndefined();
});

test('group chats stay as they are', () => {
  expect(concealed(`<body>${DATA}</body>`, ' type="groupchat"')).toBeUndefined();
});
