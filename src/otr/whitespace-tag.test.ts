import { describe, expect, it } from 'vitest';
import { Party, privatePair, settle } from '#tests/otr/party.ts';
import { status } from './engine.ts';
import { findWhitespaceTag, withWhitespaceTag } from './whitespace-tag.ts';

const BASE = '\x20\x09\x20\x20\x09\x09\x09\x09\x20\x09\x20\x09\x20\x09\x20\x20';
const V1 = '\x20\x09\x20\x09\x20\x20\x09\x20';
const V2 = '\x20\x20\x09\x09\x20\x20\x09\x20';
const V3 = '\x20\x20\x09\x09\x20\x20\x09\x09';

describe('recognising', () => {
  it.each([
    ['at the end', `hello${BASE}${V3}`, 'hello', '3'],
    ['in the middle', `hel${BASE}${V2}${V3}lo`, 'hello', '23'],
    ['with all versions', `${BASE}${V1}${V2}${V3}hello`, 'hello', '123'],
    ['with blanks after it, which stay', `hello${BASE}${V3}        !`, 'hello        !', '3'],
    ['twice: the first one', `a${BASE}${V2}b${BASE}${V3}`, `ab${BASE}${V3}`, '2'],
  ])('%s', (_, text, rest, versions) => {
    expect(findWhitespaceTag(text)).toEqual({ text: rest, versions });
  });

  it.each([
    ['no version', `hello${BASE}`],
    ['an unknown version only', `hello${BASE}\t\t\t\t\t\t\t\t`],
    ['a gap before the version', `hello${BASE}.${V3}`],
    ['one blank changed', `hello${BASE.replace('\t\t\t\t', '\t\t\t ')}${V3}`],
    ['a table of tabs and blanks', 'a\t \t  \t\t\t\tb \t \t \t  \n'],
  ])('%s is no tag', (_, text) => {
    expect(findWhitespaceTag(text)).toBeUndefined();
  });

  it('ours offers version 3 alone', () => {
    expect(withWhitespaceTag('x')).toBe(`x${BASE}${V3}`);
  });
});

describe('SEND_WHITESPACE_TAG', () => {
  it('until plaintext comes back, and again after the conversation was ended', () => {
    const alice = new Party('alice', 1, { policy: { sendWhitespaceTag: true } });
    alice.send('one');
    alice.send('two');
    alice.receive('no OTR here');
    alice.send('three');
    alice.do({ type: 'end' });
    alice.send('four');
    expect(alice.take().map((text) => findWhitespaceTag(text) !== undefined)).toEqual([
      true,
      true,
      false,
      true,
    ]);
  });

  it('not without the policy', () => {
    const alice = new Party('alice', 1);
    alice.send('one');
    expect(alice.take()).toEqual(['one']);
  });
});

describe('WHITESPACE_START_AKE', () => {
  const policy = { sendWhitespaceTag: true, whitespaceStartAke: true };

  it('a tag that offers version 3 begins the AKE, and the text is shown', () => {
    const [alice, bob] = [new Party('alice', 2, { policy }), new Party('bob', 2, { policy })];
    alice.send('hello');
    settle(alice, bob);
    expect(bob.shown).toEqual([{ text: 'hello', protection: 'plain' }]);
    expect(status(alice.state)).toBe('encrypted');
    expect(status(bob.state)).toBe('encrypted');
  });

  it.each([
    ['version 2 only', `hello${BASE}${V2}`, true],
    ['not live', `hello${BASE}${V3}`, false],
  ])('%s: shown, no AKE', (_, text, live) => {
    const bob = new Party('bob', 3, { policy });
    bob.receive(text, live);
    expect(bob.shown).toEqual([{ text: 'hello', protection: 'plain' }]);
    expect(bob.wire).toEqual([]);
  });

  it('while an AKE is running: no other one', () => {
    const bob = new Party('bob', 4, { policy });
    for (let index = 0; index < 5; index++) bob.receive(`hello${BASE}${V3}`);
    expect(bob.wire).toHaveLength(1);
  });

  it('in MSGSTATE_ENCRYPTED, as the peer must have lost the session: shown as plain, and new keys', () => {
    const { alice } = privatePair(5, { policy });
    alice.receive(`hello${BASE}${V3}`);
    expect(alice.shown).toEqual([{ text: 'hello', protection: 'plain' }]);
    expect(alice.wire).toHaveLength(1);
  });
});
