import { describe, expect, it } from 'vitest';
import { numberToBytes } from '#otr/bytes/big-endian.ts';
import { generateDhKeyPair } from '#otr/crypto/dh.ts';
import { OtrError } from '#otr/otr-error.ts';
import { seededRandom } from '#tests/otr/party.ts';
import { type Opened, openData, sealData } from './data-message.ts';
import { decodeArmour, decodeMessage } from './message.ts';
import { openSession, type Session } from './session.ts';

const random = seededRandom(41);
const TAGS = { alice: 0x101, bob: 0x102 } as const;
type Side = keyof typeof TAGS;

/** Both ends of one session, as an AKE leaves them. */
class Ends {
  alice: Session;
  bob: Session;

  constructor() {
    const [a, b] = [generateDhKeyPair(random), generateDhKeyPair(random)];
    const common = { ssid: new Uint8Array(8), peer: { fingerprint: new Uint8Array(20), keyId: 1 } };
    const forAlice = { ...common, theirTag: TAGS.bob, dh: a, theirDh: b.publicKey, revealedByUs: true };
    const forBob = { ...common, theirTag: TAGS.alice, dh: b, theirDh: a.publicKey, revealedByUs: false };
    this.alice = openSession(forAlice, undefined, random);
    this.bob = openSession(forBob, undefined, random);
  }

  /** The encoded message. */
  seal(from: Side, text: string): string {
    const { session, text: encoded } = sealData(this[from], { text, tlvs: [] }, TAGS[from], {
      ignoreUnreadable: false,
    });
    this[from] = session;
    return encoded;
  }

  open(to: Side, wire: string): Opened {
    const { message, authenticated } = decodeMessage(decodeArmour(wire));
    if (message.type !== 'data') throw new Error('not a data message');
    const opened = openData(this[to], message, authenticated, random);
    if (opened.outcome === 'read') this[to] = opened.session;
    return opened;
  }

  textOf(to: Side, wire: string): string {
    const opened = this.open(to, wire);
    return opened.outcome === 'read' ? opened.plaintext.text : 'unreadable';
  }
}

function dataOf(wire: string) {
  const { message } = decodeMessage(decodeArmour(wire));
  if (message.type !== 'data') throw new Error('not a data message');
  return message;
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('key management', () => {
  it('no reply: the same keys, the counter rises', () => {
    const ends = new Ends();
    const wires = ['a', 'b', 'c'].map((text) => ends.seal('alice', text));
    expect(wires.map((wire) => hex(dataOf(wire).counter))).toEqual(
      [1, 2, 3].map((n) => hex(numberToBytes(n, 8))),
    );
    expect(new Set(wires.map((wire) => dataOf(wire).senderKeyId))).toEqual(new Set([1]));
    expect(wires.map((wire) => ends.textOf('bob', wire))).toEqual(['a', 'b', 'c']);
  });

  it('each reply moves both keys on', () => {
    const ends = new Ends();
    for (let round = 1; round <= 4; round++) {
      const there = ends.seal('alice', 'ping');
      expect(dataOf(there).senderKeyId).toBe(round);
      expect(ends.textOf('bob', there)).toBe('ping');
      const back = ends.seal('bob', 'pong');
      expect(dataOf(back)).toMatchObject({ senderKeyId: round, recipientKeyId: round + 1 });
      expect(ends.textOf('alice', back)).toBe('pong');
    }
  });

  it('messages that crossed are read with the previous keys', () => {
    const ends = new Ends();
    for (let round = 0; round < 4; round++) {
      const [there, back] = [ends.seal('alice', 'there'), ends.seal('bob', 'back')];
      expect(ends.textOf('bob', there)).toBe('there');
      expect(ends.textOf('alice', back)).toBe('back');
    }
  });

  it('keys older than the previous ones are gone', () => {
    const ends = new Ends();
    const late = ends.seal('alice', 'late');
    for (let round = 0; round < 2; round++) {
      ends.open('bob', ends.seal('alice', 'ping'));
      ends.open('alice', ends.seal('bob', 'pong'));
    }
    ends.open('bob', ends.seal('alice', 'ping'));
    expect(ends.textOf('bob', late)).toBe('unreadable');
  });

  it('a key before the first is not there', () => {
    const ends = new Ends();
    const message = { ...dataOf(ends.seal('alice', 'x')), senderKeyId: 0 };
    expect(openData(ends.bob, message, new Uint8Array(), random)).toEqual({ outcome: 'unreadable' });
  });
});

describe('verification', () => {
  it('a counter that does not rise is refused', () => {
    const ends = new Ends();
    const [first, second] = [ends.seal('alice', '1'), ends.seal('alice', '2')];
    expect(ends.textOf('bob', second)).toBe('2');
    for (const wire of [first, second]) {
      expect(() => ends.open('bob', wire)).toThrow(new OtrError('counter-not-rising', 'Data Message'));
    }
  });

  it('any byte that the MAC covers makes it unreadable', () => {
    const ends = new Ends();
    const binary = decodeArmour(ends.seal('alice', 'x'));
    const { message, authenticated } = decodeMessage(binary);
    if (message.type !== 'data') throw new Error('not a data message');
    for (const at of authenticated.keys()) {
      const damaged = authenticated.map((byte, index) => (index === at ? byte ^ 1 : byte));
      expect(openData(ends.bob, message, damaged, random)).toEqual({ outcome: 'unreadable' });
    }
  });
});

describe('Revealing MAC Keys', () => {
  it('only receiving keys that verified a message, once, when their keys are forgotten', () => {
    const ends = new Ends();
    const revealed: string[] = [];
    const verifiedByBob: string[] = [];
    for (let round = 0; round < 4; round++) {
      ends.open('bob', ends.seal('alice', 'ping'));
      const used = ends.bob.uses.filter((use) => use.macUsed).map((use) => hex(use.keys.receiving.mac));
      verifiedByBob.push(...used);
      const back = ends.seal('bob', 'pong');
      const { oldMacKeys } = dataOf(back);
      for (let at = 0; at < oldMacKeys.length; at += 20) revealed.push(hex(oldMacKeys.subarray(at, at + 20)));
      ends.open('alice', back);
    }
    expect(revealed).toHaveLength(3);
    expect(new Set(revealed).size).toBe(3);
    expect(revealed.every((key) => verifiedByBob.includes(key))).toBe(true);
    const still = ends.bob.uses.map((use) => hex(use.keys.receiving.mac));
    expect(revealed.some((key) => still.includes(key))).toBe(false);
  });
});
