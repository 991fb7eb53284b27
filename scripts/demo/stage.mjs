// @ts-check
/** The stage of the demo: a local Prosody, a local Converse.js, and alice and bob, each at a browser of their own. */
import { launchWithSotto } from '#tests/e2e/browser/chromium.mjs';
import { startConverse } from '#tests/e2e/servers/converse.mjs';
import { startProsody } from '#tests/e2e/servers/prosody.mjs';
import { enter } from './actor.mjs';

/** The one is allowed on local sites from the start; to the shipped one they are granted. */
const BUILDS = { e2e: '.output/chrome-mv3-e2e', shipped: '.output/chrome-mv3' };
/** Wide enough for the padlock's words beside it in the page's header. */
const SIZE = { width: 1040, height: 720 };

/**
 * @typedef {object} Stage
 * @property {import('./actor.mjs').Actor} alice
 * @property {import('./actor.mjs').Actor} bob
 */

/**
 * @param {{ headless: boolean, build?: keyof typeof BUILDS }} options
 * @param {(() => Promise<unknown>)[]} ends what to call at the end, last first; filled while things start, so that
 *   the caller can end a stage that is not complete yet
 * @returns {Promise<Stage>}
 */
export async function openStage({ headless, build = 'e2e' }, ends) {
  const prosody = await startProsody();
  ends.push(prosody.stop);
  const converse = await startConverse(prosody);
  ends.push(converse.stop);
  const person = async (
    /** @type {string} */ name,
    /** @type {string} */ peer,
    /** @type {number} */ place,
  ) => {
    const look = headless
      ? { viewport: SIZE, colorScheme: /** @type {const} */ ('light') }
      : { viewport: null, args: windowAt(place) };
    const extensionDir = BUILDS[build];
    const sotto = await launchWithSotto({ extensionDir, headless, closeOnSignals: false, ...look });
    ends.push(sotto.close);
    if (build === 'shipped') await useOn(sotto, converse.origin);
    return enter(name, sotto, converse.url(name, peer));
  };
  const alice = await person('alice', 'bob', 0);
  const bob = await person('bob', 'alice', 1);
  return { alice, bob };
}

/**
 * @param {import('#tests/e2e/browser/chromium.mjs').Sotto} sotto
 * @param {string} origin
 */
async function useOn(sotto, origin) {
  await sotto.allowSite('http://localhost/*');
  const options = await sotto.context.newPage();
  await options.goto(sotto.url('options.html#sites'));
  await options.locator('input[name=site]').fill(origin);
  await options.locator('[data-action=add-site]').click();
  await options.locator('[data-site]').waitFor();
  await options.close();
}

/** @param {number} place 0: left, 1: right */
function windowAt(place) {
  return [`--window-size=${SIZE.width},${SIZE.height}`, `--window-position=${place * SIZE.width},0`];
}
