import { describe, expect, it } from 'vitest';
import { decode, encode } from '#conversations/session-codec.ts';
import { Party, privatePair, settle } from '#tests/otr/party.ts';
import { peerFingerprint, status } from './engine.ts';
import { migrate } from './migrate.ts';
import { AKE_NONE } from './v3/ake.ts';

/** What version 1 stored, made from today's parts. */
const versionOne = (party: Party, fields: object): unknown => ({
  version: 1,
  ourTag: party.state.ourTag,
  message: { name: 'MSGSTATE_PLAINTEXT' },
  ake: AKE_NONE,
  queue: [],
  otherInstanceTold: false,
  ...fields,
});

function carriedOver(party: Party, fields: object): void {
  const migrated = migrate(decode(encode(versionOne(party, fields))));
  if (migrated === undefined) throw new Error('not migrated');
  party.state = migrated;
}

/** The one AKE that version 1 knew. */
function akeOf({ state: { openCommit, instances, akeDeadline } }: Party): object {
  const ake = instances[0]?.ake ?? openCommit?.ake ?? AKE_NONE;
  return { ake, ...(akeDeadline === undefined ? {} : { akeDeadline }) };
}

describe('a state of version 1', () => {
  it('a session goes on', () => {
    const { alice, bob } = privatePair(40);
    carriedOver(alice, {
      message: { name: 'MSGSTATE_ENCRYPTED', session: alice.live.message.session },
    });
    expect(status(alice.state)).toBe('encrypted');
    alice.send('hello');
    bob.send('hello too');
    settle(alice, bob);
    expect(bob.shown.map(({ text }) => text)).toEqual(['hello']);
    expect(alice.shown.map(({ text }) => text)).toEqual(['hello too']);
  });

  it('a finished one blocks', () => {
    const alice = new Party('alice', 41);
    carriedOver(alice, { message: { name: 'MSGSTATE_FINISHED', fingerprint: new Uint8Array(20).fill(3) } });
    expect(status(alice.state)).toBe('finished');
    expect(peerFingerprint(alice.state)).toEqual(new Uint8Array(20).fill(3));
    alice.send('no', 'm');
    expect(alice.names()).toEqual(['blocked']);
  });

  it.each([1, 2, 3])('an AKE after %i messages is completed, and what waited goes out', (steps) => {
    const [alice, bob] = [new Party('alice', 42), new Party('bob', 42)];
    alice.receive('?OTRv3?');
    for (let index = 1; index < steps; index++) {
      const [from, to] = index % 2 === 1 ? [alice, bob] : [bob, alice];
      for (const text of from.take()) to.receive(text);
    }
    carriedOver(alice, { ...akeOf(alice), queue: [{ id: 'm', text: 'waited' }] });
    carriedOver(bob, akeOf(bob));
    settle(alice, bob);
    expect(status(alice.state)).toBe('encrypted');
    expect(bob.shown.map(({ text }) => text)).toEqual(['waited']);
  });
});

describe('any stored state', () => {
  it('of today is taken as it is, after structured clone and after JSON with bytes', () => {
    const { alice, bob } = privatePair(43);
    alice.do({ type: 'smp-start', secret: 's' });
    alice.send('one');
    settle(alice, bob);
    alice.maxText = 150;
    alice.send('in pieces');
    bob.receive(alice.take()[0] ?? '');
    bob.receive('?OTRv3?');
    bob.send('queued');
    for (const { state } of [alice, bob]) {
      expect(migrate(structuredClone(state))).toEqual(state);
      expect(migrate(decode(encode(state)))).toEqual(state);
    }
  });

  it.each([undefined, null, 1, 'state', {}, { version: 1 }, { version: 2 }, { version: 3, instances: [] }])(
    '%j is given up',
    (stored) => {
      expect(migrate(stored)).toBeUndefined();
    },
  );
});
