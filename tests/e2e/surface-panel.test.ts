/** The panel's host in a hostile page, in a real Chromium. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  clickIntoPanel,
  eventually,
  inContent,
  panelBox,
  panelText,
  type SurfaceBench,
  showPanel,
  startBench,
} from './surface-bench.ts';

let bench: SurfaceBench;
let page: Page;

beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());
beforeEach(async () => {
  page = await bench.open();
  await showPanel(page);
});
afterEach(() => page.close());

const log = () => inContent(page, (content) => content.log);
const troubles = async () => (await log()).filter((line) => !line.startsWith('url'));
const panelFrames = () => page.frames().filter((frame) => frame.url().startsWith('chrome-extension://'));

/** Message list and composer of the bench's page, from the upper left of the window. */
const COVER = { left: 200, top: 84, right: 700, bottom: 444 };
const moved = (x: number, y: number) => ({
  left: COVER.left + x,
  top: COVER.top + y,
  right: COVER.right + x,
  bottom: COVER.bottom + y,
});

/** Waits until the host has looked for troubles often enough to report any: four looks of 200 ms. */
async function looksPass() {
  await page.evaluate(async () => {
    const start = performance.now();
    while (performance.now() - start < 800) await new Promise(requestAnimationFrame);
  });
}

async function expectBox(box: typeof COVER | undefined) {
  await eventually(() => panelBox(page)).toEqual(box);
}

describe('where it is', () => {
  it('covers the rectangle around list and composer', () => expectBox(COVER));

  it('follows the page when it scrolls, and ends at the edge of the window', async () => {
    await page.evaluate(() => scrollTo(0, 30));
    await expectBox(moved(0, -30));
    await page.evaluate(() => scrollTo(0, 200));
    await expectBox({ ...moved(0, -200), top: 0 });
    await page.evaluate(() => scrollTo(0, 1000));
    await expectBox(undefined);
    await page.evaluate(() => scrollTo(0, 0));
    await expectBox(COVER);
  });

  it('follows the page when it lays itself out anew', async () => {
    await page.evaluate(() => {
      const main = document.querySelector('main');
      main?.style.setProperty('left', '17.4px');
      main?.style.setProperty('width', '60%');
    });
    await eventually(async () => Math.round((await panelBox(page))?.right ?? 0)).toBe(557);
    await page.setViewportSize({ width: 700, height: 400 });
    await eventually(async () => Math.round((await panelBox(page))?.right ?? 0)).toBe(437);
    const covered = await page.evaluate(() => {
      const list = document.querySelector('#list')?.getBoundingClientRect();
      return { left: list?.left ?? 0, top: list?.top ?? 0, right: list?.right ?? 0, bottom: innerHeight };
    });
    const panel = await panelBox(page);
    for (const edge of ['left', 'top', 'right', 'bottom'] as const) {
      expect(Math.abs((panel?.[edge] ?? -9) - covered[edge])).toBeLessThanOrEqual(1);
    }
  });

  it('is not led astray by a page that zooms itself', async () => {
    await page.evaluate(() => document.documentElement.style.setProperty('zoom', '0.8'));
    await looksPass();
    const [panel, list] = await page.evaluate(() =>
      ['[data-sotto-panel]', '#list'].map((name) => {
        const box = document.querySelector(name)?.getBoundingClientRect();
        return [box?.left, box?.top, box?.right].map((edge) => Math.round(edge ?? -1));
      }),
    );
    expect(panel).toEqual(list);
    await expect.poll(troubles).toEqual([]);
  });

  it('is a bar of 48 px at the top of the area in bar mode', async () => {
    await inContent(page, ({ host }) => host.show([...document.querySelectorAll('#list, #composer')], 'bar'));
    await expectBox({ ...COVER, bottom: COVER.top + 48 });
  });

  it('stays where it was while the page replaces what it covers', async () => {
    await page.evaluate(() => document.querySelector('#list')?.remove());
    await looksPass();
    await expectBox(COVER);
  });

  it('goes from sight, and comes back, with what it covers', async () => {
    const setDisplay = (value: string) =>
      page.evaluate(
        (display) => document.querySelector('main')?.style.setProperty('display', display),
        value,
      );
    await setDisplay('none');
    await expectBox(undefined);
    await setDisplay('block');
    await expectBox(COVER);
    await expect.poll(troubles).toEqual([]);
  });
});

describe('its document', () => {
  it('is out of the page’s reach', async () => {
    const reach = await page.evaluate(() => ({
      length: window.length,
      frames: window.frames.length,
      named: document.querySelectorAll('iframe').length,
      root: document.querySelector('[data-sotto-panel]')?.shadowRoot ?? null,
      timing: performance.getEntriesByType('resource').filter(({ name }) => name.startsWith('chrome')),
    }));
    expect(reach).toEqual({ length: 0, frames: 0, named: 0, root: null, timing: [] });
  });

  it('keeps its text when the panel closes, shrinks and changes its place', async () => {
    await clickIntoPanel(page);
    await page.keyboard.type('draft');
    await expect.poll(() => panelText(page)).toBe('draft');
    await inContent(page, ({ host }) => {
      host.hide();
      host.show([...document.querySelectorAll('#composer')], 'bar');
      host.show([...document.querySelectorAll('#list')], 'open');
    });
    await expectBox({ ...COVER, bottom: 384 });
    await expect.poll(() => panelText(page)).toBe('draft');
    await expect.poll(log).toEqual(['url 1']);
  });

  it('takes the focus when asked, and the host knows', async () => {
    await expect.poll(() => inContent(page, ({ host }) => host.hasFocus())).toBe(false);
    await inContent(page, ({ host }) => host.focus());
    await eventually(() => inContent(page, ({ host }) => host.hasFocus())).toBe(true);
    await page.evaluate(() => document.querySelector<HTMLElement>('#editable')?.focus());
    await expect.poll(() => inContent(page, ({ host }) => host.hasFocus())).toBe(false);
  });

  it('is loaded anew on request, from a fresh URL', async () => {
    await inContent(page, ({ host }) => host.renew());
    await eventually(() => panelFrames().map((frame) => new URL(frame.url()).hash)).toEqual(['#2']);
    await expect.poll(troubles).toEqual([]);
  });

  it('is gone for good when the content script ends', async () => {
    await inContent(page, (content) => content.end());
    await showPanelAgain();
    await eventually(() => page.locator('[data-sotto-panel]').count()).toBe(0);
  });

  it('shows under a Content Security Policy that allows nothing', async () => {
    await page.goto(page.url().replace('chat', 'strict'));
    await showPanel(page);
    await expect.poll(() => panelText(page)).toBe('');
    await expect.poll(() => panelBox(page)).toBeDefined();
  });
});

function showPanelAgain() {
  return inContent(page, ({ host }) => host.show([...document.querySelectorAll('#list')], 'open'));
}

describe('a page that interferes', () => {
  it('that leaves it alone is not accused', async () => {
    await looksPass();
    await expect.poll(troubles).toEqual([]);
  });

  it.each([
    { how: 'removes it', act: () => document.querySelector('[data-sotto-panel]')?.remove() },
    {
      how: 'moves it into its body',
      act: () => document.body.append(document.querySelector('[data-sotto-panel]') ?? ''),
    },
    {
      how: 'takes it out and puts it back',
      act: () => document.documentElement.append(document.querySelector('[data-sotto-panel]') ?? ''),
    },
  ])('$how: it is back with a fresh URL, and that is reported', async ({ act }) => {
    await page.evaluate(act);
    await eventually(() => panelFrames().map((frame) => new URL(frame.url()).hash)).toEqual(['#2']);
    await expectBox(COVER);
    await expect.poll(log).toEqual(['url 1', 'removed', 'url 2']);
    expect(
      await page.evaluate(() => document.querySelector('[data-sotto-panel]')?.parentNode?.nodeName),
    ).toBe('HTML');
  });

  it('replaces the whole document: it is back', async () => {
    await page.evaluate(() => document.documentElement.replaceWith(document.createElement('html')));
    await eventually(() => page.locator('[data-sotto-panel]').count()).toBe(1);
    await expect.poll(troubles).toEqual(['removed']);
  });

  it('removes it again and again: reported once, and nobody spins', async () => {
    const { removals, seconds } = await page.evaluate(async () => {
      const start = performance.now();
      let count = 0;
      new MutationObserver(() => {
        const host = document.querySelector('[data-sotto-panel]');
        if (host) count += 1;
        host?.remove();
      }).observe(document.documentElement, { childList: true });
      document.querySelector('[data-sotto-panel]')?.remove();
      for (let frames = 0; frames < 60; frames++) await new Promise(requestAnimationFrame);
      return { removals: count, seconds: (performance.now() - start) / 1000 };
    });
    expect(removals).toBeGreaterThan(0);
    // Eight at once, then one in a second.
    expect(removals).toBeLessThan(11 + seconds);
    await expect.poll(troubles).toEqual(['removed']);
  });

  it.each([
    ['style', 'display: none !important; visibility: hidden !important; opacity: 0 !important'],
    ['style', 'transform: translate(500px) !important; clip-path: inset(50%) !important; left: 0 !important'],
    ['style', 'pointer-events: none !important; z-index: -1 !important; filter: opacity(0) !important'],
    ['hidden', ''],
    ['class', 'gone'],
    ['inert', ''],
    ['popover', 'auto'],
  ])('sets %s="%s" on the host: nothing comes of it', async (name, value) => {
    await page.evaluate(
      ([attribute, text]) =>
        document.querySelector('[data-sotto-panel]')?.setAttribute(attribute ?? '', text ?? ''),
      [name, value],
    );
    await looksPass();
    await expectBox(COVER);
    await expect.poll(troubles).toEqual([]);
    await clickIntoPanel(page);
    await page.keyboard.type('x');
    await expect.poll(() => panelText(page)).toBe('x');
  });

  it('closes the popover: it is raised again', async () => {
    await page.evaluate(() => document.querySelector<HTMLElement>('[data-sotto-panel]')?.hidePopover());
    await eventually(() =>
      page.evaluate(() => document.querySelector(':popover-open')?.hasAttribute('data-sotto-panel')),
    ).toBe(true);
  });

  it.each(['display: none', 'opacity: 0', 'content-visibility: hidden'])(
    'hides html by "%s": reported once, and again after it was over',
    async (style) => {
      const setStyle = (text: string) =>
        page.evaluate((css) => document.documentElement.setAttribute('style', css), text);
      await setStyle(style);
      await eventually(troubles).toEqual(['hidden']);
      await looksPass();
      await setStyle('');
      await looksPass();
      await expect.poll(troubles).toEqual(['hidden']);
      await setStyle(style);
      await eventually(troubles).toEqual(['hidden', 'hidden']);
    },
  );

  it('hides html by "visibility: hidden": nothing comes of it', async () => {
    await page.evaluate(() =>
      document.documentElement.style.setProperty('visibility', 'hidden', 'important'),
    );
    await looksPass();
    await expect.poll(troubles).toEqual([]);
  });

  it('lays a box of the highest z-index over it: it stays on top', async () => {
    await page.evaluate(() => {
      const over = document.body.appendChild(document.createElement('div'));
      over.style.cssText = 'position: fixed; inset: 0; z-index: 2147483647; background: red';
    });
    await looksPass();
    await expect.poll(troubles).toEqual([]);
    await clickIntoPanel(page);
    await page.keyboard.type('x');
    await expect.poll(() => panelText(page)).toBe('x');
  });

  it('opens a popover over it: it rises above, with the focus where it was', async () => {
    await clickIntoPanel(page);
    await page.keyboard.type('be');
    await openPopover();
    // A key pressed in the very moment of rising may go nowhere; it never goes to the page.
    await looksPass();
    await page.keyboard.type('fore');
    await eventually(() => panelText(page)).toBe('before');
    await expect.poll(troubles).toEqual([]);
  });

  it('opens popovers over it in a loop: reported', async () => {
    await page.evaluate(() => {
      const over = document.body.appendChild(document.createElement('div'));
      over.style.cssText = 'position: fixed; inset: 0; width: 100%; height: 100%';
      over.popover = 'manual';
      const raise = () => {
        if (over.matches(':popover-open')) over.hidePopover();
        over.showPopover();
        requestAnimationFrame(raise);
      };
      raise();
    });
    await eventually(troubles).toEqual(['covered']);
  });

  it('opens a modal dialog: reported, since it takes the clicks', async () => {
    await page.evaluate(() => document.body.appendChild(document.createElement('dialog')).showModal());
    await eventually(troubles).toEqual(['covered']);
    await page.evaluate(() => document.querySelector('dialog')?.close());
    await looksPass();
    await page.evaluate(() => document.querySelector('dialog')?.showModal());
    await eventually(troubles).toEqual(['covered', 'covered']);
  });

  it('covers a small part with an element in the top layer: reported', async () => {
    await page.evaluate(() => {
      const over = document.body.appendChild(document.createElement('dialog'));
      over.style.cssText = 'position: fixed; inset: auto; left: 300px; top: 90px; width: 300px; height: 40px';
      new ResizeObserver(() => undefined).observe(over);
      over.showModal();
    });
    await eventually(troubles).toEqual(['covered']);
  });

  it('makes the page inert: reported', async () => {
    await page.evaluate(() => document.documentElement.setAttribute('inert', ''));
    await eventually(troubles).toEqual(['covered']);
  });
});

function openPopover() {
  return page.evaluate(() => {
    const over = document.body.appendChild(document.createElement('div'));
    over.style.cssText = 'position: fixed; inset: 0; width: 100%; height: 100%';
    over.popover = 'manual';
    over.showPopover();
  });
}
