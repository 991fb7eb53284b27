/** The padlock chip in a hostile page, in a real Chromium. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { eventually, inContent, type SurfaceBench, startBench } from './surface-bench.ts';

let bench: SurfaceBench;
let page: Page;

beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());
beforeEach(async () => {
  page = await bench.open();
  await showChip(page);
});
afterEach(() => page.close());

function showChip(where: Page) {
  return inContent(where, ({ chip }) => {
    const header = document.querySelector('header');
    if (header === null) throw new Error('no header');
    chip.show(header, 'plain', { label: 'Not private', action: 'Start private conversation' });
  });
}

const log = () => inContent(page, (content) => content.log);
const chip = () => page.locator('[data-sotto-chip]');
const box = async () => {
  const found = await chip().boundingBox();
  if (found === null) throw new Error('the chip is not to be seen');
  return found;
};
/** Two renderings: what was put off to an animation frame is done. */
const rendered = () =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

it('is the first child of the header, 28 px high, at most 200 px wide, whatever the CSS of the page says', async () => {
  await expect
    .poll(() => page.evaluate(() => document.querySelector('header')?.firstElementChild?.tagName))
    .toBe('DIV');
  const { width, height } = await box();
  expect(height).toBe(28);
  expect(width).toBeGreaterThan(90);
  expect(width).toBeLessThanOrEqual(200);
});

it('asks for the panel on a click, and on Enter and Space', async () => {
  await chip().click();
  await expect.poll(log).toEqual(['open']);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Space');
  await expect.poll(log).toEqual(['open', 'open', 'open']);
});

it('loses no click that the page, or a change of state, comes in between', async () => {
  const press = async () => {
    const { x, y, width, height } = await box();
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
  };
  await press();
  await inContent(page, (content) => {
    const header = document.querySelector('header') ?? document.body;
    content.chip.show(header, 'starting', { label: 'Setting up…', action: 'Show' });
  });
  await page.mouse.up();
  await expect.poll(log).toEqual(['open']);
  await press();
  await inContent(page, (content) => {
    const header = document.querySelector('header');
    const anew = header?.cloneNode() as Element;
    header?.replaceWith(anew);
    content.chip.show(anew, 'plain', { label: 'Not private', action: 'Start private conversation' });
  });
  await page.mouse.up();
  await expect.poll(log).toEqual(['open', 'open']);
  await press();
  await page.mouse.move(600, 500);
  await page.mouse.up();
  await chip().click();
  await expect.poll(log).toEqual(['open', 'open', 'open']);
});

it('does not let its click open what the header opens', async () => {
  await page.evaluate(() => {
    const header = document.querySelector('header');
    for (const type of ['click', 'mousedown', 'pointerdown']) {
      header?.addEventListener(type, () => header.setAttribute('data-clicked', type));
    }
  });
  await chip().click();
  await expect.poll(log).toEqual(['open']);
  await eventually(() => page.locator('header[data-clicked]').count()).toBe(0);
});

it('gives the page no way to click it', async () => {
  const root = await page.evaluate(() => {
    const host = document.querySelector<HTMLElement>('[data-sotto-chip]');
    host?.click();
    const { left, top } = host?.getBoundingClientRect() ?? new DOMRect();
    const at = { clientX: left + 10, clientY: top + 10, bubbles: true, composed: true };
    document.elementFromPoint(at.clientX, at.clientY)?.dispatchEvent(new MouseEvent('click', at));
    host?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    return host?.shadowRoot;
  });
  expect(root).toBeNull();
  await expect.poll(log).toEqual([]);
});

it('comes back when the page renders the header anew', async () => {
  await page.evaluate(() => document.querySelector('header')?.replaceChildren('Bob'));
  await chip().waitFor();
  await chip().click();
  await expect.poll(log).toEqual(['open']);
});

it('does not spin with a page that drops it again and again', async () => {
  const { drops, seconds } = await page.evaluate(async () => {
    const start = performance.now();
    const header = document.querySelector('header');
    let count = 0;
    new MutationObserver(() => {
      const intruder = header?.querySelector('[data-sotto-chip]');
      if (intruder) count += 1;
      intruder?.remove();
    }).observe(header ?? document, { childList: true });
    header?.querySelector('[data-sotto-chip]')?.remove();
    for (let frames = 0; frames < 60; frames++) await new Promise(requestAnimationFrame);
    return { drops: count, seconds: (performance.now() - start) / 1000 };
  });
  expect(drops).toBeGreaterThan(0);
  // Eight at once, then one in a second.
  expect(drops).toBeLessThan(11 + seconds);
});

it('shows the glyph alone in a narrow header, and keeps the words in its name', async () => {
  await page.evaluate(() => document.querySelector('main')?.style.setProperty('width', '240px'));
  await eventually(async () => (await box()).width).toBe(28);
  await expect.poll(accessibleName).toBe('Not private. Start private conversation');
});

it('goes when it is hidden, and for good when the content script ends', async () => {
  await inContent(page, (content) => content.chip.hide());
  await eventually(() => chip().count()).toBe(0);
  await inContent(page, (content) => content.end());
  await showChip(page);
  await rendered();
  await eventually(() => chip().count()).toBe(0);
});

it('keeps its looks under a Content Security Policy that allows nothing', async () => {
  await page.goto(page.url().replace('chat', 'strict'));
  await showChip(page);
  const { height, width } = await box();
  expect(height).toBe(28);
  expect(width).toBeLessThanOrEqual(200);
});

async function accessibleName(): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const button = nodes.find((node) => node.role?.value === 'button');
  return String(button?.name?.value);
}
