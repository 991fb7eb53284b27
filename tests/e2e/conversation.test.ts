/** Two people, Sotto on both sides, a real server between them. */
import { beforeAll, describe, expect, test } from 'vitest';
import { eventually, type Person } from './person.ts';
import { texts } from './texts.ts';
import { startWorld } from './world.ts';

let alice: Person;
let bob: Person;

beforeAll(async () => {
  const world = await startWorld();
  [alice, bob] = await Promise.all([world.person('alice', 'bob'), world.person('bob', 'alice')]);
});

describe.each([
  { starter: 'alice', first: () => alice, second: () => bob },
  { starter: 'bob', first: () => bob, second: () => alice },
])('started by $starter', ({ first, second }) => {
  test('a click makes both sides private: on the padlock, or on Start again after it was ended', async () => {
    if ((await first().state()) === 'finished') await first().press('start');
    else await first().clickChip();
    await Promise.all([first().sees('unverified'), second().sees('unverified')]);
    await eventually(() => first().toolbarTitle()).toContain('Private, not verified');
    await eventually(() => second().toolbarTitle()).toContain('Private, not verified');
  });

  test('50 messages each way, interleaved: order and text are equal', async () => {
    const before = { first: await first().heard(), second: await second().heard() };
    const fromFirst = texts('one', 50);
    const fromSecond = texts('two', 50);
    for (const [n, text] of fromFirst.entries()) {
      await first().say(text);
      await second().say(fromSecond[n] ?? '');
    }
    await second().hears([...before.second, ...fromFirst]);
    await first().hears([...before.first, ...fromSecond]);
    await Promise.all([first().allSent(), second().allSent()]);
  });

  test('one ends it: the other side sees who ended it, and its composer is blocked', async () => {
    await first().choose('end');
    await first().sees('plain');
    await second().sees('finished');
    await eventually(() => second().events()).toContain('ended-by-peer');
    const panel = await second().panel();
    await eventually(() => panel.locator('textarea[name=message]').isEnabled()).toBe(false);
    await eventually(() => second().toolbarTitle()).toContain('Ended by');
  });
});

test('the pages had no errors of their own', () => {
  expect([...alice.pageErrors, ...bob.pageErrors]).toEqual([]);
});
