import { describe, expect, it } from 'vitest';
import { Party, privatePair, settle } from '#tests/otr/party.ts';
import { recordedKey } from '#tests/vectors/otrv3-transcript.ts';
import { bigintToBytes } from './crypto/bigint.ts';
import { MODULUS } from './crypto/dh-group.ts';
import { sendRecords } from './data-out.ts';
import type { OtrEvent } from './engine-types.ts';
import type { OtrState } from './state.ts';
import { openData } from './v3/data-message.ts';
import { decodeArmour, decodeMessage } from './v3/message.ts';
import type { SmpState } from './v3/smp.ts';
import { decodeSmp, encodeQuestion, encodeSmp, type SmpMessageName, TLV_SMP } from './v3/smp-message.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** The events that end a verification, or ask for something. */
const results = (party: Party): OtrEvent[] => party.events.filter(({ name }) => name !== 'smp-progress');

const smpOf = (party: Party): SmpState => party.live.message.smp;

interface Secrets {
  readonly alice: string;
  readonly bob: string;
  readonly question?: string;
}

/** Alice asks, Bob answers, all messages arrive. */
function verify({ alice: asked, bob: answered, question }: Secrets) {
  const { alice, bob } = privatePair(3);
  alice.do({ type: 'smp-start', secret: asked, ...(question === undefined ? {} : { question }) });
  settle(alice, bob);
  bob.do({ type: 'smp-answer', secret: answered });
  settle(alice, bob);
  return { alice, bob };
}

/** Lets a party send any record it likes. */
function sendRecord(party: Party, type: number, value: Uint8Array): void {
  const sent = sendRecords(party.state, party.live, [{ type, value }], party.env);
  party.state = sent.state;
  for (const effect of sent.effects) if (effect.type === 'send') party.wire.push(effect.text);
}

/** Alice and Bob, with the next message due being number `due` (1 to 4), sent by nobody yet. */
function pairAt(due: 1 | 2 | 3 | 4) {
  const { alice, bob } = privatePair(4);
  if (due > 1) {
    alice.do({ type: 'smp-start', secret: 's' });
    settle(alice, bob);
  }
  if (due > 2) {
    bob.do({ type: 'smp-answer', secret: 's' });
    for (const text of bob.take()) alice.receive(text);
  }
  if (due > 3) for (const text of alice.take()) bob.receive(text);
  return { alice, bob };
}

describe('both secrets are the same', () => {
  it.each([undefined, 'Where did we meet?'])(
    'question %s: both succeed, for each other’s key',
    (question) => {
      const shown = question === undefined ? {} : { question };
      const { alice, bob } = verify({ alice: 'grüße', bob: 'grüße', ...shown });
      const asked = { name: 'smp-asked', ...shown };
      expect(results(alice)).toMatchObject([
        { name: 'smp-succeeded', asked: 'us', question: question !== undefined },
      ]);
      expect(results(bob)).toMatchObject([
        asked,
        { name: 'smp-succeeded', asked: 'peer', question: question !== undefined },
      ]);
      for (const [party, theirs] of [
        [alice, 'bob'],
        [bob, 'alice'],
      ] as const) {
        const done = party.events.at(-1);
        expect(done?.name === 'smp-succeeded' && hex(done.fingerprint)).toBe(recordedKey(theirs).fingerprint);
        expect(smpOf(party)).toEqual({ name: 'SMPSTATE_EXPECT1' });
      }
    },
  );

  it('tells how far it is', () => {
    const { alice, bob } = verify({ alice: 's', bob: 's' });
    const percents = (party: Party) =>
      party.events.flatMap((event) => (event.name === 'smp-progress' ? [event.percent] : []));
    expect(percents(alice)).toEqual([25, 75]);
    expect(percents(bob)).toEqual([50]);
  });

  it('may be repeated, by either side', () => {
    const { alice, bob } = verify({ alice: 's', bob: 's' });
    bob.do({ type: 'smp-start', secret: 't' });
    settle(alice, bob);
    alice.do({ type: 'smp-answer', secret: 't' });
    settle(alice, bob);
    expect(alice.events.at(-1)).toMatchObject({ name: 'smp-succeeded', asked: 'peer' });
    expect(bob.events.at(-1)).toMatchObject({ name: 'smp-succeeded', asked: 'us' });
  });

  it('survives a clone of both states between any two messages', () => {
    const { alice, bob } = privatePair(5);
    alice.do({ type: 'smp-start', secret: 's' });
    for (let round = 0; round < 6; round++) {
      for (const [from, to] of [
        [alice, bob],
        [bob, alice],
      ] as const) {
        from.state = structuredClone(from.state);
        for (const text of from.take()) to.receive(text);
      }
      if (round === 0) bob.do({ type: 'smp-answer', secret: 's' });
    }
    expect(alice.names().at(-1)).toBe('smp-succeeded');
    expect(bob.names().at(-1)).toBe('smp-succeeded');
  });
});

describe('the secrets differ', () => {
  it.each([
    ['right', 'wrong'],
    ['s', 'S'],
    ['', ' '],
  ])('%j and %j: both fail', (asked, answered) => {
    const { alice, bob } = verify({ alice: asked, bob: answered });
    expect(alice.events.at(-1)).toEqual({ name: 'smp-failed', reason: 'different' });
    expect(bob.events.at(-1)).toEqual({ name: 'smp-failed', reason: 'different' });
  });
});

describe('SMP Abort Message', () => {
  it.each([2, 3, 4] as const)('the asker aborts when message %i is due: both are told', (due) => {
    const { alice, bob } = pairAt(due);
    alice.take();
    bob.take();
    alice.do({ type: 'smp-abort' });
    settle(alice, bob);
    expect(alice.events.at(-1)).toEqual({ name: 'smp-aborted', by: 'us' });
    expect(smpOf(alice)).toEqual({ name: 'SMPSTATE_EXPECT1' });
    expect(smpOf(bob)).toEqual({ name: 'SMPSTATE_EXPECT1' });
    if (due !== 4) expect(bob.events.at(-1)).toEqual({ name: 'smp-aborted', by: 'peer' });
  });

  it('the one who was asked declines', () => {
    const { alice, bob } = pairAt(2);
    bob.do({ type: 'smp-abort' });
    settle(alice, bob);
    expect(bob.events.at(-1)).toEqual({ name: 'smp-aborted', by: 'us' });
    expect(alice.events.at(-1)).toEqual({ name: 'smp-aborted', by: 'peer' });
  });

  it('when nothing is under way: nothing happens, neither sent nor received', () => {
    const { alice, bob } = privatePair(6);
    expect(alice.do({ type: 'smp-abort' })).toEqual([]);
    sendRecord(bob, TLV_SMP.abort, new Uint8Array());
    settle(alice, bob);
    expect(alice.events).toEqual([]);
  });

  it('a second start aborts the first, and runs to its end', () => {
    const { alice, bob } = pairAt(2);
    alice.do({ type: 'smp-start', secret: 'again' });
    settle(alice, bob);
    bob.do({ type: 'smp-answer', secret: 'again' });
    settle(alice, bob);
    expect(results(alice).map(({ name }) => name)).toEqual(['smp-aborted', 'smp-succeeded']);
    expect(results(bob).map(({ name }) => name)).toEqual([
      'smp-asked',
      'smp-aborted',
      'smp-asked',
      'smp-succeeded',
    ]);
  });

  it('both ask at once: both are aborted, and either may ask again', () => {
    const { alice, bob } = privatePair(7);
    alice.do({ type: 'smp-start', secret: 's' });
    bob.do({ type: 'smp-start', secret: 's' });
    settle(alice, bob);
    expect(results(alice)).toEqual([{ name: 'smp-aborted', by: 'order' }]);
    expect(results(bob)).toEqual([{ name: 'smp-aborted', by: 'order' }]);
    expect(smpOf(alice)).toEqual(smpOf(bob));
  });
});

describe('a message that is not its turn', () => {
  const due: Readonly<Record<1 | 2 | 3 | 4, 'alice' | 'bob'>> = {
    1: 'bob',
    2: 'alice',
    3: 'bob',
    4: 'alice',
  };
  const cases = ([1, 2, 3, 4] as const).flatMap((state) =>
    ([2, 3, 4, 5, 7] as const)
      .filter((type) => type !== state + 1 && !(state === 1 && type === 7))
      .map((type) => ({ state, type })),
  );

  it.each(cases)(
    'SMPSTATE_EXPECT$state, TLV $type: back to the beginning, and an abort goes out',
    ({ state, type }) => {
      const pair = pairAt(state);
      const party = pair[due[state]];
      const peer = pair[due[state] === 'alice' ? 'bob' : 'alice'];
      pair.alice.take();
      pair.bob.take();
      party.events.length = 0;
      sendRecord(peer, type, type === 7 ? encodeQuestion('?', encodeSmp([1n])) : encodeSmp([1n]));
      for (const text of peer.take()) party.receive(text);
      expect(party.names()).toEqual(state === 1 ? [] : ['smp-aborted']);
      expect(smpOf(party)).toEqual({ name: 'SMPSTATE_EXPECT1' });
      expect(party.wire).toHaveLength(1);
    },
  );
});

/** The value of a record in a message to `party`. */
function recordIn(party: Party, text: string, type: number): Uint8Array {
  const { message, authenticated } = decodeMessage(decodeArmour(text));
  if (message.type !== 'data') throw new Error('not a data message');
  const opened = openData(party.live.message.session, message, authenticated, party.env.random);
  const tlv = opened.outcome === 'read' && opened.plaintext.tlvs.find((one) => one.type === type);
  if (!tlv) throw new Error('no such record');
  return tlv.value;
}

describe('what an attacker may send', () => {
  const ELEMENTS: Readonly<Record<SmpMessageName, readonly number[]>> = {
    message1: [0, 3],
    message2: [0, 3, 6, 7],
    message3: [0, 1, 5],
    message4: [0],
  };
  const NAMES = ['message1', 'message2', 'message3', 'message4'] as const;
  const BAD = { zero: 0n, one: 1n, 'p - 1': MODULUS - 1n, p: MODULUS };
  const due = { message1: 1, message2: 2, message3: 3, message4: 4 } as const;

  interface Due {
    readonly from: Party;
    readonly to: Party;
    readonly fromState: OtrState;
    readonly toState: OtrState;
    /** The message as it should be. */
    readonly value: Uint8Array;
  }

  function prepare(name: SmpMessageName): Due {
    const { alice, bob } = pairAt(due[name]);
    const [from, to] = name === 'message1' || name === 'message3' ? [alice, bob] : [bob, alice];
    if (name === 'message1') from.do({ type: 'smp-start', secret: 's' });
    if (name === 'message2') from.do({ type: 'smp-answer', secret: 's' });
    const value = recordIn(to, from.take().at(-1) ?? '', TLV_SMP[name]);
    return { from, to, fromState: from.state, toState: to.state, value };
  }

  const prepared = new Map<SmpMessageName, Due>();

  /** Lets the peer send the message that is due, changed by `change`; returns the party that got it. */
  function tampered(name: SmpMessageName, change: (value: Uint8Array) => Uint8Array): Party {
    const { from, to, fromState, toState, value } = prepared.get(name) ?? prepare(name);
    prepared.set(name, { from, to, fromState, toState, value });
    [from.state, to.state] = [fromState, toState];
    to.take();
    sendRecord(from, TLV_SMP[name], change(value));
    to.events.length = 0;
    for (const text of from.take()) to.receive(text);
    return to;
  }

  function expectRefused(party: Party): void {
    expect(party.events).toEqual([{ name: 'smp-failed', reason: 'proof' }]);
    expect(smpOf(party)).toEqual({ name: 'SMPSTATE_EXPECT1' });
    expect(party.wire).toHaveLength(1);
  }

  const withNumber = (name: SmpMessageName, index: number, number: bigint) => (value: Uint8Array) =>
    encodeSmp(decodeSmp(value, name).map((one, at) => (at === index ? number : one)));

  for (const name of NAMES) {
    it.each(Object.entries(BAD))(
      `${name} with a group element of %s: failed, an abort goes out`,
      (_, bad) => {
        for (const index of ELEMENTS[name]) expectRefused(tampered(name, withNumber(name, index, bad)));
      },
    );

    it(`${name} with any number changed: a proof fails`, () => {
      const count = { message1: 6, message2: 11, message3: 8, message4: 3 }[name];
      for (let index = 0; index < count; index++) {
        const change = (value: Uint8Array) => {
          const number = decodeSmp(value, name)[index] ?? 0n;
          return withNumber(name, index, number ^ 4n)(value);
        };
        expectRefused(tampered(name, change));
      }
    });

    it(`${name} cut short, with one number more, and empty: failed`, () => {
      expectRefused(tampered(name, (value) => value.slice(0, -1)));
      expectRefused(tampered(name, (value) => encodeSmp([...decodeSmp(value, name), 5n])));
      expectRefused(tampered(name, () => new Uint8Array()));
      expectRefused(tampered(name, () => encodeSmp([BigInt(`0x01${hex(bigintToBytes(MODULUS))}`)])));
    });
  }
});

describe('the session goes', () => {
  it.each([2, 3, 4] as const)('it is refreshed while message %i is due: both verifications end', (due) => {
    const { alice, bob } = pairAt(due);
    alice.take();
    bob.take();
    alice.do({ type: 'start' });
    settle(alice, bob);
    expect(alice.names()).toContain('smp-aborted');
    expect(smpOf(alice)).toEqual({ name: 'SMPSTATE_EXPECT1' });
    expect(smpOf(bob)).toEqual({ name: 'SMPSTATE_EXPECT1' });
    alice.do({ type: 'smp-start', secret: 's' });
    settle(alice, bob);
    expect(bob.names().at(-1)).toBe('smp-asked');
  });

  it('one ends it: both are told before the end', () => {
    const { alice, bob } = pairAt(3);
    alice.take();
    alice.do({ type: 'end' });
    settle(alice, bob);
    expect(alice.names().slice(-2)).toEqual(['smp-aborted', 'ended']);
    expect(bob.names().slice(-2)).toEqual(['smp-aborted', 'ended']);
  });

  it('without a session there is nothing to verify in', () => {
    const alice = new Party('alice', 1);
    for (const type of ['smp-start', 'smp-answer'] as const) alice.do({ type, secret: 's' });
    expect(alice.events).toEqual([
      { name: 'smp-aborted', by: 'session' },
      { name: 'smp-aborted', by: 'session' },
    ]);
    expect(alice.wire).toEqual([]);
  });

  it('an answer that nobody asked for changes nothing', () => {
    const { alice } = privatePair(8);
    expect(alice.do({ type: 'smp-answer', secret: 's' })).toEqual([]);
  });
});
