/** Random schedules over a hostile wire, as many as are asked for. */
import fc from 'fast-check';
import type { OtrState } from '#otr/engine.ts';
import { act, HostileWorld } from './hostile-wire.ts';
import { Party, privatePair, settle } from './party.ts';

const policy = (errorStartAke: boolean) => ({ requireEncryption: true, errorStartAke });

/**
 * How a schedule begins. `torn`: both are private, but in different sessions, as when the last message of an AKE got lost;
 * only what they do about unreadable messages can help them.
 */
type Beginning = 'private' | 'torn' | 'strangers';
type States = Readonly<Record<'alice' | 'bob', OtrState>>;

/** An AKE takes longer than all else in a schedule, so that a few serve for all. */
const PAIRS = 8;
const pairs = new Map<string, States>();

function beginningStates(seed: number, beginning: Beginning): States {
  const known = pairs.get(`${beginning} ${seed}`);
  if (known !== undefined) return known;
  const { alice, bob } = privatePair(seed);
  const before = bob.state;
  if (beginning === 'torn') {
    alice.do({ type: 'start' });
    settle(alice, bob);
  }
  const states = { alice: alice.state, bob: before };
  pairs.set(`${beginning} ${seed}`, states);
  return states;
}

function world(seed: number, beginning: Beginning, errorStartAke: boolean): HostileWorld {
  const states = beginning === 'strangers' ? undefined : beginningStates(seed % PAIRS, beginning);
  return new HostileWorld((side) => {
    const party = new Party(side, seed, { policy: policy(errorStartAke) });
    if (states !== undefined) party.state = states[side];
    return party;
  });
}

/** Throws, with the shrunk schedule, when a rule is broken. */
export function runSchedules(count: number, seed: number, maxActs: number): void {
  const schedule = fc.record({
    acts: fc.array(act, { minLength: Math.floor(maxActs / 3), maxLength: maxActs, size: 'max' }),
    seed: fc.nat(),
    beginning: fc.constantFrom<Beginning>('private', 'private', 'private', 'torn', 'strangers'),
    errorStartAke: fc.boolean(),
  });
  fc.assert(
    fc.property(schedule, ({ acts, seed: partySeed, beginning, errorStartAke }) => {
      const played = world(partySeed, beginning, errorStartAke);
      for (const next of acts) played.perform(next);
      played.expectHonest();
      played.expectHeals();
      played.expectHonest();
    }),
    { numRuns: count, seed, endOnFailure: true },
  );
}
