// @ts-check
/** One of the two people of the demo: a browser with Sotto, Converse.js open on the chat, hands and eyes. */
import { until } from '#tests/e2e/browser/until.mjs';

/** @typedef {import('#channel/conversation.ts').PadlockState} PadlockState */

/**
 * @typedef {object} Actor
 * @property {string} name
 * @property {import('playwright-core').Page} page
 * @property {import('#tests/e2e/browser/chromium.mjs').Sotto} sotto
 * @property {() => Promise<void>} clickPadlock the chip in the page's header
 * @property {(state: PadlockState) => Promise<void>} sees waits until the panel shows this state
 * @property {(text: string) => Promise<void>} writes types into the panel and presses Enter
 * @property {(text: string) => Promise<void>} reads waits until the panel shows this text from the other side
 * @property {() => Promise<void>} verifies by saying that the fingerprints match
 * @property {(passphrase: string) => Promise<void>} locks after having set this passphrase
 * @property {(passphrase: string) => Promise<void>} unlocks
 * @property {() => Promise<void>} ends by the panel's menu
 * @property {(words: string) => Promise<void>} seesWords waits for words in the panel
 * @property {() => Promise<boolean>} canWrite
 */

/**
 * @param {string} name
 * @param {import('#tests/e2e/browser/chromium.mjs').Sotto} sotto
 * @param {string} url of the page with the chat
 * @returns {Promise<Actor>}
 */
export async function enter(name, sotto, url) {
  // The content scripts are registered by the worker.
  await sotto.worker();
  const page = sotto.context.pages()[0] ?? (await sotto.context.newPage());
  await page.goto(url);
  await chip(page).waitFor({ state: 'visible' });
  const panel = () => sotto.panelFrame(page);
  const inPopup = async (/** @type {(popup: import('playwright-core').Page) => Promise<void>} */ act) => {
    const popup = await sotto.openPopup(page);
    await act(popup);
    await popup.close();
    await page.bringToFront();
  };
  return {
    name,
    page,
    sotto,
    clickPadlock: async () => {
      const box = await chip(page).boundingBox();
      if (box === null) throw new Error('The padlock is not to be seen.');
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    },
    sees: async (state) => {
      const frame = await panel();
      const seen = frame.locator('[data-state]').first();
      await frame
        .locator(`[data-state="${state}"]`)
        .first()
        .waitFor()
        .catch(async (error) => {
          const now = await seen.getAttribute('data-state').catch(() => 'nothing');
          throw new Error(`${name} sees ${now}, not ${state}`, { cause: error });
        });
    },
    writes: async (text) => {
      const composer = (await panel()).locator('textarea[name=message]');
      await composer.fill(text);
      await composer.press('Enter');
    },
    reads: async (text) => {
      const texts = (await panel()).locator('[data-entry=message][data-from=them] [data-text]');
      await until('the message', async () => (await texts.allTextContents()).includes(text) || undefined);
    },
    verifies: () =>
      inPopup(async (popup) => {
        await popup.locator('[data-tab=compare]').click();
        await popup.locator('[data-action=they-match]').click();
        await popup.locator('[data-state=verified]').first().waitFor();
      }),
    locks: async (passphrase) => {
      const options = await sotto.context.newPage();
      await options.goto(sotto.url('options.html#lock'));
      const form = options.locator('[data-form=set]');
      await form.locator('input[name=next]').fill(passphrase);
      await form.locator('input[name=again]').fill(passphrase);
      await form.locator('[data-action=save-passphrase]').click();
      await options.locator('[data-passphrase=set]').waitFor();
      await options.close();
      await inPopup((popup) => popup.locator('[data-action=lock-now]').click());
    },
    unlocks: (passphrase) =>
      inPopup(async (popup) => {
        await popup.locator('input[name=current]').fill(passphrase);
        await popup.locator('[data-action=unlock]').click();
        await popup.locator('[data-state=verified]').first().waitFor();
      }),
    ends: async () => {
      const frame = await panel();
      await frame.locator('[data-action=menu]').click();
      await frame.locator('[role=menu] [data-action=end]').click();
    },
    seesWords: async (words) => {
      await (await panel()).getByText(words).first().waitFor();
    },
    canWrite: async () => (await panel()).locator('textarea[name=message]').isEnabled(),
  };
}

/** @param {import('playwright-core').Page} page */
const chip = (page) => page.locator('[data-sotto-chip]').first();
