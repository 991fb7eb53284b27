/** The key guard in a page that wants what is typed into the panel, with real key events in a real Chromium. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  clickIntoPanel,
  eventually,
  inContent,
  inEachFrame,
  panelText,
  type SurfaceBench,
  showPanel,
  startBench,
} from './surface-bench.ts';

declare global {
  /** What the page saw of the keyboard: names of trusted events, in the page's own world. */
  var seen: string[];
  /** Makes the page see the events of another of its windows as well. */
  var spyOn: (view: Window) => void;
}

let bench: SurfaceBench;
let page: Page;

beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());
beforeEach(async () => {
  page = await bench.open();
});
afterEach(() => page.close());

const log = () => inContent(page, (content) => content.log);
const seenByPage = () => page.evaluate(() => seen);
const fieldValue = () => page.evaluate(() => document.querySelector<HTMLInputElement>('#field')?.value);
const reports = async () =>
  (await inEachFrame(page, (content) => content.log)).flat().filter((line) => line === 'focus-taken').length;
const armed = async () => (await inEachFrame(page, ({ guard }) => guard.armed)).every(Boolean);

/** Opens the panel and puts the caret into it, as the user does. */
async function enterPanel() {
  await showPanel(page);
  await clickIntoPanel(page);
  await eventually(armed).toBe(true);
  await page.evaluate(() => {
    seen = [];
  });
}

async function typeKeys(count: number) {
  for (let key = 0; key < count; key++) await page.keyboard.press('a');
}

/** All that the page has of the keys: events, and what stands in fields of any of its frames. */
function loot() {
  return page.evaluate(() => {
    const views = [window, ...Array.from(window.frames as unknown as ArrayLike<Window>)];
    const texts = views.flatMap((view) =>
      [...view.document.querySelectorAll('input, [contenteditable]')].map((element) =>
        element instanceof HTMLElement && element.isContentEditable
          ? (element.textContent ?? '').replace('edit', '')
          : ((element as HTMLInputElement).value ?? ''),
      ),
    );
    return seen.length + texts.join('').length;
  });
}

/** Each runs in the page and resolves when it has, or keeps trying to get, the focus. */
const ATTACKS: { how: string; act: () => void }[] = [
  { how: 'focuses a field once', act: () => document.querySelector<HTMLElement>('#field')?.focus() },
  {
    how: 'focuses a field in a loop',
    act: () => {
      setInterval(() => document.querySelector<HTMLElement>('#field')?.focus(), 1);
    },
  },
  {
    how: 'focuses something editable in a loop',
    act: () => {
      setInterval(() => document.querySelector<HTMLElement>('#editable')?.focus(), 1);
    },
  },
  {
    how: 'blurs the panel in a loop',
    act: () => {
      setInterval(() => (document.activeElement as HTMLElement | null)?.blur(), 1);
    },
  },
  {
    how: 'calls window.focus in a loop',
    act: () => {
      setInterval(() => {
        (document.activeElement as HTMLElement | null)?.blur();
        window.focus();
      }, 1);
    },
  },
  {
    how: 'focuses a field in a frame of its own origin',
    act: () => {
      const frame = document.body.appendChild(document.createElement('iframe'));
      frame.src = '/frame';
      frame.addEventListener('load', () => {
        const view = frame.contentWindow;
        if (view === null) return;
        spyOn(view);
        setInterval(() => view.document.querySelector<HTMLElement>('#field')?.focus(), 1);
      });
    },
  },
  {
    how: 'focuses a field in a new about:blank frame',
    act: () => {
      const view = document.body.appendChild(document.createElement('iframe')).contentWindow;
      if (view === null) return;
      spyOn(view);
      const field = view.document.body.appendChild(view.document.createElement('input'));
      setInterval(() => field.focus(), 1);
    },
  },
  {
    how: 'focuses a field in a srcdoc frame',
    act: () => {
      const frame = document.body.appendChild(document.createElement('iframe'));
      frame.srcdoc = '<input autofocus>';
      frame.addEventListener('load', () => {
        const view = frame.contentWindow;
        if (view === null) return;
        spyOn(view);
        setInterval(() => view.document.querySelector('input')?.focus(), 1);
      });
    },
  },
];

/** Waits until the page has had the focus: the attack is on. */
async function attackBegins() {
  await page.waitForFunction(() => !document.activeElement?.hasAttribute('data-sotto-panel'));
  // A frame that came with the attack is told by the background in the meantime, as every frame is.
  await eventually(armed).toBe(true);
}

describe('twenty keys in a page that', () => {
  it.each(ATTACKS)('$how: none reach it, and the user is told once', async ({ act }) => {
    await enterPanel();
    await typeKeys(3);
    await eventually(() => panelText(page)).toBe('aaa');
    await page.evaluate(act);
    await attackBegins();
    await typeKeys(17);
    await expect.poll(loot).toBe(0);
    await expect.poll(reports).toBe(1);
  });

  it.each(ATTACKS)('$how: they reach it when there is no guard', async ({ act }) => {
    await enterPanel();
    await inEachFrame(page, ({ guard }) => guard.disarm());
    await page.evaluate(act);
    await page.waitForFunction(() => !document.activeElement?.hasAttribute('data-sotto-panel'));
    await eventually(async () => {
      await inEachFrame(page, ({ guard }) => guard.disarm());
      await typeKeys(1);
      return loot();
    }).toBeGreaterThan(0);
  });

  it('is asked for text by an input method: the composition is cut off', async () => {
    await enterPanel();
    await page.evaluate(() => document.querySelector<HTMLElement>('#field')?.focus());
    const session = await page.context().newCDPSession(page);
    for (const text of ['に', 'にほ', 'にほん']) {
      await session.send('Input.imeSetComposition', { text, selectionStart: 1, selectionEnd: 1 });
    }
    await session.send('Input.insertText', { text: '日本' });
    await expect.poll(seenByPage).toEqual([]);
    await expect.poll(fieldValue).toBe('');
    await expect.poll(reports).toBe(1);
  });

  it('waits for a paste: nothing is pasted', async () => {
    await enterPanel();
    await page.keyboard.type('secret');
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Control+C');
    await page.evaluate(() => document.querySelector<HTMLElement>('#field')?.focus());
    await page.keyboard.press('Control+V');
    await page.keyboard.press('Shift+Insert');
    await expect.poll(loot).toBe(0);
  });
});

describe('who may leave', () => {
  it('a click into the page’s own field lets keys flow at once, and tells the other frames', async () => {
    await enterPanel();
    await page.mouse.move(480, 520);
    await page.evaluate(() => {
      const field = document.querySelector<HTMLElement>('#field');
      if (field !== null) field.style.cssText = 'position: fixed; left: 460px; top: 510px';
    });
    await page.mouse.click(480, 520);
    await page.keyboard.type('public');
    await expect.poll(fieldValue).toBe('public');
    await expect.poll(log).toContain('released');
    await expect.poll(reports).toBe(0);
  });

  it('Tab out of the panel: the page has the keys, and nobody is accused', async () => {
    await enterPanel();
    await page.keyboard.press('Tab');
    await eventually(() => inContent(page, ({ guard }) => guard.armed)).toBe(false);
    await page.evaluate(() => document.querySelector<HTMLElement>('#field')?.focus());
    await page.keyboard.type('public');
    await expect.poll(fieldValue).toBe('public');
    await expect.poll(reports).toBe(0);
  });

  it('a click that the page made does not disarm', async () => {
    await enterPanel();
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('#field')?.focus();
      for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']) {
        document.querySelector('#field')?.dispatchEvent(new PointerEvent(type, { bubbles: true }));
      }
      document
        .querySelector('#field')
        ?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab', bubbles: true }));
      document
        .querySelector('#field')
        ?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab', bubbles: true }));
    });
    await typeKeys(5);
    await expect.poll(loot).toBe(0);
  });

  it('two Tabs in a row disarm; one Tab, or Tab and Shift+Tab, do not', async () => {
    await enterPanel();
    await page.evaluate(() => document.querySelector<HTMLElement>('#field')?.focus());
    await page.keyboard.press('Tab');
    await typeKeys(1);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+Tab');
    await typeKeys(1);
    await expect.poll(loot).toBe(0);
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('field');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('editable');
    await page.keyboard.type('x');
    await expect
      .poll(() => page.evaluate(() => document.querySelector('#editable')?.textContent))
      .toContain('x');
  });

  it('an arming that a click has overtaken is ignored, one by focus is not', async () => {
    await enterPanel();
    await page.mouse.click(100, 500);
    await inContent(page, ({ guard }) => guard.arm());
    await expect.poll(() => inContent(page, ({ guard }) => guard.armed)).toBe(false);
    await clickIntoPanel(page);
    await eventually(() => inContent(page, ({ guard }) => guard.armed)).toBe(true);
  });

  it('the panel alone arms the guard of the top frame, without the background', async () => {
    await showPanel(page);
    await page.mouse.click(100, 500);
    await inContent(page, ({ guard, host }) => {
      guard.arm = () => undefined;
      host.focus();
    });
    await eventually(() => inContent(page, ({ guard }) => guard.armed)).toBe(true);
  });
});

it('a guard that is not armed leaves the page alone', async () => {
  await page.click('#field');
  await page.keyboard.type('public');
  await expect.poll(fieldValue).toBe('public');
  await expect.poll(async () => (await seenByPage()).length).toBeGreaterThan(20);
});

it('function keys pass, and do not accuse anybody', async () => {
  await enterPanel();
  await page.evaluate(() => document.querySelector<HTMLElement>('#field')?.focus());
  await page.keyboard.press('F8');
  await expect.poll(seenByPage).toEqual(['keydown', 'keyup']);
  await expect.poll(reports).toBe(0);
});

it('a theft is reported again after the panel had the focus again', async () => {
  await enterPanel();
  for (const expected of [1, 2]) {
    await page.evaluate(() => document.querySelector<HTMLElement>('#field')?.focus());
    await typeKeys(3);
    await expect.poll(reports).toBe(expected);
    await clickIntoPanel(page);
    await eventually(() => inContent(page, ({ host }) => host.hasFocus())).toBe(true);
    await eventually(armed).toBe(true);
  }
  await expect.poll(loot).toBe(0);
});

it('a frame that appears when the panel is not in use is free as soon as the background has told', async () => {
  await page.evaluate(() => document.body.append(document.createElement('iframe')));
  const frames = () => inEachFrame(page, ({ guard }) => guard.armed);
  await eventually(frames).toEqual([false, false]);
});

describe('while a text goes out through the page', () => {
  /** The page takes the focus for its composer meanwhile. */
  const beginText = () =>
    inContent(page, (content) => {
      const composer = document.querySelector<HTMLElement>('#editable');
      if (composer === null) throw new Error('no composer');
      content.beginText(composer);
    });
  const endText = () => inContent(page, (content) => content.endText());
  const takeFocus = () => page.evaluate(() => document.querySelector<HTMLElement>('#editable')?.focus());
  const focused = () => page.evaluate(() => document.activeElement?.id);

  it('the panel keeps the focus that it had', async () => {
    await enterPanel();
    await beginText();
    await takeFocus();
    await endText();
    await eventually(() => inContent(page, ({ host }) => host.hasFocus())).toBe(true);
  });

  it('what had it in the page gets it back', async () => {
    await page.click('#field');
    await beginText();
    await takeFocus();
    await endText();
    await eventually(focused).toBe('field');
  });

  it('it stays in the panel if the user went there meanwhile', async () => {
    await showPanel(page);
    await page.click('#field');
    await beginText();
    await clickIntoPanel(page);
    await endText();
    await page.keyboard.type('kept');
    await eventually(() => panelText(page)).toBe('kept');
    expect(await reports()).toBe(0);
  });
});
