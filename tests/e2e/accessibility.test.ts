/** axe-core on every face of panel and popup: no violation, in light and dark. The options page: options-looks.test.ts. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFaults } from './axe.ts';
import { PANEL_SCENES, POPUP_SCENES } from './gallery/scenes.ts';
import { type GalleryBrowser, type GalleryPage, startGallery } from './gallery-browser.ts';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'";

let gallery: GalleryBrowser;
beforeAll(async () => {
  gallery = await startGallery(POLICY);
});
afterAll(() => gallery.end());

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  let looked: GalleryPage;
  beforeAll(async () => {
    looked = await gallery.open({
      colorScheme,
      reducedMotion: 'reduce',
      viewport: { width: 400, height: 620 },
    });
  });
  afterAll(() => looked.close());

  // Ten thousand messages are the same few rows again and again.
  test.each(Object.keys(PANEL_SCENES).filter((name) => name !== 'ten-thousand'))(
    'panel, %s',
    async (scene) => {
      await looked.show(`panel.html?scene=${scene}`);
      expect(await axeFaults(looked.page)).toEqual([]);
    },
  );

  test.each(Object.keys(POPUP_SCENES))('popup, %s', async (scene) => {
    await looked.show(`popup.html?scene=${scene}`);
    expect(await axeFaults(looked.page)).toEqual([]);
  });
});
