import { describe, expect, it } from 'vitest';
import { Party, privatePair, settle } from '#tests/otr/party.ts';
import { recordedKey } from '#tests/vectors/otrv3-transcript.ts';
import { peerFingerprint, status, step, wakeAt } from './engine.ts';
import { decodeArmour, decodeMessage, encodeMessage } from './v3/message.ts';

const hex = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('hex');

function strangers(options: ConstructorParameters<typeof Party>[2] = {}): { alice: Party; bob: Party } {
  return { alice: new Party('alice', 1, options), bob: new Party('bob', 1, options) };
}

describe('starting', () => {
  it('User requests to start: a query goes out and both sides become private', () => {
    const { alice, bob } = strangers();
    alice.do({ type: 'start' });
    expect(alice.wire[0]).toMatch(/^\?OTRv3\?\n/);
    expect(status(alice.state)).toBe('starting');
    settle(alice, bob);
    expect(alice.names()).toEqual(['private']);
    expect(bob.names()).toEqual(['private']);
    expect(status(bob.state)).toBe('encrypted');
    expect(hex(peerFingerprint(alice.state))).toBe(recordedKey('bob').fingerprint);
    expect(hex(peerFingerprint(bob.state))).toBe(recordedKey('alice').fingerprint);
  });

  it('both sides see the same ssid', () => {
    const { alice, bob } = strangers();
    alice.do({ type: 'start' });
    settle(alice, bob);
    expect(alice.events).toMatchObject([{ name: 'private', refreshed: false }]);
    const ssids = [alice, bob].map(({ events: [event] }) => event?.name === 'private' && hex(event.ssid));
    expect(ssids[0]).toHaveLength(16);
    expect(ssids[0]).toBe(ssids[1]);
  });

  it('both start at once: crossing queries and D-H Commits still end in one session', () => {
    const { alice, bob } = strangers();
    alice.do({ type: 'start' });
    bob.do({ type: 'start' });
    settle(alice, bob);
    expect(status(alice.state)).toBe('encrypted');
    expect(status(bob.state)).toBe('encrypted');
    alice.send('hello');
    settle(alice, bob);
    expect(bob.shown).toEqual([{ text: 'hello', protection: 'private' }]);
  });

  it('asked twice, the same D-H Commit goes out twice', () => {
    const { bob } = strangers();
    bob.receive('?OTRv3?');
    bob.receive('?OTRv3?');
    expect(bob.wire).toHaveLength(2);
    expect(bob.wire[0]).toBe(bob.wire[1]);
  });

  it('while an AKE is running there is nothing to ask for', () => {
    const { alice, bob } = strangers();
    bob.receive('?OTRv3?');
    for (const text of bob.take()) alice.receive(text);
    alice.take();
    expect(alice.do({ type: 'start' })).toEqual([]);
    expect(status(alice.state)).toBe('starting');
  });

  it('a short maxText leaves the explanation out of the query', () => {
    const { alice } = strangers({ maxText: 60 });
    alice.do({ type: 'start' });
    expect(alice.wire).toEqual(['?OTRv3?']);
  });

  it.each(['?OTRv3?', '?OTRv23?', '?OTR?v23?', '<b>?OTRv34?</b> please'])(
    'query %s: a D-H Commit goes out',
    (query) => {
      const { bob } = strangers();
      bob.receive(query);
      expect(bob.wire).toEqual([expect.stringMatching(/^\?OTR:AAMC/)]);
      expect(status(bob.state)).toBe('starting');
    },
  );

  it.each(['?OTR?', '?OTRv2?', '?OTR?v2?', '?OTR?v?', '?OTRv?', '?OTR,1,2,?OTR:AAIK,', '?OTR:AAIKAAAA.'])(
    '%s does not offer version 3: version-unsupported',
    (query) => {
      const { bob } = strangers();
      bob.receive(query);
      expect(bob.names()).toEqual(['version-unsupported']);
      expect(bob.wire).toEqual([]);
      expect(status(bob.state)).toBe('plaintext');
    },
  );

  it('a query or an AKE message that is not live changes nothing', () => {
    const { alice, bob } = strangers();
    const before = bob.state;
    expect(bob.receive('?OTRv3?', false)).toEqual([]);
    alice.receive('?OTRv3?');
    expect(bob.receive(alice.take()[0] ?? '', false)).toEqual([]);
    expect(bob.state).toEqual(before);
  });
});

describe('the AKE gets no answer', () => {
  it('60 s later a tick gives ake-failed, and what was queued is reported as blocked', () => {
    const { alice } = strangers();
    alice.do({ type: 'start' });
    alice.send('one', '1');
    alice.send('two', '2');
    expect(wakeAt(alice.state)).toBe(alice.now + 60_000);
    alice.now += 59_999;
    expect(alice.do({ type: 'tick' })).toEqual([]);
    alice.now += 1;
    alice.events.length = 0;
    alice.do({ type: 'tick' });
    expect(alice.events).toEqual([
      { name: 'ake-failed' },
      { name: 'blocked', messageId: '1', reason: 'required' },
      { name: 'blocked', messageId: '2', reason: 'required' },
    ]);
    expect(status(alice.state)).toBe('plaintext');
    expect(wakeAt(alice.state)).toBeUndefined();
    expect(alice.take()).toHaveLength(1);
  });

  it('while refreshing: the session lives on and what waited goes out under it', () => {
    const { alice, bob } = privatePair();
    alice.receive('?OTRv3?');
    alice.take();
    alice.send('waiting', 'w');
    expect(alice.events).toEqual([{ name: 'queued', messageId: 'w' }]);
    alice.now += 60_000;
    alice.do({ type: 'tick' });
    expect(alice.names()).toEqual(['queued', 'ake-failed']);
    settle(alice, bob);
    expect(bob.shown).toEqual([{ text: 'waiting', protection: 'private' }]);
  });
});

describe('User types a message', () => {
  it('MSGSTATE_PLAINTEXT: the text goes out as it is', () => {
    const { alice, bob } = strangers();
    expect(alice.send('hello', 'm')).toEqual([{ type: 'send', text: 'hello', messageId: 'm' }]);
    settle(alice, bob);
    expect(bob.shown).toEqual([{ text: 'hello', protection: 'plain' }]);
  });

  it('REQUIRE_ENCRYPTION: a query goes out, the text follows under encryption', () => {
    const { alice, bob } = strangers({ policy: { requireEncryption: true } });
    alice.send('first', '1');
    alice.send('second', '2');
    expect(alice.wire).toHaveLength(1);
    expect(alice.names()).toEqual(['queued', 'queued']);
    settle(alice, bob);
    expect(bob.shown.map(({ text }) => text)).toEqual(['first', 'second']);
    expect(bob.shown.every(({ protection }) => protection === 'private')).toBe(true);
  });

  it('during an AKE that the peer began: queued, then sent under encryption', () => {
    const { alice, bob } = strangers();
    alice.receive('?OTRv3?');
    alice.send('meanwhile', 'm');
    expect(alice.events).toEqual([{ name: 'queued', messageId: 'm' }]);
    settle(alice, bob);
    expect(bob.shown).toEqual([{ text: 'meanwhile', protection: 'private' }]);
  });

  it('MSGSTATE_FINISHED: blocked, not sent', () => {
    const { alice, bob } = privatePair();
    bob.do({ type: 'end' });
    settle(alice, bob);
    alice.events.length = 0;
    expect(alice.send('secret', 'm')).toEqual([
      { type: 'event', event: { name: 'blocked', messageId: 'm', reason: 'finished' } },
    ]);
    expect(alice.wire).toEqual([]);
  });

  it('every fragment of a long text names the message', () => {
    const { alice, bob } = privatePair();
    alice.maxText = 200;
    const effects = alice.send('x'.repeat(1000), 'long');
    expect(effects.length).toBeGreaterThan(5);
    expect(effects.every((effect) => effect.type === 'send' && effect.messageId === 'long')).toBe(true);
    expect(alice.wire.every((text) => text.length <= 200)).toBe(true);
    settle(alice, bob);
    expect(bob.shown).toEqual([{ text: 'x'.repeat(1000), protection: 'private' }]);
  });

  it('a NUL in the text cannot smuggle in TLV records', () => {
    const { alice, bob } = privatePair();
    alice.send('bye\0\0\x01\0\0');
    settle(alice, bob);
    expect(status(bob.state)).toBe('encrypted');
    expect(bob.shown[0]?.text).toBe('bye\ufffd\ufffd\x01\ufffd\ufffd');
  });
});

describe('plaintext arrives', () => {
  it('MSGSTATE_ENCRYPTED and MSGSTATE_FINISHED: shown as plain', () => {
    const { alice, bob } = privatePair();
    alice.receive('call me');
    bob.do({ type: 'end' });
    settle(alice, bob);
    alice.receive('now');
    expect(alice.shown).toEqual([
      { text: 'call me', protection: 'plain' },
      { text: 'now', protection: 'plain' },
    ]);
  });

  it('a quoted ciphertext within words is words', () => {
    const { alice } = strangers();
    alice.receive('> ?OTR:AAMD.\nwhat is this?');
    expect(alice.shown).toEqual([{ text: '> ?OTR:AAMD.\nwhat is this?', protection: 'plain' }]);
  });
});

describe('ending', () => {
  it('User requests to end: disconnect goes out, we are in plaintext, the peer in finished', () => {
    const { alice, bob } = privatePair();
    alice.do({ type: 'end' });
    expect(alice.events).toEqual([{ name: 'ended', by: 'us' }]);
    expect(status(alice.state)).toBe('plaintext');
    settle(alice, bob);
    expect(bob.events).toEqual([{ name: 'ended', by: 'peer' }]);
    expect(status(bob.state)).toBe('finished');
    expect(hex(peerFingerprint(bob.state))).toBe(recordedKey('alice').fingerprint);
    expect(bob.shown).toEqual([]);
  });

  it('a disconnect that the peer cannot read raises neither event nor error', () => {
    const { alice, bob } = privatePair();
    bob.do({ type: 'end' });
    bob.take();
    alice.do({ type: 'end' });
    settle(alice, bob);
    expect(bob.names()).toEqual(['ended']);
    expect(bob.wire).toEqual([]);
  });

  it('MSGSTATE_FINISHED + end: plaintext, nothing sent', () => {
    const { alice, bob } = privatePair();
    bob.do({ type: 'end' });
    settle(alice, bob);
    expect(alice.do({ type: 'end' })).toEqual([]);
    expect(status(alice.state)).toBe('plaintext');
  });

  it('MSGSTATE_FINISHED + start: a new session', () => {
    const { alice, bob } = privatePair();
    bob.do({ type: 'end' });
    settle(alice, bob);
    alice.do({ type: 'start' });
    expect(status(alice.state)).toBe('starting');
    settle(alice, bob);
    expect(status(alice.state)).toBe('encrypted');
    expect(alice.events.at(-1)).toMatchObject({ name: 'private', refreshed: false });
  });

  it('end while starting takes the wish back and blocks what was queued', () => {
    const { alice } = strangers();
    alice.do({ type: 'start' });
    alice.send('secret', 'm');
    alice.do({ type: 'end' });
    expect(alice.events).toContainEqual({ name: 'blocked', messageId: 'm', reason: 'required' });
    expect(status(alice.state)).toBe('plaintext');
    expect(wakeAt(alice.state)).toBeUndefined();
  });
});

describe('refreshing', () => {
  it('start while encrypted: new keys, the old session lives until the AKE completes', () => {
    const { alice, bob } = privatePair();
    alice.do({ type: 'start' });
    expect(status(alice.state)).toBe('encrypted');
    alice.send('under the old keys');
    settle(alice, bob);
    expect(bob.shown).toEqual([{ text: 'under the old keys', protection: 'private' }]);
    expect(alice.events).toMatchObject([{ name: 'private', refreshed: true }]);
    expect(bob.events).toMatchObject([{ name: 'private', refreshed: true }]);
  });

  it('the used MAC keys of the old session are revealed in the new one, once', () => {
    const { alice, bob } = privatePair();
    alice.send('one');
    settle(alice, bob);
    const used = bob.live.message.session.uses;
    const key = used.find((use) => use.macUsed)?.keys.receiving.mac;
    bob.do({ type: 'start' });
    settle(alice, bob);
    bob.send('two');
    expect(Buffer.from(bob.wire[0]?.slice(5, -1) ?? '', 'base64').includes(Buffer.from(key ?? []))).toBe(
      true,
    );
    settle(alice, bob);
    bob.send('three');
    expect(Buffer.from(bob.wire[0]?.slice(5, -1) ?? '', 'base64').includes(Buffer.from(key ?? []))).toBe(
      false,
    );
  });
});

describe('unreadable and foreign messages', () => {
  it('a data message without a session: unreadable, and an error message goes back', () => {
    const { alice, bob } = privatePair();
    const stranger = new Party('bob', 7);
    alice.send('for bob');
    const text = alice.take()[0] ?? '';
    stranger.state = { ...stranger.state, ourTag: bob.state.ourTag };
    stranger.receive(text);
    expect(stranger.names()).toEqual(['unreadable']);
    expect(stranger.wire).toEqual([expect.stringMatching(/^\?OTR Error:/)]);
  });

  it('an error message is reported and never answered', () => {
    const { alice } = privatePair();
    alice.receive('?OTR Error: you sent nonsense');
    expect(alice.events).toEqual([{ name: 'peer-error', text: 'you sent nonsense' }]);
    expect(alice.wire).toEqual([]);
  });

  it('a message for another instance is told once', () => {
    const { alice, bob } = privatePair();
    const other = new Party('alice', 9);
    bob.send('one');
    bob.send('two');
    for (const text of bob.take()) other.receive(text);
    expect(other.names()).toEqual(['other-instance']);
    expect(alice.names()).toEqual([]);
  });

  it('the same data message twice: the second is refused without an answer', () => {
    const { alice, bob } = privatePair();
    alice.send('once');
    const text = alice.take()[0] ?? '';
    bob.receive(text);
    const before = bob.state;
    bob.receive(text);
    expect(bob.shown).toHaveLength(1);
    expect(bob.events).toEqual([{ name: 'malformed', code: 'counter-not-rising', section: 'Data Message' }]);
    expect(bob.state).toBe(before);
    expect(bob.wire).toEqual([]);
  });

  it('the D-H Commit that made the session, once more: passed over; the same key under another r: a new AKE', () => {
    const [alice, bob] = [new Party('alice', 8), new Party('bob', 8)];
    bob.receive('?OTRv3?');
    const commit = bob.wire[0] ?? '';
    settle(alice, bob);
    expect(alice.receive(commit)).toEqual([]);
    const { message, tags } = decodeMessage(decodeArmour(commit));
    if (message.type !== 'dh-commit') throw new Error('not a commit');
    const again = { ...message, encryptedGx: message.encryptedGx.map((byte) => byte ^ 1) };
    expect(alice.receive(encodeMessage(again, tags))).toHaveLength(1);
  });

  it('our own message reflected to us is refused', () => {
    const { alice } = strangers();
    alice.receive('?OTRv3?');
    alice.receive(alice.take()[0] ?? '');
    expect(alice.events).toMatchObject([{ name: 'malformed', code: 'own-instance-tag' }]);
  });
});

describe('the state', () => {
  it('survives structured clone and goes on', () => {
    const { alice, bob } = privatePair();
    for (let round = 0; round < 4; round++) {
      alice.state = structuredClone(alice.state);
      bob.state = structuredClone(bob.state);
      alice.send(`a${round}`);
      settle(alice, bob);
      bob.send(`b${round}`);
      settle(alice, bob);
    }
    expect(bob.shown.map(({ text }) => text)).toEqual(['a0', 'a1', 'a2', 'a3']);
    expect(alice.shown.map(({ text }) => text)).toEqual(['b0', 'b1', 'b2', 'b3']);
  });

  it('is never changed in place', () => {
    const { alice, bob } = privatePair();
    bob.send('x');
    const text = bob.take()[0] ?? '';
    const copy = structuredClone(alice.state);
    step(alice.state, { type: 'receive', text, live: true }, alice.env);
    step(alice.state, { type: 'send', id: 'i', text: 'y' }, alice.env);
    step(alice.state, { type: 'end' }, alice.env);
    expect(alice.state).toEqual(copy);
  });
});
