// @ts-check
/**
 * What Sotto costs a page: bytes that the browser loads into it, and time until DOMContentLoaded; the shipped build in a real
 * Chromium.
 *
 * One page is served under two names, and Sotto is on for one of them. They take turns, so that whatever else the machine does hits
 * both. The page is known by no address, so it has the hook of XMPP: more than a messenger that is known.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { launchWithSotto } from '#tests/e2e/browser/chromium.mjs';

const BUILD = '.output/chrome-mv3';
const PAGE = `<!doctype html><title>A page</title>${'<p>words of a page</p>'.repeat(500)}`;

/** Gzipped, in bytes, of what is loaded into a top frame. */
export function pageBytes() {
  const bytes = (/** @type {string[]} */ ...files) =>
    files
      .map((file) => gzipSync(readFileSync(`${BUILD}/${file}`), { level: 9 }).length)
      .reduce((one, other) => one + other);
  const byWire = bytes('guard.js', 'content-scripts/wire.js', 'messenger-wire.js');
  return {
    /** A messenger that is known by its address, or was taught. */
    byPage: bytes('guard.js', 'messenger-page.js'),
    /** Any other page where Sotto is on, XMPP or not. */
    byWire,
    /** One with a sign that it is read by its page. */
    bySign: byWire + bytes('page-engine.js'),
  };
}

/**
 * @param {number} count samples of each
 * @param {(() => Promise<unknown>)[]} ends what to call at the end, last first
 * @returns {Promise<{ on: number[], off: number[] }>} ms from the first byte to DOMContentLoaded
 */
export async function measurePageCost(count, ends) {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(PAGE);
  });
  await new Promise((resolve) => server.listen(0, () => resolve(undefined)));
  ends.push(async () => server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  const sotto = await launchWithSotto({ extensionDir: BUILD, headless: true });
  ends.push(sotto.close);
  await switchOn(sotto, 'http://localhost/*');
  const page = await sotto.context.newPage();
  const open = async (/** @type {string} */ host) => {
    await page.goto(`http://${host}:${address.port}/`);
    return page.evaluate(() => {
      const [entry] = performance.getEntriesByType('navigation');
      if (!(entry instanceof PerformanceNavigationTiming)) throw new Error('The page was not navigated to');
      return entry.domContentLoadedEventEnd - entry.responseStart;
    });
  };
  /** @type {{ on: number[], off: number[] }} */
  const times = { on: [], off: [] };
  // The first of each warms up and does not count.
  for (let sample = 0; sample <= count; sample += 1) {
    const [on, off] = [await open('localhost'), await open('127.0.0.1')];
    if (sample === 0) continue;
    times.on.push(on);
    times.off.push(off);
  }
  return times;
}

/**
 * @param {import('#tests/e2e/browser/chromium.mjs').Sotto} sotto
 * @param {string} pattern
 */
async function switchOn(sotto, pattern) {
  await sotto.allowSite(pattern);
  const options = await sotto.context.newPage();
  await options.goto(sotto.url('options.html#sites'));
  await options.locator('input[name=site]').fill(pattern.replace('*', ''));
  await options.locator('[data-action=add-site]').click();
  await options.locator('[data-outcome=added]').waitFor();
  await options.waitForFunction(
    async () => (await chrome.scripting.getRegisteredContentScripts()).length > 2,
  );
  await options.close();
}
