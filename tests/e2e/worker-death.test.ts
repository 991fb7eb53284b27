/** The worker is stopped at random moments, 50 times, while two people talk. */
import { beforeAll, expect, test } from 'vitest';
import { eventually, type Person } from './person.ts';
import { startWorld } from './world.ts';

const DEATHS = 50;

let alice: Person;
let bob: Person;

beforeAll(async () => {
  const world = await startWorld();
  [alice, bob] = await Promise.all([world.person('alice', 'bob'), world.person('bob', 'alice')]);
  await alice.clickChip();
  await Promise.all([alice.sees('unverified'), bob.sees('unverified')]);
});

/** Stops one of the two workers again and again, each time at another moment of the conversation. */
async function killWorkers(stillTalking: () => boolean): Promise<number> {
  let deaths = 0;
  while (deaths < DEATHS || stillTalking()) {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 120));
    await (deaths % 2 === 0 ? alice : bob).sotto.stopWorker();
    deaths += 1;
  }
  return deaths;
}

test('50 deaths: nothing lost, nothing doubled, no re-keying', async () => {
  const fromAlice: string[] = [];
  const fromBob: string[] = [];
  let dying = true;
  const talk = async (): Promise<void> => {
    for (let n = 0; dying || n < 50; n += 1) {
      fromAlice.push(`alice says ${n}`);
      fromBob.push(`bob says ${n}`);
      await Promise.all([alice.say(`alice says ${n}`), bob.say(`bob says ${n}`)]);
    }
  };
  const talking = talk();
  const deaths = await killWorkers(() => false);
  dying = false;
  await talking;

  expect(deaths).toBeGreaterThanOrEqual(DEATHS);
  await bob.hears(fromAlice);
  await alice.hears(fromBob);
  await Promise.all([alice.allSent(), bob.allSent()]);
  await eventually(() => alice.events()).toEqual(['started-unverified']);
  await eventually(() => bob.events()).toEqual(['started-unverified']);
});
