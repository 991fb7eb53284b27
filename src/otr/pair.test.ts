/** Two engines and a wire that keeps order: whatever both users do and when, texts arrive once, in order, in private. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Party, privatePair, settle } from '#tests/otr/party.ts';
import { status } from './engine.ts';

type Act =
  | { readonly do: 'send'; readonly who: 'alice' | 'bob'; readonly text: string }
  | { readonly do: 'deliver'; readonly who: 'alice' | 'bob'; readonly count: number }
  | { readonly do: 'refresh'; readonly who: 'alice' | 'bob' }
  | { readonly do: 'reload'; readonly who: 'alice' | 'bob' };

const who = fc.constantFrom('alice' as const, 'bob' as const);
const text = fc.oneof(fc.string({ minLength: 1, unit: 'grapheme' }), fc.constant('x'.repeat(2_000)));

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('send' as const), who, text }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('deliver' as const), who, count: fc.integer({ min: 1, max: 6 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('refresh' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reload' as const), who }) },
);

class World {
  readonly alice: Party;
  readonly bob: Party;
  readonly sent: Record<'alice' | 'bob', string[]> = { alice: [], bob: [] };

  constructor(pair: { alice: Party; bob: Party }) {
    this.alice = pair.alice;
    this.bob = pair.bob;
  }

  perform(next: Act): void {
    const party = this[next.who];
    switch (next.do) {
      case 'send':
        this.sent[next.who].push(next.text);
        party.send(next.text);
        break;
      case 'deliver':
        this.deliver(next.who, next.count);
        break;
      case 'refresh':
        party.do({ type: 'start' });
        break;
      case 'reload':
        party.state = structuredClone(party.state);
        break;
    }
  }

  /** The oldest texts that were sent to `to`. */
  deliver(to: 'alice' | 'bob', count: number): void {
    const from = to === 'alice' ? this.bob : this.alice;
    for (const wireText of from.wire.splice(0, count)) this[to].receive(wireText);
  }

  expectAllArrived(): void {
    settle(this.alice, this.bob);
    const received = { alice: this.alice.shown, bob: this.bob.shown };
    expect(received.bob).toEqual(this.sent.alice.map((sent) => ({ text: sent, protection: 'private' })));
    expect(received.alice).toEqual(this.sent.bob.map((sent) => ({ text: sent, protection: 'private' })));
    for (const party of [this.alice, this.bob]) {
      expect(status(party.state)).toBe('encrypted');
      expect(party.state.queue).toEqual([]);
      expect(party.names()).not.toContain('unreadable');
    }
  }
}

const NUL = /\0/g;
const readable = (next: Act): Act =>
  next.do === 'send' ? { ...next, text: next.text.replace(NUL, '-') } : next;

/** Performs random acts in a world that `create` makes from a seed, then carries everything to its end. */
function expectAlwaysArrived(create: (seed: number) => World): void {
  const acts = fc.array(act, { maxLength: 40 });
  const property = fc.property(acts, fc.nat(1000), (performed, seed) => {
    const world = create(seed);
    for (const next of performed) world.perform(readable(next));
    world.expectAllArrived();
  });
  fc.assert(property, { numRuns: 25 });
}

it('private already: sending, refreshing and reloading in any order loses no text', {
  timeout: 60_000,
}, () => {
  expectAlwaysArrived((seed) => new World(privatePair(seed, { maxText: 500 })));
});

it('both start at random moments: texts typed meanwhile arrive, in private', { timeout: 60_000 }, () => {
  expectAlwaysArrived((seed) => {
    const options = { policy: { requireEncryption: true } };
    const world = new World({
      alice: new Party('alice', seed, options),
      bob: new Party('bob', seed, options),
    });
    world.perform({ do: 'refresh', who: 'alice' });
    return world;
  });
});
