/**
 * Every face of panel and popup, in light and dark, both directions, narrow and wide: drawn under the extension's
 * policy without a complaint, nothing wider than its window, every button with a name, and nothing that axe-core finds.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFaults, colourFaults } from './axe.ts';
import { PANEL_SCENES, POPUP_SCENES } from './gallery/scenes.ts';
import { type GalleryBrowser, type GalleryPage, startGallery, type Theme } from './gallery-browser.ts';
import { picture } from './picture.ts';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'";
/** The scenes in which direction, or colour, makes a difference of its own. */
const TURNED = ['unverified', 'hebrew', 'odd', 'long-name', 'finished', 'focus-taken', 'required'];
const LOOKS = [
  { dir: 'ltr', themes: ['light', 'dark'], scenes: Object.keys(PANEL_SCENES) },
  { dir: 'rtl', themes: ['light'], scenes: TURNED },
] as const;

let gallery: GalleryBrowser;
beforeAll(async () => {
  gallery = await startGallery(POLICY);
});
afterAll(() => gallery.end());

describe.each(LOOKS)('$dir', ({ dir, themes, scenes }) => {
  let looked: GalleryPage;
  beforeAll(async () => {
    looked = await gallery.open({ reducedMotion: 'reduce' });
  });
  afterAll(() => looked.close());

  /** Opens the scene in each theme and size, and gives what is wrong with it. */
  async function look(address: string, file: string, sizes: Readonly<Record<string, Size>>) {
    const { page, mishaps, show } = looked;
    await show(`${address}&dir=${dir}`);
    // Ten thousand messages are the same few rows again and again.
    const isLong = address.includes('ten-thousand');
    const faults = await inThemes(isLong ? ['light'] : themes, async (theme) => {
      // What turns with the direction is the layout. The colours alone are looked at before the window changes again.
      const usesAxe = dir === 'ltr' && !isLong;
      const found = usesAxe && theme === 'dark' ? [...(await colourFaults(page))] : [];
      for (const [size, viewport] of Object.entries(sizes)) {
        await page.setViewportSize(viewport);
        await picture(page, `${file}-${nameOf(theme)}-${size}`, { fullPage: address.startsWith('popup') });
        found.push(...(await page.evaluate(faultsOfDocument)));
      }
      return usesAxe && theme === 'light' ? [...found, ...(await axeFaults(page))] : found;
    });
    return [...mishaps, ...faults];
  }

  /** What `find` finds in each of the themes, the document staying as it is. */
  async function inThemes(
    all: readonly Theme[],
    find: (theme: Theme) => Promise<readonly string[]>,
  ): Promise<readonly string[]> {
    const faults: string[] = [];
    for (const theme of all) {
      await looked.turn(theme);
      faults.push(...(await find(theme)));
    }
    return faults;
  }

  /** In the pictures' names. */
  const nameOf = (theme: Theme) => (dir === 'rtl' ? dir : theme);

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
      const faults = await inThemes(themes, async (theme) => {
        await picture(page, `way-${way}-${nameOf(theme)}`);
        const box = await page.locator(`[data-action=${action}]`).boundingBox();
        expect((box?.y ?? 0) + (box?.height ?? 1000)).toBeLessThanOrEqual(600);
        return page.evaluate(faultsOfDocument);
      });
      expect([...mishaps, ...faults]).toEqual([]);
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
