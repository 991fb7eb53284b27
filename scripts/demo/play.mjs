// @ts-check
/** The conversation that the demo plays by itself: each state of the padlock, through the real pages. */
import { until } from '#tests/e2e/browser/until.mjs';
import { photographer } from './photos.mjs';

/** For keys that are thrown away with the demo's browsers. */
const PASSPHRASE = 'lantern quarry mitten eleven';

/**
 * Plays it; rejects at the first thing that does not happen.
 *
 * @param {import('./stage.mjs').Stage} stage
 * @param {{ folder: string, tell: (line: string) => void }} options where pictures go, and what to do with each step's line
 */
export async function play({ alice, bob }, { folder, tell }) {
  const { shoot, shootDark, sideBySide } = photographer(folder);
  const both = [alice, bob];
  const shootBoth = async (/** @type {string} */ name) => {
    for (const actor of both) await shoot(actor, name);
    await shootDark(alice, name);
  };

  await shootBoth('1-not-private');
  tell('alice and bob have their chat open: not private');

  // While bob's page sleeps nothing can answer, so that this state stands still for the picture.
  const sleep = await hold(bob);
  await alice.clickPadlock();
  await alice.sees('starting');
  await shoot(alice, '2-setting-up');
  await shootDark(alice, '2-setting-up');
  tell('alice clicks the padlock: setting up');

  await sleep.end();
  await Promise.all(both.map((actor) => actor.sees('unverified')));
  tell('both sides are private, not verified');

  await say(alice, bob, 'Hello Bob. From here on the chat company reads none of this.');
  tell('alice writes, bob reads');
  await say(bob, alice, 'Hello Alice! Not even the smile? :-)');
  await say(alice, bob, 'Not even that.\nDinner at eight, then.');
  tell('bob writes, alice reads, and so on');
  await shootBoth('3-private');
  await sideBySide(alice, ['alice-3-private', 'bob-3-private'], 'both');

  await alice.verifies();
  await alice.sees('verified');
  await shoot(alice, '4-verified');
  await shootDark(alice, '4-verified');
  tell('alice has compared what the two of them read to each other: private, verified');

  await alice.locks(PASSPHRASE);
  await alice.sees('locked');
  await shoot(alice, '5-locked');
  await shootDark(alice, '5-locked');
  await alice.unlocks(PASSPHRASE);
  await alice.sees('verified');
  tell('alice locks Sotto with a passphrase, and unlocks it: the conversation goes on');

  await bob.ends();
  await bob.sees('plain');
  await alice.sees('finished');
  await alice.seesWords('Ended by');
  if (await alice.canWrite()) throw new Error('alice can still write after the end.');
  await shootBoth('6-ended');
  tell('bob ends it: alice sees who did, and her composer is blocked');
}

/**
 * @param {import('./actor.mjs').Actor} from
 * @param {import('./actor.mjs').Actor} to
 * @param {string} text
 */
async function say(from, to, text) {
  await from.writes(text);
  await to.reads(text);
}

/**
 * Puts an actor's page to sleep, as a closed laptop would.
 *
 * @param {import('./actor.mjs').Actor} actor
 */
async function hold({ page }) {
  const session = await page.context().newCDPSession(page);
  await session.send('Page.enable');
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  return {
    end: async () => {
      await session.send('Page.setWebLifecycleState', { state: 'active' });
      await until('the page to wake', () =>
        page.evaluate(() => document.readyState === 'complete' || undefined),
      );
      await session.detach();
    },
  };
}
