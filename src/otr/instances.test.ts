import { describe, expect, it } from 'vitest';
import { Party, privatePair, settle } from '#tests/otr/party.ts';
import { identityOf } from '#tests/vectors/otrv3-transcript.ts';
import { generateDsaKey } from './crypto/dsa.ts';
import { peerFingerprint, status } from './engine.ts';
import { MAX_INSTANCES } from './instances.ts';

/** Carries every text to everybody else, as a network does that relays to all sessions of an account. */
function relay(alice: Party, bobs: readonly Party[]): void {
  for (let round = 0; round < 20; round++) {
    for (const text of alice.take()) for (const bob of bobs) bob.receive(text);
    for (const bob of bobs) for (const text of bob.take()) alice.receive(text);
  }
}

/** Two clients of Bob's, with the same key or with keys of their own. */
function twoBobs(ownKeys = false) {
  const alice = new Party('alice', 21);
  const phone = new Party('bob', 22);
  const other = new Party('alice', 23);
  const identity = ownKeys ? generateDsaKey((length) => other.env.random(length)) : identityOf('bob');
  const desk = new Party('bob', 24, { identity });
  return { alice, phone, desk, bobs: [phone, desk] };
}

describe('several sessions for one contact', () => {
  it('one query: each instance gets a session of its own, none disturbs the other', () => {
    const { alice, bobs, phone, desk } = twoBobs();
    alice.do({ type: 'start' });
    relay(alice, bobs);
    for (const bob of bobs) bob.send('hello');
    relay(alice, bobs);
    expect(alice.shown.map(({ protection }) => protection)).toEqual(['private', 'private']);
    expect(status(phone.state)).toBe('encrypted');
    expect(status(desk.state)).toBe('encrypted');
    expect(alice.names()).not.toContain('unreadable');
  });

  it('the instance that spoke last is the one that is answered', () => {
    const { alice, bobs, phone, desk } = twoBobs();
    alice.do({ type: 'start' });
    relay(alice, bobs);
    for (const speaker of [phone, desk, phone]) {
      speaker.send('hello');
      relay(alice, bobs);
      alice.send('answer');
      relay(alice, bobs);
    }
    expect(phone.shown).toHaveLength(2);
    expect(desk.shown).toHaveLength(1);
  });

  it('another key speaks: the caller is told which, before the text is shown', () => {
    const { alice, bobs, phone, desk } = twoBobs(true);
    alice.do({ type: 'start' });
    relay(alice, bobs);
    for (const speaker of [phone, desk, phone]) {
      speaker.send('hello');
      relay(alice, []);
      const [text = ''] = speaker.take();
      const effects = alice.receive(text);
      const chosen = effects.findIndex(
        (effect) => effect.type === 'event' && effect.event.name === 'instance-chosen',
      );
      const shown = effects.findIndex(({ type }) => type === 'show');
      if (chosen !== -1) expect(chosen).toBeLessThan(shown);
      expect(peerFingerprint(alice.state)).toEqual(alice.live.message.session.fingerprint);
      expect(alice.live.theirTag).toBe(speaker.state.ourTag);
    }
    expect(alice.names().filter((name) => name === 'instance-chosen').length).toBeGreaterThanOrEqual(2);
  });

  it('the chosen one ends: nothing is sent to another one unasked', () => {
    const { alice, bobs, phone, desk } = twoBobs();
    alice.do({ type: 'start' });
    relay(alice, bobs);
    phone.send('bye');
    relay(alice, bobs);
    phone.do({ type: 'end' });
    relay(alice, bobs);
    expect(status(alice.state)).toBe('finished');
    alice.send('still there?', 'm');
    expect(alice.events.at(-1)).toEqual({ name: 'blocked', messageId: 'm', reason: 'finished' });
    desk.send('I am');
    relay(alice, bobs);
    expect(status(alice.state)).toBe('encrypted');
  });

  it('one that is not the chosen one ends: the conversation goes on', () => {
    const { alice, bobs, phone, desk } = twoBobs();
    alice.do({ type: 'start' });
    relay(alice, bobs);
    phone.send('here');
    relay(alice, bobs);
    desk.do({ type: 'end' });
    relay(alice, bobs);
    expect(status(alice.state)).toBe('encrypted');
    expect(alice.names()).not.toContain('ended');
  });

  it('we end: every instance is told, the user once', () => {
    const { alice, bobs, phone, desk } = twoBobs();
    alice.do({ type: 'start' });
    relay(alice, bobs);
    alice.do({ type: 'end' });
    relay(alice, bobs);
    expect(alice.names().filter((name) => name === 'ended')).toHaveLength(1);
    expect(status(phone.state)).toBe('finished');
    expect(status(desk.state)).toBe('finished');
  });

  it('messages in fragments from two instances, interleaved, are both put together', () => {
    const { alice, bobs, phone, desk } = twoBobs();
    alice.do({ type: 'start' });
    relay(alice, bobs);
    for (const bob of bobs) {
      bob.maxText = 120;
      bob.send('x'.repeat(200));
    }
    const [first, second] = [phone.take(), desk.take()];
    for (const [index, text] of first.entries()) {
      alice.receive(text);
      alice.receive(second[index] ?? '');
    }
    expect(alice.shown).toHaveLength(2);
  });

  it('an AKE with another instance does not hold back what is typed', () => {
    const { alice, phone, desk } = twoBobs();
    alice.do({ type: 'start' });
    relay(alice, [phone]);
    desk.receive('?OTRv3?');
    for (const text of desk.take()) alice.receive(text);
    alice.take();
    alice.send('now');
    expect(alice.names()).not.toContain('queued');
    alice.now += 60_000;
    alice.do({ type: 'tick' });
    expect(alice.names()).not.toContain('ake-failed');
  });
});

describe('bounds', () => {
  it('strangers that only knock never push out a session, and are few', () => {
    const { alice, bob } = privatePair(30);
    for (let index = 0; index < 3 * MAX_INSTANCES; index++) {
      const stranger = new Party('bob', 1000 + index);
      stranger.receive('?OTRv3?');
      for (const text of stranger.take()) alice.receive(text);
    }
    expect(alice.state.instances).toHaveLength(MAX_INSTANCES);
    alice.take();
    alice.now += 60_000;
    alice.do({ type: 'tick' });
    bob.send('still here');
    settle(alice, bob);
    expect(alice.shown.map(({ text }) => text)).toEqual(['still here']);
  });

  it('fragments of many senders, never finished, are bounded in number, size and time', () => {
    const alice = new Party('alice', 31);
    const piece = 'A'.repeat(60_000);
    for (let sender = 0x100; sender < 0x200; sender++) {
      alice.receive(`?OTR|${sender.toString(16)}|0,1,2,${piece},`);
    }
    const size = () => alice.state.fragments.reduce((sum, { text }) => sum + text.length, 0);
    expect(alice.state.fragments.length).toBeLessThanOrEqual(8);
    expect(size()).toBeLessThanOrEqual(1_048_576);
    alice.now += 300_000;
    alice.receive('?OTR|999|0,1,2,x,');
    expect(alice.state.fragments).toHaveLength(1);
  });
});
