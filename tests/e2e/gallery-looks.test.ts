/**
 * Every face of panel and popup, in light and dark, both directions, narrow and wide: drawn under the extension's
 * policy without a complaint, nothing wider than its window, every button with a name, and nothing that axe-core finds.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFaults } from './axe.ts';
import { PANEL_SCENES, POPUP_SCENES } from './gallery/scenes.ts';
import { type GalleryBrowser, type GalleryPage, startGallery } from './gallery-browser.ts';
import { picture } from './picture.ts';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'";
/** The scenes in which direction, or colour, makes a difference of its own. */
const TURNED = ['unverified', 'hebrew', 'odd', 'long-name', 'finished', 'focus-taken', 'required'];
const PANEL_NAMES = Object.keys(PANEL_SCENES);
const LOOKS = [
  { name: 'light', colorScheme: 'light', dir: 'ltr', scenes: PANEL_NAMES },
  {
    name: 'dark',
    colorScheme: 'dark',
    dir: 'ltr',
    scenes: PANEL_NAMES.filter((name) => name !== 'ten-thousand'),
  },
  { name: 'rtl', colorScheme: 'light', dir: 'rtl', scenes: TURNED },
] as const;

let gallery: GalleryBrowser;
beforeAll(async () => {
  gallery = await startGallery(POLICY);
});
afterAll(() => gallery.end());

describe.each(LOOKS)('$name', ({ name, colorScheme, dir, scenes }) => {
  let looked: GalleryPage;
  beforeAll(async () => {
    looked = await gallery.open({ colorScheme, reducedMotion: 'reduce' });
  });
  afterAll(() => looked.close());

  /** Opens the scene in each size, and gives what is wrong with it. */
  async function look(address: string, file: string, sizes: Readonly<Record<string, Size>>) {
    const { page, mishaps, show } = looked;
    await show(`${address}&dir=${dir}`);
    const faults: string[] = [];
    for (const [size, viewport] of Object.entries(sizes)) {
      await page.setViewportSize(viewport);
      await picture(page, `${file}-${name}-${size}`, { fullPage: address.startsWith('popup') });
      faults.push(...(await page.evaluate(faultsOfDocument)));
    }
    // What turns with the direction is the layout. Ten thousand messages are the same few rows again and again.
    if (dir === 'ltr' && !address.includes('ten-thousand')) faults.push(...(await axeFaults(page)));
    return [...mishaps, ...faults];
  }

  test.each(scenes)('panel, %s', async (scene) => {
    const sizes = { narrow: { width: 320, height: 560 }, wide: { width: 900, height: 640 } };
    expect(await look(`panel.html?scene=${scene}`, `panel-${scene}`, sizes)).toEqual([]);
  });

  test.each(['unverified', 'long-name', 'finished', 'verified'])('bar, %s', async (scene) => {
    const sizes = { narrow: { width: 320, height: 48 }, wide: { width: 900, height: 48 } };
    expect(await look(`panel.html?bar&scene=${scene}`, `bar-${scene}`, sizes)).toEqual([]);
  });

  test.each(Object.keys(POPUP_SCENES))('popup, %s', async (scene) => {
    const sizes = { popup: { width: 360, height: 200 } };
    expect(await look(`popup.html?scene=${scene}`, `popup-${scene}`, sizes)).toEqual([]);
  });

  test.each([
    ['question', 'ask'],
    ['secret', 'check-secret'],
    ['compare', 'they-match'],
    ['letters', 'they-match'],
    ['digits', 'they-match'],
    ['qr', 'they-match'],
    ['paste', 'have-verified'],
  ])(
    'way to verify, %s: its button is in view where the browser makes popups no higher',
    async (way, action) => {
      const { page, mishaps, show } = looked;
      await page.setViewportSize({ width: 360, height: 600 });
      await show(`popup.html?scene=unverified&dir=${dir}`);
      const isForm = ['letters', 'digits', 'qr'].includes(way);
      await page.locator(`[data-tab=${isForm ? 'compare' : way}]`).click();
      if (isForm) await page.locator('select[name=form]').selectOption(way);
      await picture(page, `way-${way}-${name}`);
      const box = await page.locator(`[data-action=${action}]`).boundingBox();
      expect((box?.y ?? 0) + (box?.height ?? 1000)).toBeLessThanOrEqual(600);
      expect([...mishaps, ...(await page.evaluate(faultsOfDocument))]).toEqual([]);
    },
  );

  test.each(['unverified', 'verified', 'new-key'])('verification window, %s', async (scene) => {
    const sizes = { narrow: { width: 320, height: 500 } };
    expect(await look(`popup.html?surface=window&scene=${scene}`, `verify-${scene}`, sizes)).toEqual([]);
  });
});

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Runs in the page: controls without a name, and parts that stick out at a side. */
function faultsOfDocument(): readonly string[] {
  const isNamed = (element: Element) => {
    const label = element.id === '' ? null : document.querySelector(`label[for="${element.id}"]`);
    return (element.getAttribute('aria-label') ?? element.textContent).trim() !== '' || label !== null;
  };
  const sticksOut = (element: Element) => {
    if (element.closest('.only-heard, svg') !== null) return false;
    const { left, right, width } = element.getBoundingClientRect();
    return width > 0 && (left < -0.5 || right > document.documentElement.clientWidth + 0.5);
  };
  return [
    ...[...document.querySelectorAll('button, input, select, textarea')].filter(
      (element) => !isNamed(element),
    ),
    ...[...document.querySelectorAll('.row:nth-last-child(-n+30) *, :not(.rows *)')].filter(sticksOut),
  ].map((element) => element.outerHTML.slice(0, 120));
}
