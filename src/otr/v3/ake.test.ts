import { describe, expect, it } from 'vitest';
import { fingerprint } from '#otr/crypto/dsa.ts';
import { OtrError } from '#otr/otr-error.ts';
import { seededRandom } from '#tests/otr/party.ts';
import { identityOf } from '#tests/vectors/otrv3-transcript.ts';
import {
  AKE_NONE,
  type AkeContext,
  type AkeState,
  type AkeStep,
  receiveAkeMessage,
  startAke,
} from './ake.ts';
import type { AkeMessage, DhCommit } from './message.ts';

const ALICE_TAG = 0x100;
const BOB_TAG = 0xdeadbeef;
const STRANGER_TAG = 0x4242;

const aliceRandom = seededRandom(11);
const bobRandom = seededRandom(12);

/** What Alice knows when she receives from Bob, and the other way round. */
const alice: AkeContext = { theirTag: BOB_TAG, identity: identityOf('alice'), random: aliceRandom };
const bob: AkeContext = { theirTag: ALICE_TAG, identity: identityOf('bob'), random: bobRandom };
const fromStranger: AkeContext = { ...alice, theirTag: STRANGER_TAG };

function replyOf(step: AkeStep): AkeMessage {
  if (step.reply === undefined) throw new Error('no reply');
  return step.reply;
}

/** Bob begins; every state and message of a whole exchange. */
function exchange() {
  const commit = startAke(bobRandom);
  const key = receiveAkeMessage(AKE_NONE, replyOf(commit), alice);
  const reveal = receiveAkeMessage(commit.ake, replyOf(key), bob);
  const signature = receiveAkeMessage(key.ake, replyOf(reveal), alice);
  const done = receiveAkeMessage(reveal.ake, replyOf(signature), bob);
  return { commit, key, reveal, signature, done };
}

const { commit, key, reveal, signature, done } = exchange();

/** One state and one message of each kind; they belong to one exchange of Bob's with Alice. */
const STATES: Readonly<Record<AkeState['state'], AkeState>> = {
  AUTHSTATE_NONE: AKE_NONE,
  AUTHSTATE_AWAITING_DHKEY: commit.ake,
  AUTHSTATE_AWAITING_REVEALSIG: key.ake,
  AUTHSTATE_AWAITING_SIG: reveal.ake,
};

function expectIgnored(state: AkeState['state'], message: AkeMessage, context: AkeContext): void {
  const step = receiveAkeMessage(STATES[state], message, context);
  expect(step).toEqual({ ake: STATES[state] });
}

function withHash(first: number): DhCommit {
  const sent = replyOf(commit);
  if (sent.type !== 'dh-commit') throw new Error('not a commit');
  return { ...sent, hashedGx: Uint8Array.of(first, ...sent.hashedGx.slice(1)) };
}

function awaitingDhKey(first: number): AkeState {
  if (commit.ake.state !== 'AUTHSTATE_AWAITING_DHKEY') throw new Error('not awaiting');
  return { ...commit.ake, sent: withHash(first) };
}

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof OtrError) return error.code;
    throw error;
  }
  return 'nothing thrown';
}

/** `bytes` with one bit of its last byte changed. */
const flipped = (bytes: Uint8Array): Uint8Array =>
  bytes.map((byte, index) => (index === bytes.length - 1 ? byte ^ 1 : byte));

describe('Receiving a D-H Commit Message', () => {
  it('AUTHSTATE_NONE: reply with a D-H Key, await the Reveal Signature', () => {
    expect(key.reply?.type).toBe('dh-key');
    expect(key.ake.state).toBe('AUTHSTATE_AWAITING_REVEALSIG');
  });

  it('AUTHSTATE_AWAITING_DHKEY, ours is the higher hash: resend our D-H Commit and stay', () => {
    const ake = awaitingDhKey(0x80);
    expect(receiveAkeMessage(ake, withHash(0x7f), alice)).toEqual({ ake, reply: withHash(0x80) });
  });

  it('AUTHSTATE_AWAITING_DHKEY, ours is the lower hash: forget ours, reply with a D-H Key', () => {
    const step = receiveAkeMessage(awaitingDhKey(0x7f), withHash(0x80), alice);
    expect(step.reply?.type).toBe('dh-key');
    expect(step.ake).toMatchObject({ state: 'AUTHSTATE_AWAITING_REVEALSIG', received: withHash(0x80) });
  });

  it('AUTHSTATE_AWAITING_DHKEY: hashes are compared as numbers, leading zeros included', () => {
    const step = receiveAkeMessage(awaitingDhKey(0x00), withHash(0x01), alice);
    expect(step.reply?.type).toBe('dh-key');
    expect(receiveAkeMessage(awaitingDhKey(0x01), withHash(0x00), alice).reply?.type).toBe('dh-commit');
  });

  it('AUTHSTATE_AWAITING_REVEALSIG: retransmit the same D-H Key, use the new commitment', () => {
    const step = receiveAkeMessage(key.ake, withHash(0x55), alice);
    expect(step.reply).toEqual(key.reply);
    expect(step.ake).toEqual({ ...key.ake, received: withHash(0x55) });
  });

  it('AUTHSTATE_AWAITING_SIG: reply with a new D-H Key, await the Reveal Signature', () => {
    const step = receiveAkeMessage(reveal.ake, withHash(0x55), bob);
    expect(step.reply?.type).toBe('dh-key');
    expect(step.ake.state).toBe('AUTHSTATE_AWAITING_REVEALSIG');
    expect(step.reply).not.toEqual(key.reply);
  });
});

describe('Receiving a D-H Key Message', () => {
  it('AUTHSTATE_AWAITING_DHKEY: reply with a Reveal Signature, await the Signature', () => {
    expect(reveal.reply?.type).toBe('reveal-signature');
    expect(reveal.ake.state).toBe('AUTHSTATE_AWAITING_SIG');
  });

  it('AUTHSTATE_AWAITING_SIG, the same key: retransmit the Reveal Signature', () => {
    expect(receiveAkeMessage(reveal.ake, replyOf(key), bob)).toEqual({
      ake: reveal.ake,
      reply: replyOf(reveal),
    });
  });

  it('AUTHSTATE_AWAITING_SIG, another key: ignore', () => {
    expectIgnored('AUTHSTATE_AWAITING_SIG', { type: 'dh-key', gy: Uint8Array.of(5) }, bob);
  });

  it('AUTHSTATE_AWAITING_SIG, the same key from another instance: ignore', () => {
    expectIgnored('AUTHSTATE_AWAITING_SIG', replyOf(key), fromStranger);
  });

  it.each(['AUTHSTATE_NONE', 'AUTHSTATE_AWAITING_REVEALSIG'] as const)('%s: ignore', (state) => {
    expectIgnored(state, replyOf(key), alice);
  });
});

describe('Receiving a Reveal Signature Message', () => {
  it('AUTHSTATE_AWAITING_REVEALSIG: reply with a Signature, the session is established', () => {
    expect(signature.reply?.type).toBe('signature');
    expect(signature.ake).toEqual(AKE_NONE);
    expect(signature.established).toMatchObject({ theirTag: BOB_TAG, revealedByUs: false });
    expect(signature.established?.peer).toEqual({ fingerprint: fingerprint(identityOf('bob')), keyId: 1 });
  });

  it.each(['AUTHSTATE_NONE', 'AUTHSTATE_AWAITING_DHKEY', 'AUTHSTATE_AWAITING_SIG'] as const)(
    '%s: ignore',
    (state) => {
      expectIgnored(state, replyOf(reveal), alice);
    },
  );

  it('from an instance that did not commit: ignore', () => {
    expectIgnored('AUTHSTATE_AWAITING_REVEALSIG', replyOf(reveal), fromStranger);
  });

  it('a key that was not committed to is refused', () => {
    const message = replyOf(reveal);
    if (message.type !== 'reveal-signature') throw new Error('not a reveal');
    const other = { ...message, revealedKey: flipped(message.revealedKey) };
    expect(codeOf(() => receiveAkeMessage(key.ake, other, alice))).toBe('commit-mismatch');
  });

  it('a wrong MAC and a damaged signature are refused', () => {
    const message = replyOf(reveal);
    if (message.type !== 'reveal-signature') throw new Error('not a reveal');
    const wrongMac = { ...message, mac: flipped(message.mac) };
    const damaged = { ...message, encryptedSignature: flipped(message.encryptedSignature) };
    expect(codeOf(() => receiveAkeMessage(key.ake, wrongMac, alice))).toBe('mac-mismatch');
    expect(codeOf(() => receiveAkeMessage(key.ake, damaged, alice))).toBe('mac-mismatch');
  });
});

describe('Receiving a Signature Message', () => {
  it('AUTHSTATE_AWAITING_SIG: the session is established, with the same ssid', () => {
    expect(done.reply).toBeUndefined();
    expect(done.ake).toEqual(AKE_NONE);
    expect(done.established).toMatchObject({ theirTag: ALICE_TAG, revealedByUs: true });
    expect(done.established?.peer).toEqual({ fingerprint: fingerprint(identityOf('alice')), keyId: 1 });
    expect(done.established?.ssid).toEqual(signature.established?.ssid);
  });

  it.each(['AUTHSTATE_NONE', 'AUTHSTATE_AWAITING_DHKEY', 'AUTHSTATE_AWAITING_REVEALSIG'] as const)(
    '%s: ignore',
    (state) => {
      expectIgnored(state, replyOf(signature), bob);
    },
  );

  it('from another instance: ignore', () => {
    expectIgnored('AUTHSTATE_AWAITING_SIG', replyOf(signature), fromStranger);
  });

  it('a wrong MAC is refused', () => {
    const message = replyOf(signature);
    if (message.type !== 'signature') throw new Error('not a signature');
    const wrong = { ...message, mac: flipped(message.mac) };
    expect(codeOf(() => receiveAkeMessage(reveal.ake, wrong, bob))).toBe('mac-mismatch');
  });

  it('our own Reveal Signature turned round is refused: c, m1, m2 differ by direction', () => {
    const message = replyOf(reveal);
    if (message.type !== 'reveal-signature') throw new Error('not a reveal');
    const { encryptedSignature, mac } = message;
    const reflected: AkeMessage = { type: 'signature', encryptedSignature, mac };
    expect(codeOf(() => receiveAkeMessage(reveal.ake, reflected, bob))).toBe('mac-mismatch');
  });
});
