/**
 * Every face of panel and popup, in light and dark, both directions, narrow and wide: drawn under the extension's
 * policy without a complaint, nothing wider than its window, every button with a name. Pictures: .output/gallery/.
 */
import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PANEL_SCENES, POPUP_SCENES } from './gallery/scenes.ts';
import { type GalleryBrowser, startGallery } from './gallery-browser.ts';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'";
const PICTURES = '.output/gallery';
const NARROW = { width: 320, height: 560 };
const WIDE = { width: 900, height: 640 };
const LOOKS = [
  { name: 'light', colorScheme: 'light', dir: 'ltr' },
  { name: 'dark', colorScheme: 'dark', dir: 'ltr' },
  { name: 'rtl', colorScheme: 'light', dir: 'rtl' },
] as const;

let gallery: GalleryBrowser;
beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  gallery = await startGallery(POLICY);
});
afterAll(() => gallery.end());

async function look(
  address: string,
  picture: string,
  viewport: typeof NARROW,
  colorScheme: 'light' | 'dark',
) {
  const { page, mishaps, close } = await gallery.open(address, {
    viewport,
    colorScheme,
    reducedMotion: 'reduce',
  });
  await page.screenshot({ path: `${PICTURES}/${picture}.png`, fullPage: address.startsWith('popup') });
  const faults = await page.evaluate(() => {
    const nameless = [...document.querySelectorAll('button, textarea')].filter((element) => {
      const words = element.getAttribute('aria-label') ?? element.textContent;
      const label = element.id === '' ? null : document.querySelector(`label[for="${element.id}"]`);
      return words.trim() === '' && label === null;
    });
    const tooWide = [...document.querySelectorAll('body *')].filter((element) => {
      if (element.closest('.only-heard, svg') !== null) return false;
      const { left, right, width } = element.getBoundingClientRect();
      return width > 0 && (left < -0.5 || right > document.documentElement.clientWidth + 0.5);
    });
    return [...nameless, ...tooWide].map((element) => element.outerHTML.slice(0, 120));
  });
  await close();
  return [...mishaps, ...faults];
}

describe.each(LOOKS)('$name', ({ name, colorScheme, dir }) => {
  test.each(Object.keys(PANEL_SCENES))('panel, %s', async (scene) => {
    const address = `panel.html?scene=${scene}&dir=${dir}`;
    expect(await look(address, `panel-${scene}-${name}-wide`, WIDE, colorScheme)).toEqual([]);
    expect(await look(address, `panel-${scene}-${name}-narrow`, NARROW, colorScheme)).toEqual([]);
  });

  test.each(['unverified', 'long-name', 'finished', 'verified'])('bar, %s', async (scene) => {
    const address = `panel.html?scene=${scene}&dir=${dir}&bar`;
    expect(await look(address, `bar-${scene}-${name}-wide`, { width: 900, height: 48 }, colorScheme)).toEqual(
      [],
    );
    expect(
      await look(address, `bar-${scene}-${name}-narrow`, { width: 320, height: 48 }, colorScheme),
    ).toEqual([]);
  });

  test.each(Object.keys(POPUP_SCENES))('popup, %s', async (scene) => {
    const viewport = { width: 360, height: 400 };
    const address = `popup.html?scene=${scene}&dir=${dir}`;
    expect(await look(address, `popup-${scene}-${name}`, viewport, colorScheme)).toEqual([]);
  });

  test.each(['unverified', 'verified', 'new-key'])('verification window, %s', async (scene) => {
    const viewport = { width: 320, height: 500 };
    const address = `popup.html?scene=${scene}&dir=${dir}&surface=window`;
    expect(await look(address, `verify-${scene}-${name}`, viewport, colorScheme)).toEqual([]);
  });
});
