// @ts-check
/**
 * How long the popup takes from opening to usable: the shipped build in a real Chromium, a thousand contacts in the
 * vault, a chat in the tab.
 *
 * Usable: its buttons are there and were painted. Counted from the start of its navigation, in one page that is loaded
 * again and again: a new one is held up by the tens of ms that the automation takes to attach itself, which nobody has
 * to wait for. Before a private conversation the service worker is asleep, as it is after 30 seconds without work; in a
 * private conversation the panel keeps it awake.
 */
import { openStage } from '#scripts/demo/stage.mjs';

const CONTACTS = 1000;

/** @typedef {'asleep' | 'private'} PopupRow */
/** @typedef {import('#tests/e2e/browser/chromium.mjs').Sotto} Sotto */

/**
 * @param {number} count samples of each
 * @param {(() => Promise<unknown>)[]} ends what to call at the end, last first
 * @returns {Promise<Record<PopupRow, number[]>>} in ms
 */
export async function measurePopup(count, ends) {
  const { alice, bob } = await openStage({ headless: true, build: 'shipped' }, ends);
  const { sotto, page } = alice;
  await fillVault(sotto);
  await sotto.context.addInitScript(watchUsable);
  const tab = await sotto.tabOf(page);
  const asleep = await openOften(sotto, tab, count, () => sotto.stopWorker());
  await page.bringToFront();
  await alice.clickPadlock();
  await Promise.all([alice.sees('unverified'), bob.sees('unverified')]);
  return { asleep, private: await openOften(sotto, tab, count) };
}

/**
 * @param {Sotto} sotto
 * @param {number} tab
 * @param {number} count
 * @param {() => Promise<unknown>} [before]
 */
async function openOften(sotto, tab, count, before) {
  /** @type {number[]} */
  const times = [];
  const popup = await sotto.context.newPage();
  for (let sample = 0; sample < count; sample += 1) {
    // A document of ours without a script: it keeps the process, and leaves the worker alone.
    await popup.goto(sotto.url('icon/16.png'));
    await before?.();
    await popup.goto(sotto.url(`popup.html?tab=${tab}`));
    const usableAt = await popup.waitForFunction(() => Reflect.get(globalThis, 'usableAt'));
    times.push(Number(await usableAt.jsonValue()));
  }
  await popup.close();
  return times;
}

/** Runs in each document before its own scripts: notes when the popup's first button stands there and was painted. */
function watchUsable() {
  if (!location.pathname.endsWith('/popup.html')) return;
  const observer = new MutationObserver(() => {
    if (document.querySelector('main:not([aria-busy]) button') === null) return;
    observer.disconnect();
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => Reflect.set(globalThis, 'usableAt', performance.now());
    // A message that is posted in a frame arrives after its painting.
    requestAnimationFrame(() => port2.postMessage(null));
  });
  observer.observe(document, { childList: true, subtree: true, attributes: true });
}

/**
 * By the way that users have: fingerprints of another program, brought in by the options page.
 *
 * @param {Sotto} sotto
 */
async function fillVault(sotto) {
  const lines = Array.from({ length: CONTACTS }, (_, index) => {
    const fingerprint = index.toString(16).padStart(40, 'c');
    return `person.${index}@example.org\talice@localhost\txmpp\t${fingerprint}\t${index % 2 ? 'verified' : ''}\n`;
  });
  const options = await sotto.context.newPage();
  await options.goto(sotto.url('options.html#backup'));
  const form = options.locator('[data-form=key-files]');
  const file = { name: 'otr.fingerprints', mimeType: 'text/plain', buffer: Buffer.from(lines.join('')) };
  await form.locator('input[type=file]').setInputFiles(file);
  await form.locator('[data-action=take-in]:not(:disabled)').click();
  await form.locator('.outcome', { hasText: String(CONTACTS) }).waitFor();
  await options.close();
}
