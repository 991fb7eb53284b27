import fc from 'fast-check';
import { expect, test } from 'vitest';
import { element } from '#tests/sites/node-xml.ts';
import { messageStanza } from './outgoing.ts';
import { childOf, isCarriable, NS } from './xml.ts';

/** Any UTF-16 code units, well-formed or not, with many that XML treats in a way of its own. */
const unit = fc.oneof(fc.integer({ min: 0, max: 0x7f }), fc.integer({ min: 0, max: 0xffff }));
const anyText = fc.array(unit, { maxLength: 12 }).map((units) => String.fromCharCode(...units));

test('any text that XML can carry arrives as it was', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const stanza = messageStanza('id', 'bob@localhost', text);
      if (!isCarriable(text)) return void expect(stanza).toBeUndefined();
      expect(childOf(element(stanza ?? ''), NS.client, 'body')?.textContent).toBe(text);
    }),
  );
});

test('line ends and tabs survive', () => {
  const stanza = messageStanza('id', 'bob@localhost', 'a\r\nb\tc\rd');
  expect(childOf(element(stanza ?? ''), NS.client, 'body')?.textContent).toBe('a\r\nb\tc\rd');
});

test.each(['\u0000', '\u000b', '\ufffe', '\ud800'])('a text with %j is refused', (text) => {
  expect(messageStanza('id', 'bob@localhost', text)).toBeUndefined();
});

test('attributes cannot be broken out of', () => {
  const stanza = element(messageStanza(`i'"><x>`, `bob@localhost/'"><y>&`, 'text') ?? '');
  expect(stanza.getAttribute('id')).toBe(`i'"><x>`);
  expect(stanza.getAttribute('to')).toBe(`bob@localhost/'"><y>&`);
});

test('OTR texts to a resource are tagged and neither copied nor archived; others are ordinary messages', () => {
  const otr = element(messageStanza('id', 'bob@localhost/desk', '?OTRv3?') ?? '');
  expect(childOf(otr, NS.eme, 'encryption')?.getAttribute('namespace')).toBe('urn:xmpp:otr:0');
  for (const [namespace, name] of [
    [NS.hints, 'no-copy'],
    [NS.hints, 'no-permanent-store'],
    [NS.carbons, 'private'],
  ] as const) {
    expect(childOf(otr, namespace, name)).toBeDefined();
  }
  const plain = element(messageStanza('id', 'bob@localhost', 'hello') ?? '');
  expect(Array.from(plain.childNodes)).toHaveLength(1);
});

test('an OTR text to the bare JID may be archived: perhaps nobody is there', () => {
  const otr = element(messageStanza('id', 'bob@localhost', '?OTRv3?') ?? '');
  expect(childOf(otr, NS.hints, 'no-copy')).toBeDefined();
  expect(childOf(otr, NS.hints, 'no-permanent-store')).toBeUndefined();
});
