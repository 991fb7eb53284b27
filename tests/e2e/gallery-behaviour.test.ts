/** What the panel and the popup do under hands: keyboard, input methods, scrolling, menu, links, decisions. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type GalleryBrowser, type GalleryPage, startGallery } from './gallery-browser.ts';
import { picture } from './picture.ts';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'";
const FIELD = 'textarea[name=message]';

let browser: GalleryBrowser;
let opened: GalleryPage;
let page: Page;
beforeAll(async () => {
  browser = await startGallery(POLICY);
  opened = await browser.open({ viewport: { width: 640, height: 560 } });
  page = opened.page;
});
afterAll(() => browser.end());

async function posted(type: string): Promise<readonly unknown[]> {
  return page.evaluate((wanted) => window.gallery.posted.filter((command) => command.type === wanted), type);
}

/** A message from the contact arrives. */
async function receive(text: string): Promise<void> {
  await page.evaluate((words) => {
    const { state, show } = window.gallery;
    if (state.phase !== 'open') return;
    const seq = (state.entries.at(-1)?.seq ?? 0) + 1;
    const entry = {
      kind: 'message' as const,
      id: `in${seq}`,
      seq,
      time: Date.now(),
      from: 'them' as const,
      text: words,
      protection: 'private' as const,
    };
    show({ ...state, entries: [...state.entries, entry] });
  }, text);
}

describe('composer', () => {
  beforeEach(() => opened.show('panel.html?scene=verified'));

  test('Enter sends the text as written, and the field is empty and still has the keyboard', async () => {
    await page.locator(FIELD).fill('  two spaces <b>&amp;</b>');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => posted('send'))
      .toMatchObject([{ conversation: 'c1', text: '  two spaces <b>&amp;</b>' }]);
    await expect.poll(() => page.locator(FIELD).inputValue()).toBe('');
    await page.locator(`${FIELD}:focus`).waitFor();
  });

  test('Shift+Enter breaks the line, and the field grows to six lines at most', async () => {
    const low = await heightOf(FIELD);
    await page.locator(FIELD).pressSequentially('a');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('b');
    await expect.poll(() => page.locator(FIELD).inputValue()).toBe('a\nb');
    await expect.poll(() => posted('send')).toEqual([]);
    const two = await heightOf(FIELD);
    expect(two).toBeGreaterThan(low);
    await page.locator(FIELD).fill('line\n'.repeat(40));
    const line = two - low;
    expect(Math.round((await heightOf(FIELD)) - low)).toBeLessThanOrEqual(Math.round(6 * line));
  });

  test('the Enter that ends a composition does not send', async () => {
    const cdp = await page.context().newCDPSession(page);
    await page.locator(FIELD).focus();
    await cdp.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 });
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', key: 'Enter', windowsVirtualKeyCode: 229 });
    await cdp.send('Input.insertText', { text: '日本' });
    await expect.poll(() => posted('send')).toEqual([]);
    await page.keyboard.press('Enter');
    await expect.poll(() => posted('send')).toMatchObject([{ text: '日本' }]);
  });

  test('nothing and white space are not sent', async () => {
    await page.locator(FIELD).fill(' \n\t ');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('[data-action=send]').isDisabled()).toBe(true);
    await expect.poll(() => posted('send')).toEqual([]);
  });

  test('a text of 100,001 characters is refused in words and kept', async () => {
    const text = 'x'.repeat(100_001);
    await page.locator(FIELD).fill(text);
    await page.keyboard.press('Enter');
    await page.getByText('At most 100,000 go at once').waitFor();
    await expect.poll(() => posted('send')).toEqual([]);
    await expect.poll(() => page.locator(FIELD).inputValue()).toBe(text);
    await page.locator(FIELD).fill(text.slice(1));
    await page.keyboard.press('Enter');
    await expect.poll(() => posted('send')).toHaveLength(1);
  });

  test('a click on Send leaves the keyboard in the field', async () => {
    await page.locator(FIELD).fill('a');
    await page.locator('[data-action=send]').click();
    await page.locator(`${FIELD}:focus`).waitFor();
    await expect.poll(() => posted('send')).toHaveLength(1);
  });

  test('the draft is told after a pause, and at once when the field is left', async () => {
    await page.locator(FIELD).pressSequentially('half a th');
    await expect.poll(() => posted('draft')).toMatchObject([{ conversation: 'c1', text: 'half a th' }]);
    await page.locator(FIELD).fill('half a thought');
    await page.locator(FIELD).blur();
    await expect.poll(async () => (await posted('draft')).at(-1)).toMatchObject({ text: 'half a thought' });
  });

  test('the guard hears of the focus and of leaving by Tab, never of a focus that was lost', async () => {
    await page.locator(FIELD).focus();
    await page.locator(FIELD).blur();
    await expect.poll(() => posted('composer-focus')).toEqual([{ type: 'composer-focus', focused: true }]);
    await page.locator(FIELD).press('Tab');
    await expect
      .poll(async () => (await posted('composer-focus')).at(-1))
      .toEqual({ type: 'composer-focus', focused: false });
  });

  test('another conversation: another field, without the keyboard, and the old draft told under its own name', async () => {
    await page.locator(FIELD).pressSequentially('for Sally');
    await page.evaluate(() => {
      const { state, show } = window.gallery;
      if (state.phase === 'open')
        show({ ...state, view: { ...state.view, id: 'c2', name: 'Bob', draft: 'for Bob' } });
    });
    await page.locator('[aria-label="Message to Bob"]').waitFor();
    await expect.poll(() => page.locator(FIELD).inputValue()).toBe('for Bob');
    await expect.poll(() => page.locator(`${FIELD}:focus`).count()).toBe(0);
    await expect
      .poll(() => posted('draft'))
      .toContainEqual({ type: 'draft', conversation: 'c1', text: 'for Sally' });
  });
});

describe('a blocked composer', () => {
  test.each(['finished', 'new-key', 'focus-taken'])('%s: says why, and keeps the draft', async (scene) => {
    await opened.show(`panel.html?scene=${scene}`);
    await expect.poll(() => page.locator(FIELD).isDisabled()).toBe(true);
    await expect.poll(() => page.locator('[data-action=send]').isDisabled()).toBe(true);
    const kept = await page.evaluate(() =>
      window.gallery.state.phase === 'open' ? window.gallery.state.view.draft : '',
    );
    await expect.poll(() => page.locator(FIELD).inputValue()).toBe(kept);
    await expect.poll(() => page.locator(FIELD).getAttribute('placeholder')).not.toBe('');
  });

  test('trouble while writing: the text stays, and Continue here asks to go on', async () => {
    await opened.show('panel.html?scene=verified');
    await page.locator(FIELD).pressSequentially('the name is');
    await page.evaluate(() => {
      const { state, show } = window.gallery;
      if (state.phase === 'open') show({ ...state, trouble: 'focus-taken' });
    });
    await expect.poll(() => page.locator(FIELD).isDisabled()).toBe(true);
    await expect.poll(() => page.locator(FIELD).inputValue()).toBe('the name is');
    await page.locator('[data-action=continue-here]').click();
    await expect.poll(() => posted('continue-here')).toHaveLength(1);
    await page.evaluate(() => {
      const { state, show } = window.gallery;
      if (state.phase !== 'open') return;
      const { trouble: _, ...rest } = state;
      show(rest);
    });
    await page.locator(`${FIELD}:focus`).waitFor();
    await expect.poll(() => page.locator(FIELD).inputValue()).toBe('the name is');
  });
});

test('a question of the contact is answered in a window, never in the panel', async () => {
  await opened.show('panel.html?scene=asked');
  await expect.poll(() => page.locator('input').count()).toBe(0);
  await page.locator('.banner [data-action=answer]').click();
  await expect
    .poll(() => posted('open-window'))
    .toEqual([{ type: 'open-window', conversation: 'c1', view: 'verify' }]);
});

test('the panel in a page does not take the keyboard, a window does', async () => {
  await opened.show('panel.html?scene=verified&surface=window');
  await page.locator(`${FIELD}:focus`).waitFor();
  await opened.show('panel.html?scene=verified');
  await expect.poll(() => page.locator(`${FIELD}:focus`).count()).toBe(0);
});

describe('menu', () => {
  test('keyboard: opens, moves, letters, Escape gives the focus back', async () => {
    await opened.show('panel.html?scene=unverified');
    const menu = page.locator('[data-action=menu]');
    await menu.focus();
    await page.keyboard.press('ArrowDown');
    await page.locator('[role=menuitem][data-action=verify]:focus').waitFor();
    await page.keyboard.press('ArrowUp');
    await page.locator('[role=menuitem][data-action=options]:focus').waitFor();
    await page.keyboard.press('r');
    await page.locator('[role=menuitem][data-action=refresh]:focus').waitFor();
    await picture(page, 'menu');
    await page.keyboard.press('Escape');
    await page.locator('[data-action=menu][aria-expanded=false]:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('[role=menuitem][data-action=verify]:focus').waitFor();
    await page.keyboard.press('End');
    await page.locator('[role=menuitem][data-action=options]:focus').waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => posted('open-options')).toEqual([{ type: 'open-options' }]);
  });

  test('a window has no page to show and no window to open; a plain one has the options alone', async () => {
    await opened.show('panel.html?scene=verified&surface=window');
    await page.locator('[data-action=menu]').click();
    const actionsOf = (items: readonly (HTMLElement | SVGElement)[]) =>
      items.map((item) => item.dataset['action']);
    await expect
      .poll(() => page.locator('[role=menuitem]').evaluateAll(actionsOf))
      .toEqual(['verify', 'refresh', 'end', 'options']);
    await opened.show('panel.html?scene=plain&surface=window');
    await page.locator('[data-action=menu]').click();
    await expect.poll(() => page.locator('[role=menuitem]').evaluateAll(actionsOf)).toEqual(['options']);
  });
});

describe('transcript', () => {
  test('only http and https are links, and they open without a way back', async () => {
    await opened.show('panel.html?scene=verified');
    await receive('javascript:alert(1) https://example.org/x');
    const link = page.locator('[data-entry=message]').last().locator('a');
    await expect.poll(() => link.count()).toBe(1);
    await expect.poll(() => link.getAttribute('href')).toBe('https://example.org/x');
    await expect.poll(() => link.getAttribute('target')).toBe('_blank');
    await expect.poll(() => link.getAttribute('rel')).toBe('noopener noreferrer');
  });

  test('markup is text, spaces and line breaks are kept', async () => {
    await opened.show('panel.html?scene=verified');
    const text = ' <img src=x onerror=alert(1)>\n\n\ttab &amp; ';
    await receive(text);
    const shown = page.locator('[data-entry=message]').last().locator('[data-text]');
    await expect.poll(() => shown.textContent()).toBe(text);
    expect(opened.mishaps).toEqual([]);
  });

  test('a very long text is folded, opens, and is whole either way', async () => {
    await opened.show('panel.html?scene=verified');
    const text = 'word '.repeat(2000);
    await receive(text);
    const row = page.locator('[data-entry=message]').last();
    await expect.poll(() => row.locator('[data-text]').textContent()).toBe(text);
    const folded = await heightOf('.row:last-child [data-text]');
    await row.locator('[data-action=show-all]').click();
    await expect.poll(() => heightOf('.row:last-child [data-text]')).toBeGreaterThan(folded);
  });

  test('new messages are read out, the history is not', async () => {
    await opened.show('panel.html?scene=verified');
    await expect.poll(() => page.locator('[data-announcer]').textContent()).toBe('');
    await receive('are you there?');
    await expect.poll(() => page.locator('[data-announcer]').textContent()).toBe('Sally: are you there?');
  });

  test('it sticks to the end; scrolled up it stays, says so, and leads back', async () => {
    await opened.show('panel.html?scene=verified');
    await receive('one');
    await expect.poll(distanceFromEnd).toBeLessThan(2);
    await page.locator('.scroller').hover();
    await page.mouse.wheel(0, -150);
    await expect.poll(distanceFromEnd).toBeGreaterThan(100);
    const before = await topOf('[data-id]');
    await receive('two\nlines');
    await page.locator('[data-action=to-end][data-unseen]').waitFor();
    expect(Math.abs((await topOf('[data-id]')) - before)).toBeLessThan(2);
    await page.locator('[data-action=to-end]').click();
    await expect.poll(distanceFromEnd).toBeLessThan(2);
    await page.locator('[data-action=to-end]').waitFor({ state: 'detached' });
  });

  test('an own message leads to the end', async () => {
    await opened.show('panel.html?scene=verified');
    await page.locator('.scroller').evaluate((scroller) => scroller.scrollTo(0, -200));
    await page.locator('[data-action=to-end]').waitFor();
    await page.locator(FIELD).fill('mine');
    await page.keyboard.press('Enter');
    await expect.poll(distanceFromEnd).toBeLessThan(2);
  });

  test('ten thousand messages: the newest at once, all of them soon, and none moves meanwhile', async () => {
    await opened.show('panel.html?scene=ten-thousand');
    await page.getByText('Message 9999.').waitFor();
    await page.locator('.scroller').evaluate((scroller) => scroller.scrollTo(0, -3000));
    const anchor = '.chunk:nth-last-child(2) .row:last-child';
    const before = await topOf(anchor);
    await expect.poll(() => page.locator('[data-entry=message]').count(), { timeout: 60_000 }).toBe(10_000);
    expect(Math.abs((await topOf(anchor)) - before)).toBeLessThan(2);
    await page.locator('.scroller').evaluate((scroller) => scroller.scrollTo(0, -scroller.scrollHeight));
    await expect.poll(() => page.getByText('Message 0.', { exact: true }).isVisible()).toBe(true);
    await page.locator('.scroller').evaluate((scroller) => scroller.scrollTo(0, 0));
    await receive('ten thousand and one');
    await expect.poll(distanceFromEnd).toBeLessThan(2);
  });
});

describe('popup', () => {
  test.each([
    ['they-match', true],
    ['they-differ', false],
  ])('%s names the fingerprint that is on show', async (action, verified) => {
    await opened.show('popup.html?scene=unverified');
    await page.locator('[data-tab=compare]').click();
    await page.locator(`[data-action=${action}]`).click();
    const fingerprint = '4F1C88A20B97D3E65A7710CE9D24F03B86EE1257';
    await expect
      .poll(() => posted('verify'))
      .toEqual([{ type: 'verify', conversation: 'c1', fingerprint, verified, how: 'compared' }]);
  });

  test('a switch shows what was chosen while it is on its way, and goes back in words when it was not kept', async () => {
    await opened.show('popup.html?scene=unverified');
    const rule = page.locator('[data-policy=requirePrivate]');
    await rule.locator('summary').click();
    const control = rule.locator('[data-scope=site]');
    const change = { policy: 'requirePrivate', scope: 'site', value: true } as const;
    await control.click();
    await expect.poll(() => posted('set-policy')).toMatchObject([{ ...change, conversation: 'c1' }]);
    /** The background has told something else meanwhile. */
    const tell = (more: object) =>
      page.evaluate((told) => {
        const { state, show } = window.gallery;
        if (state.phase === 'open') show({ ...state, view: { ...state.view, draft: 'a' }, ...told });
      }, more);
    await tell({ switched: [change] });
    expect(await control.isChecked()).toBe(true);
    expect(await rule.locator('[data-scope=contact]').isChecked()).toBe(true);
    expect(await rule.locator('[data-scope=everywhere]').isChecked()).toBe(false);
    expect(await rule.getAttribute('data-value')).toBe('off');
    await tell({ switched: [], unkept: 'requirePrivate' });
    await rule.getByRole('alert').getByText('The rule is as it was').waitFor();
    expect(await control.isChecked()).toBe(false);
    await picture(page, 'popup-rule-not-kept');
    expect(await page.getByRole('alert').count()).toBe(1);
  });

  test('what was pasted turns to words while it is pasted', async () => {
    await opened.show('popup.html?scene=unverified');
    await page.locator('[data-tab=paste]').click();
    const field = page.locator('textarea[name=fingerprint]');
    const words = page.locator('[data-result]');
    await field.fill('4f1c 88a2');
    await expect.poll(() => words.textContent()).toBe('8 of 40 letters and digits');
    await field.fill('4f1c88a2-0b97d3e6-5a7710ce-9d24f03b-86ee1257');
    await expect.poll(() => words.textContent()).toBe('Matches');
    await field.fill('4f1c88a2-0b97d3e6-5a7710ce-9d24f03b-86ee1258');
    await expect.poll(() => words.textContent()).toBe('Does not match');
    await page.locator('[data-action=have-verified][disabled]').waitFor();
    await expect.poll(() => posted('verify')).toEqual([]);
    await field.fill('4f1c88a20b97d3e65a7710ce9d24f03b86ee1257');
    await page.locator('[data-action=have-verified]').click();
    await expect.poll(() => posted('verify')).toMatchObject([{ verified: true, how: 'pasted' }]);
  });

  test('what can be copied in any form can be pasted', async () => {
    await opened.show('popup.html?scene=unverified');
    for (const form of ['words', 'letters', 'digits']) {
      await page.locator('[data-tab=compare]').click();
      await page.locator('select[name=form]').selectOption(form);
      const shown = (await page.locator('[data-fingerprint=them] .fingerprint-parts').textContent()) ?? '';
      await page.locator('[data-tab=paste]').click();
      await page.locator('textarea[name=fingerprint]').fill(shown);
      await page.locator('[data-result=matches]').waitFor();
    }
  });

  test('the tabs go by arrow keys, Home and End, and what was typed stays', async () => {
    await opened.show('popup.html?scene=unverified');
    await page.locator('[data-tab=question][aria-selected=true]').focus();
    await page.locator('input[name=question]').fill('Where?');
    await page.locator('[data-tab=question]').focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('[data-tab=secret][aria-selected=true]:focus').waitFor();
    await page.keyboard.press('End');
    await page.locator('[data-tab=paste]:focus').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.locator('[data-tab=compare]:focus').waitFor();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.locator('input[name=question]').inputValue()).toBe('Where?');
  });

  test('a question is asked by Enter, once both fields are filled', async () => {
    await opened.show('popup.html?scene=unverified');
    await page.locator('input[name=question]').fill('Where?');
    await page.locator('input[name=question]').press('Enter');
    await expect.poll(() => posted('smp-ask')).toEqual([]);
    await page.locator('input[name=answer]:visible').fill('the pier');
    await page.locator('input[name=answer]:visible').press('Enter');
    await expect
      .poll(() => posted('smp-ask'))
      .toEqual([{ type: 'smp-ask', conversation: 'c1', question: 'Where?', answer: 'the pier' }]);
  });

  test('a question of the contact stands on top, has the keyboard, and hides the other ways', async () => {
    await opened.show('popup.html?scene=asked');
    await page.locator('[data-check=asked] input[name=answer]:focus').waitFor();
    await expect.poll(() => page.locator('[data-tab]:visible').count()).toBe(0);
    await page.keyboard.type('fish');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => posted('smp-answer'))
      .toEqual([{ type: 'smp-answer', conversation: 'c1', secret: 'fish' }]);
    await page.locator('[data-action=refuse]').click();
    await expect.poll(() => posted('smp-abort')).toHaveLength(1);
  });

  test('verified: it can be taken back, and that is not called a danger', async () => {
    await opened.show('popup.html?scene=verified');
    await page.locator('.compare > summary').click();
    await page.locator('[data-action=not-verified]').click();
    await expect.poll(() => posted('verify')).toMatchObject([{ verified: false }]);
    await expect.poll(() => page.locator('[data-outcome]').count()).toBe(0);
  });

  test('verified: it says whose key it is', async () => {
    await opened.show('popup.html?scene=unverified');
    await page.locator('[data-tab=compare]').click();
    await page.locator('[data-action=they-match]').click();
    await page.evaluate(() => {
      const { state, show } = window.gallery;
      if (state.phase === 'open') show({ ...state, view: { ...state.view, state: 'verified' } });
    });
    await page.getByText('Verified. It is Sally’s key.').waitFor();
  });

  test('a new key: verifying shows the comparison, using it unverified is asked for as that', async () => {
    await opened.show('popup.html?scene=new-key');
    await expect.poll(() => page.locator('[data-action=they-match]').count()).toBe(0);
    await page.locator('[data-action=verify]').click();
    await page.locator('[data-tab=compare]').click();
    await page.locator('[data-action=they-match]').waitFor();
    await expect.poll(() => posted('verify')).toEqual([]);
    await page.locator('[data-action=accept-key]').click();
    await expect.poll(() => posted('accept-key')).toMatchObject([{ conversation: 'c1' }]);
  });

  test('a new key: not talking yet decides nothing', async () => {
    await opened.show('popup.html?scene=new-key');
    await page.locator('[data-action=wait]').click();
    await expect.poll(() => page.evaluate(() => window.gallery.posted)).toEqual([{ type: 'close' }]);
  });

  test.each([
    ['no', 'Not switched on'],
    ['yes', 'Sotto is on for this site'],
  ])('use Sotto here: %s', async (grant, words) => {
    await opened.show(`popup.html?scene=no-chat&grant=${grant}`);
    await page.locator('[data-action=use-here]').click();
    await expect.poll(() => posted('request-site')).toHaveLength(1);
    await page.getByText(words).waitFor();
  });
});

async function heightOf(selector: string): Promise<number> {
  return page.locator(selector).evaluate((element) => element.getBoundingClientRect().height);
}

async function topOf(selector: string): Promise<number> {
  return page
    .locator(selector)
    .first()
    .evaluate((element) => element.getBoundingClientRect().top);
}

async function distanceFromEnd(): Promise<number> {
  return page.locator('.scroller').evaluate((scroller) => Math.abs(scroller.scrollTop));
}
