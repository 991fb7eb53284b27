/** Mutated real messages in every state: an orderly answer, or 'malformed' and the state unchanged. Never an exception. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Party, settle } from '#tests/otr/party.ts';
import { type OtrState, step } from './engine.ts';
import type { Effect } from './engine-types.ts';

interface Recording {
  /** Alice's states on her way, by name. */
  readonly states: Readonly<Record<string, { readonly party: Party; readonly state: OtrState }>>;
  /** Every text that passed between the two. */
  readonly texts: readonly string[];
}

/** Plays a conversation and keeps what passed by. */
function record(): Recording {
  const [alice, bob] = [new Party('alice', 77), new Party('bob', 77)];
  const texts: string[] = [];
  const states: Record<string, { party: Party; state: OtrState }> = {};
  const keep = (name: string, party: Party) => {
    states[name] = { party, state: party.state };
  };
  const pass = (from: Party, to: Party) => {
    for (const text of from.take()) {
      texts.push(text);
      to.receive(text);
    }
  };
  keep('plaintext', alice);
  alice.do({ type: 'start' });
  keep('query sent', alice);
  pass(alice, bob);
  keep('awaiting D-H Key', bob);
  pass(bob, alice);
  keep('awaiting Reveal Signature', alice);
  pass(alice, bob);
  keep('awaiting Signature', bob);
  pass(bob, alice);
  keep('encrypted by Reveal Signature', alice);
  pass(alice, bob);
  keep('encrypted by Signature', bob);
  for (const [from, to] of [
    [alice, bob],
    [bob, alice],
    [alice, bob],
  ] as const) {
    from.maxText = from === bob ? 300 : 100_000;
    from.send('hello there');
    pass(from, to);
  }
  keep('encrypted, keys rotated', bob);
  alice.receive('?OTRv3?');
  alice.send('queued');
  keep('encrypted, refreshing', alice);
  settle(alice, bob);
  alice.do({ type: 'end' });
  pass(alice, bob);
  keep('finished', bob);
  return { states, texts };
}

const { states, texts } = record();

type Mutation = (text: string) => string;

const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const at = (text: string, where: number): number => Math.floor(where * text.length);

/** Changes that keep the armour, so that the decoders behind it are reached. */
const inBytes: fc.Arbitrary<Mutation> = fc
  .record({ where: place, value: fc.nat(255), cut: fc.boolean() })
  .map(({ where, value, cut }) => (text) => {
    if (!text.startsWith('?OTR:')) return text;
    const bytes = Buffer.from(text.slice(5, -1), 'base64');
    bytes[at(text, where) % bytes.length] = value;
    const kept = cut ? bytes.subarray(0, Math.ceil(where * bytes.length)) : bytes;
    return `?OTR:${kept.toString('base64')}.`;
  });

const inText: fc.Arbitrary<Mutation> = fc
  .record({ where: place, length: fc.nat(20), put: fc.string({ maxLength: 12 }) })
  .map(({ where, length, put }) => (text) => {
    const start = at(text, where);
    return text.slice(0, start) + put + text.slice(start + length);
  });

const asIs: fc.Arbitrary<Mutation> = fc.constant((text) => text);

const input = fc
  .tuple(fc.constantFrom(...texts), fc.oneof(inBytes, inText, asIs), fc.boolean())
  .map(([text, mutate, live]) => ({ type: 'receive' as const, text: mutate(text), live }));

const isMalformed = (effect: Effect): boolean => effect.type === 'event' && effect.event.name === 'malformed';

describe.each(Object.entries(states))('%s', (_, { party, state }) => {
  it('takes mutated messages', { timeout: 60_000 }, () => {
    const before = structuredClone(state);
    fc.assert(
      fc.property(input, (received) => {
        const result = step(state, received, party.env);
        if (result.effects.some(isMalformed)) {
          expect(result.effects).toHaveLength(1);
          expect(result.state).toBe(state);
        }
        expect(result.effects.length).toBeLessThan(10);
      }),
      { numRuns: 300 },
    );
    expect(state).toEqual(before);
  });
});
