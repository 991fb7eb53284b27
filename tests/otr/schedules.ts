/** Random schedules over a hostile wire, as many as are asked for. */
import fc from 'fast-check';
import type { OtrState } from '#otr/engine.ts';
import type { Act } from './hostile-wire.ts';
import { act, HostileWorld } from './hostile-wire.ts';
import { Party, privatePair } from './party.ts';

const POLICY = { requireEncryption: true, errorStartAke: true, whitespaceStartAke: true };

/** An AKE takes longer than all else in a schedule, so that a few serve for all. */
const PAIRS = 8;
const pairs = new Map<number, Readonly<Record<'alice' | 'bob', OtrState>>>();

function privateStates(seed: number): Readonly<Record<'alice' | 'bob', OtrState>> {
  const known = pairs.get(seed);
  if (known !== undefined) return known;
  const { alice, bob } = privatePair(seed);
  const states = { alice: alice.state, bob: bob.state };
  pairs.set(seed, states);
  return states;
}

/** Most schedules begin in private: that is where there is something to lose. */
function world(seed: number, begun: boolean): HostileWorld {
  const states = begun ? privateStates(seed % PAIRS) : undefined;
  return new HostileWorld((side) => {
    const party = new Party(side, seed, { policy: POLICY });
    if (states !== undefined) party.state = states[side];
    return party;
  });
}

/** Throws, with the shrunk schedule, when a rule is broken. */
export function runSchedules(count: number, seed: number, maxActs: number): void {
  const schedule = fc.record({
    acts: fc.array(act, { maxLength: maxActs }),
    seed: fc.nat(),
    begun: fc.constantFrom(true, true, true, true, false),
  });
  fc.assert(
    fc.property(
      schedule,
      ({ acts, seed: partySeed, begun }: { acts: Act[]; seed: number; begun: boolean }) => {
        const played = world(partySeed, begun);
        for (const next of acts) played.perform(next);
        played.expectHonest();
        played.expectHeals();
        played.expectHonest();
      },
    ),
    { numRuns: count, seed, endOnFailure: true },
  );
}
