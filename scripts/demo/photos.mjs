// @ts-check
/** Screenshots of the demo. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Between and around pictures that are shown together, in px. */
const GAP = 8;

/** @typedef {import('./actor.mjs').Actor} Actor */

/** @param {string} folder emptied first */
export function photographer(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const path = (/** @type {string} */ name) => join(folder, `${name}.png`);

  /**
   * In light colours.
   *
   * @param {Actor} actor
   * @param {string} name
   */
  const shoot = (actor, name) => actor.page.screenshot({ path: path(`${actor.name}-${name}`) });

  /**
   * In dark colours.
   *
   * @param {Actor} actor
   * @param {string} name
   */
  const shootDark = async (actor, name) => {
    await actor.page.emulateMedia({ colorScheme: 'dark' });
    await actor.page.screenshot({ path: path(`${actor.name}-${name}-dark`) });
    await actor.page.emulateMedia({ colorScheme: 'light' });
  };

  /**
   * Two pictures taken before, side by side in one.
   *
   * @param {Actor} lender whose browser puts them together
   * @param {readonly [string, string]} names without `.png`
   * @param {string} name
   */
  const sideBySide = async (lender, names, name) => {
    const page = await lender.sotto.context.newPage();
    const { width, height } = lender.page.viewportSize() ?? { width: 1200, height: 800 };
    await page.setViewportSize({ width: 2 * width + 3 * GAP, height: height + 2 * GAP });
    const images = names.map((one) => `<img src="data:image/png;base64,${base64(path(one))}">`);
    await page.setContent(
      `<body style="margin:0;padding:${GAP}px;display:flex;gap:${GAP}px;background:#888">${images.join('')}</body>`,
    );
    await page.screenshot({ path: path(name) });
    await page.close();
  };

  return { shoot, shootDark, sideBySide };
}

/** @param {string} file */
const base64 = (file) => readFileSync(file).toString('base64');
