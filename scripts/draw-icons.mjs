// @ts-check
/**
 * `node scripts/draw-icons.mjs`: draws the extension's own icon, public/icon/N.png, in a Chromium from the padlock's
 * path. To be run when the path or the colours change; the pictures are committed.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { runnerImport } from 'vite';
import { findBrowser } from '#tests/e2e/browser/find-browser.mjs';

const SIZES = [16, 32, 48, 96, 128];
const FOLDER = 'public/icon';
const GROUND = '#2c5bc9';

/** @param {number} size @param {string} path */
function svg(size, path) {
  // At 16 px every pixel counts: the padlock fills the square; in larger ones it has air around it.
  const scale = size < 32 ? 0.92 : 0.8;
  const shift = 12 * (1 - scale);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 24 24">
    <rect width="24" height="24" rx="5.25" fill="${GROUND}"/>
    <path transform="translate(${shift} ${shift - 0.2}) scale(${scale})" fill="#fff" fill-rule="evenodd" d="${path}"/>
  </svg>`;
}

async function main() {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('no Chromium found');
  const { module } = await runnerImport('./src/channel/padlock-glyphs.ts');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const page = await browser.newPage();
  mkdirSync(FOLDER, { recursive: true });
  for (const size of SIZES) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<style>body{margin:0}svg{display:block}</style>${svg(size, module.PADLOCK_GLYPHS.locked.path)}`,
    );
    writeFileSync(`${FOLDER}/${size}.png`, await page.screenshot({ omitBackground: true }));
  }
  await browser.close();
}

await main();
