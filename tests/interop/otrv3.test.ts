/** Our engine and libotr 4.1.1, joined by a wire that loses nothing. */
import { describe, expect, it } from 'vitest';
import { status } from '#otr/engine.ts';
import { expectPrivate, type Pair, privatePair, strangers } from './libotr-pair.ts';

/** The texts that break things: Unicode, HTML, entities, blanks, line breaks, length. */
function oddText(index: number): string {
  const kinds = [
    `plain ${index}`,
    `Grüße, 你好, שלום, 👩‍👩‍👧‍👦 ${index}`,
    `<b onclick="x()">a < b & c</b> &amp; &#60; ${index}`,
    `\ufeff  two  blanks,\ttab,\nline ${index}  `,
    `${index} ${'long 🙂 '.repeat(1250)}`,
    `?OTR in the middle ${index}`,
  ];
  return kinds[index % kinds.length] ?? '';
}

async function talk({ alice, bob, settle }: Pair, count: number): Promise<void> {
  const texts = Array.from({ length: count }, (_, index) => oddText(index));
  for (const [index, text] of texts.entries()) {
    alice.send(text);
    if (index % 3 !== 0) await settle();
    await bob.send(text);
    if (index % 4 !== 0) await settle();
  }
  await settle();
  expect(bob.shown()).toEqual(texts);
  expect(alice.shown).toEqual(texts.map((text) => ({ text, protection: 'private' })));
}

describe('starting', () => {
  it('we ask, libotr answers', async () => {
    await expectPrivate(await privatePair());
  });

  it('libotr asks (?OTRv23?), we answer', async () => {
    const pair = await strangers();
    await pair.bob.query();
    await pair.settle();
    await expectPrivate(pair);
  });

  it('both ask at once', async () => {
    const pair = await strangers();
    pair.alice.do({ type: 'start' });
    await pair.bob.query();
    await pair.settle();
    await expectPrivate(pair);
    await talk(pair, 4);
  });

  it('we require encryption: texts typed before the AKE go out after it', async () => {
    const { alice, bob, settle } = await strangers({ policy: { requireEncryption: true } });
    alice.send('first');
    alice.send('second');
    await settle();
    expect(bob.events).toContainEqual({ name: 'show', protection: 'private', text: 'first' });
    expect(bob.shown()).toEqual(['first', 'second']);
  });
});

describe('talking', () => {
  it('50 messages each way, interleaved, of odd texts', async () => {
    await talk(await privatePair(), 50);
  });

  it('50 messages each way in fragments of 400', async () => {
    await talk(await privatePair({ maxText: 400 }, { maxFragment: 400 }), 50);
  });

  it.each([100, 120, 256, 1000, 2000, 4000])('fragments of %i', async (size) => {
    await talk(await privatePair({ maxText: size }, { maxFragment: size }), 6);
  });
});

describe('refreshing', () => {
  it.each(['us', 'libotr'])('asked for by %s: new keys, and the talk goes on', async (by) => {
    const pair = await privatePair();
    await talk(pair, 3);
    const before = pair.alice.events.length;
    if (by === 'us') pair.alice.do({ type: 'start' });
    else await pair.bob.query();
    await pair.settle();
    expect(pair.alice.events.slice(before)).toMatchObject([{ name: 'private', refreshed: true }]);
    await expectPrivate(pair);
    pair.alice.send('after');
    await pair.bob.send('after too');
    await pair.settle();
    expect(pair.bob.shown().at(-1)).toBe('after');
    expect(pair.alice.shown.at(-1)).toEqual({ text: 'after too', protection: 'private' });
  });
});

describe('ending', () => {
  it('we end: libotr is told', async () => {
    const { alice, bob, settle } = await privatePair();
    alice.do({ type: 'end' });
    await settle();
    expect(bob.events.map(({ name }) => name)).toContain('finished');
    expect(await bob.status()).toBe('finished');
    expect(status(alice.state)).toBe('plaintext');
  });

  it('libotr ends: we are told, and nothing more is sent', async () => {
    const { alice, bob, settle } = await privatePair();
    await bob.end();
    await settle();
    expect(alice.events.at(-1)).toEqual({ name: 'ended', by: 'peer' });
    expect(status(alice.state)).toBe('finished');
    alice.send('secret', 'm');
    expect(alice.events.at(-1)).toEqual({ name: 'blocked', messageId: 'm', reason: 'finished' });
    expect(alice.wire).toEqual([]);
  });

  it('after an end by either side a new conversation starts', async () => {
    const pair = await privatePair();
    await pair.bob.end();
    await pair.settle();
    pair.alice.do({ type: 'start' });
    await pair.settle();
    await expectPrivate(pair);
    pair.alice.do({ type: 'end' });
    await pair.settle();
    await pair.bob.query();
    await pair.settle();
    await expectPrivate(pair);
  });
});

describe('unreadable', () => {
  it('libotr sends into a session that we no longer have: unreadable, and libotr gets our error', async () => {
    const { alice, bob, settle } = await privatePair();
    alice.do({ type: 'end' });
    alice.take();
    await bob.send('lost');
    await settle();
    expect(alice.events.at(-1)).toEqual({ name: 'unreadable' });
    expect(bob.events.some(({ name }) => name === 'error')).toBe(true);
  });

  it('we send into a session that libotr no longer has: it shows nothing', async () => {
    const { alice, bob, fromBob, settle } = await privatePair();
    await bob.end();
    fromBob.length = 0;
    alice.send('lost');
    await settle();
    expect(bob.events.at(-1)).toEqual({ name: 'unreadable' });
    expect(bob.shown()).toEqual([]);
  });

  it('what we sent was damaged on the way: libotr sends an error, we report it and do not answer', async () => {
    const { alice, bob, settle } = await privatePair();
    alice.send('damaged');
    const text = alice.take()[0] ?? '';
    const flipped = text.at(100) === 'A' ? 'B' : 'A';
    await bob.receive(text.slice(0, 100) + flipped + text.slice(101));
    await settle();
    expect(bob.events.at(-1)).toEqual({ name: 'unreadable' });
    expect(alice.events.at(-1)).toMatchObject({ name: 'peer-error' });
    expect(alice.wire).toEqual([]);
  });
});
