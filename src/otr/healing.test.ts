import { describe, expect, it } from 'vitest';
import { Party, privatePair, settle } from '#tests/otr/party.ts';
import { status } from './engine.ts';
import { decodeArmour, decodeMessage } from './v3/message.ts';

const isCommit = (text: string): boolean => text.startsWith('?OTR:AAMC');
const privates = (party: Party): number => party.names().filter((name) => name === 'private').length;

/** Both private for long enough that an AKE may begin by itself. */
function oldPair(seed: number, options: ConstructorParameters<typeof Party>[2] = {}) {
  const pair = privatePair(seed, options);
  pair.alice.now += 31_000;
  pair.bob.now += 31_000;
  return pair;
}

/** Forgets the session without telling anybody. */
function lose(party: Party): void {
  party.do({ type: 'end' });
  party.take();
  party.events.length = 0;
}

describe('a data message that cannot be read', () => {
  it('from a contact we had a session with: an error message and one D-H Commit to that instance', () => {
    const { alice, bob } = oldPair(50);
    lose(alice);
    bob.send('lost');
    for (const text of bob.take()) alice.receive(text);
    expect(alice.names()).toEqual(['unreadable']);
    expect(alice.wire).toHaveLength(2);
    expect(alice.wire[0]).toMatch(/^\?OTR Error:/);
    const { tags } = decodeMessage(decodeArmour(alice.wire[1] ?? ''));
    expect(tags.receiver).toBe(bob.state.ourTag);
  });

  it('heals: the text is shown once, marked, and what was typed meanwhile follows', () => {
    const { alice, bob } = oldPair(51);
    lose(alice);
    bob.send('lost');
    for (const text of bob.take()) alice.receive(text);
    alice.send('typed meanwhile');
    alice.send('and this');
    settle(alice, bob);
    expect(alice.shown).toEqual([{ text: '[resent] lost', protection: 'private' }]);
    expect(bob.shown.map(({ text }) => text)).toEqual(['typed meanwhile', 'and this']);
  });

  it('many of them: one AKE in 30 s', () => {
    const { alice, bob } = oldPair(52);
    lose(alice);
    const texts = Array.from({ length: 10 }, (_, index) => {
      bob.send(`${index}`);
      return bob.take()[0] ?? '';
    });
    for (const text of texts) alice.receive(text);
    expect(alice.wire.filter(isCommit)).toHaveLength(1);
    alice.take();
    alice.now += 60_000;
    alice.do({ type: 'tick' });
    alice.receive(texts[0] ?? '');
    expect(alice.wire.filter(isCommit)).toHaveLength(1);
  });

  it.each([
    ['not live', false, false],
    ['marked IGNORE_UNREADABLE', true, true],
  ])('%s: no AKE', (_, live, housekeeping) => {
    const { alice, bob } = oldPair(53);
    lose(alice);
    bob.do(housekeeping ? { type: 'end' } : { type: 'send', id: 'i', text: 'late' });
    for (const text of bob.take()) alice.receive(text, live);
    expect(alice.wire.filter(isCommit)).toEqual([]);
  });

  it('from somebody we never had a session with: no AKE', () => {
    const { alice, bob } = oldPair(54);
    const stranger = new Party('alice', 99);
    stranger.state = { ...stranger.state, ourTag: alice.state.ourTag };
    bob.send('who?');
    for (const text of bob.take()) stranger.receive(text);
    expect(stranger.names()).toEqual(['unreadable']);
    expect(stranger.wire.filter(isCommit)).toEqual([]);
  });

  it('just after new keys, as its sender had not got them yet: it is sent again, no further AKE', () => {
    const { alice, bob } = oldPair(55);
    alice.do({ type: 'start' });
    bob.send('under the old keys');
    const [late = ''] = bob.take();
    settle(alice, bob);
    alice.receive(late);
    settle(alice, bob);
    expect(alice.shown.map(({ text }) => text.replace('[resent] ', ''))).toEqual(['under the old keys']);
    expect(privates(alice)).toBe(1);
  });
});

describe('Receiving an Error Message', () => {
  it('ERROR_START_AKE: a query goes out, once in 30 s', () => {
    const { alice } = oldPair(56, { policy: { errorStartAke: true } });
    for (let index = 0; index < 5; index++) alice.receive('?OTR Error: again');
    expect(alice.wire).toEqual([expect.stringMatching(/^\?OTRv3\?/)]);
  });

  it('two clients that answer errors: they come to rest, in private', () => {
    const { alice, bob } = oldPair(57, { policy: { errorStartAke: true } });
    alice.receive('?OTR Error: x');
    bob.receive('?OTR Error: y');
    settle(alice, bob);
    expect(status(alice.state)).toBe('encrypted');
    expect(status(bob.state)).toBe('encrypted');
    expect(privates(alice)).toBeLessThanOrEqual(2);
  });
});

describe('sending again after re-keying', () => {
  it('a text that was read although an error came: not shown twice', () => {
    const { alice, bob } = oldPair(58);
    alice.send('read');
    settle(alice, bob);
    alice.receive('?OTR Error: forged by the network');
    alice.do({ type: 'start' });
    settle(alice, bob);
    expect(bob.shown).toEqual([{ text: 'read', protection: 'private' }]);
  });

  it('nor when its reader ended the conversation, and the network kept that from its sender', () => {
    const { alice, bob } = oldPair(62);
    alice.send('read');
    settle(alice, bob);
    lose(bob);
    alice.receive('?OTR Error: forged by the network');
    alice.do({ type: 'start' });
    settle(alice, bob);
    expect(privates(bob)).toBe(1);
    expect(bob.shown).toEqual([{ text: 'read', protection: 'private' }]);
  });

  it('60 s later, or without an error: not sent again', () => {
    const { alice, bob } = oldPair(59);
    alice.send('old');
    alice.take();
    alice.do({ type: 'start' });
    settle(alice, bob);
    expect(bob.shown).toEqual([]);
    alice.send('older');
    alice.take();
    alice.receive('?OTR Error: what?');
    alice.now += 60_001;
    alice.do({ type: 'start' });
    settle(alice, bob);
    expect(bob.shown).toEqual([]);
  });

  it('not to another key', () => {
    const { alice, bob } = oldPair(60);
    alice.send('for bob only');
    alice.take();
    alice.receive('?OTR Error: what?');
    const mallory = new Party('alice', 61);
    mallory.state = { ...mallory.state, ourTag: bob.state.ourTag };
    alice.do({ type: 'start' });
    settle(alice, mallory);
    expect(privates(alice)).toBe(1);
    expect(mallory.shown).toEqual([]);
  });
});

describe('heartbeat', () => {
  it('60 s after our last message a text is answered by an empty one that nobody need read', () => {
    const { alice, bob } = privatePair(62);
    alice.now += 60_000;
    bob.send('hello');
    for (const text of bob.take()) alice.receive(text);
    expect(alice.wire).toHaveLength(1);
    const { message } = decodeMessage(decodeArmour(alice.wire[0] ?? ''));
    expect(message).toMatchObject({ type: 'data', ignoreUnreadable: true });
    settle(alice, bob);
    expect(bob.shown).toEqual([]);
  });

  it('not sooner, and never to an empty message', () => {
    const { alice, bob } = privatePair(63);
    alice.now += 59_999;
    bob.send('hello');
    for (const text of bob.take()) alice.receive(text);
    expect(alice.wire).toEqual([]);
    alice.now += 200_000;
    bob.now += 200_000;
    alice.send('hello');
    settle(alice, bob);
    expect(alice.wire).toEqual([]);
    expect(bob.wire).toEqual([]);
  });
});

describe('padding and the extra symmetric key', () => {
  it('texts of 1 and 200 bytes look alike, longer ones grow by steps', () => {
    const { alice, bob } = privatePair(64, { padTo: 256 });
    const lengths = [1, 200, 247, 248, 600].map((length) => {
      alice.send('x'.repeat(length));
      const [text = ''] = alice.take();
      bob.receive(text);
      const { message } = decodeMessage(decodeArmour(text));
      return message.type === 'data' ? message.ciphertext.length : 0;
    });
    expect(lengths).toEqual([256, 256, 256, 256, 768]);
    expect(bob.shown.map(({ text }) => text.length)).toEqual([1, 200, 247, 248, 600]);
  });

  it('both sides have the same key for the use that was named; not without a session', () => {
    const { alice, bob } = privatePair(65);
    const data = Uint8Array.of(1, 2, 3);
    alice.do({ type: 'extra-key', use: 0xffffffff, data });
    settle(alice, bob);
    const [ours] = alice.events;
    const [theirs] = bob.events;
    expect(ours).toMatchObject({ name: 'extra-key', by: 'us', use: 0xffffffff, data });
    expect(theirs).toEqual({ ...ours, by: 'peer' });
    expect(new Party('alice', 1).do({ type: 'extra-key', use: 1, data })).toEqual([]);
  });

  it('two Sottos show each other HTML as it was typed', () => {
    const { alice, bob } = privatePair(66, { padTo: 256 });
    for (const text of ['<b>bold</b> &amp; so', 'a < b & c', '<br>']) {
      alice.send(text);
      settle(alice, bob);
      expect(bob.shown.at(-1)?.text).toBe(text);
    }
  });
});
