/**
 * How the wizard looks over a page, and that it gets out of the way of what is pointed at: in narrow, low and wide windows, in both
 * directions. The pictures are taken in light and dark.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { picture } from './picture.ts';
import { type BenchPage, type PagesBench, startPagesBench } from './site-bench.ts';
import { type Box, bothHaveWritten, WizardHands } from './wizard-hands.ts';

const SIZES = {
  narrow: { width: 360, height: 640 },
  low: { width: 360, height: 400 },
  wide: { width: 1280, height: 800 },
};
/** Where the parts are in the page. */
const PARTS: Readonly<Record<string, string>> = {
  composer: '[role=textbox]',
  mine: 'text=Yes, the early one',
  theirs: 'text=Shall we go by train?',
  name: 'text=Sally Smith',
};

let bench: PagesBench;
beforeAll(async () => {
  bench = await startPagesBench(['site-page.html']);
});
afterAll(() => bench.close());

describe.each(['ltr', 'rtl'])('%s', (direction) => {
  let opened: BenchPage;
  let page: Page;
  let wizard: WizardHands;
  beforeAll(async () => {
    opened = await bench.open('https://chat.unheard-of.test/', 'site-page.html');
    page = opened.page;
    await bothHaveWritten({ page });
    await opened.inContent((site, dir) => site.startWizard(dir), direction);
    wizard = await WizardHands.at(page);
  });
  afterAll(() => opened.close());

  const pictures = async (name: string): Promise<void> => {
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await picture(page, `teach-${name}-${direction}-${colorScheme}`);
    }
  };

  test.each(Object.entries(SIZES))('%s: what is pointed at is to be seen', async (size, viewport) => {
    await page.setViewportSize(viewport);
    await pictures(`found-${size}`);
    for (const [part, select] of Object.entries(PARTS)) {
      await wizard.press(`part-${part}`);
      await wizard.asksFor(part);
      await pictures(`${part}-${size}`);
      const card = await wizard.cardBox();
      expect(card.height).toBeLessThan(viewport.height / 3);
      expect(meet(card, (await page.locator(select).last().boundingBox()) ?? card)).toBe(false);
      await wizard.press('back');
      await wizard.asksFor('nothing');
    }
  });
});

test('the card is moved to the other edge by keys, and its button says where it would go', async () => {
  const { page, inContent, close } = await bench.open('https://chat.unheard-of.test/', 'site-page.html');
  await bothHaveWritten({ page });
  await inContent((site) => site.startWizard('ltr'), null);
  const wizard = await WizardHands.at(page);
  await wizard.press('part-composer');
  await wizard.asksFor('composer');
  const { y: before } = await wizard.cardBox();
  await wizard.says('Move down');
  // What the arrows stood on is not chosen by the Enter that presses a button.
  for (const key of ['ArrowDown', 'Tab', 'Tab', 'Tab', 'Enter']) await page.keyboard.press(key);
  await wizard.says('Move up');
  await wizard.asksFor('composer');
  const { y: after } = await wizard.cardBox();
  expect(after).toBeGreaterThan(before + 100);
  await page.keyboard.press('Enter');
  await wizard.says('Move down');
  expect((await wizard.cardBox()).y).toBe(before);
  await close();
});

/** Whether two boxes have room in common. */
const meet = (a: Box, b: Box): boolean =>
  Math.min(a.x + a.width, b.x + b.width) > Math.max(a.x, b.x) &&
  Math.min(a.y + a.height, b.y + b.height) > Math.max(a.y, b.y);
