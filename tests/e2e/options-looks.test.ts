/** Every section of the options page, light and dark, narrow and wide, both directions. No fault in the layout, nor one that axe finds. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFaults } from './axe.ts';
import { type GalleryBrowser, type GalleryPage, startGallery } from './gallery-browser.ts';
import { picture } from './picture.ts';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'";
const LOOKS = [
  { name: 'light', colorScheme: 'light', dir: 'ltr', width: 1000 },
  { name: 'dark', colorScheme: 'dark', dir: 'ltr', width: 1000 },
  { name: 'narrow', colorScheme: 'light', dir: 'ltr', width: 320 },
  { name: 'rtl', colorScheme: 'light', dir: 'rtl', width: 1000 },
] as const;

const SECTIONS = ['accounts', 'contacts', 'rules', 'history', 'lock', 'backup', 'sites', 'mark'];

let gallery: GalleryBrowser;
beforeAll(async () => {
  gallery = await startGallery(POLICY);
});
afterAll(() => gallery.end());

describe.each(LOOKS)('$name', ({ name, colorScheme, dir, width }) => {
  let looked: GalleryPage;
  beforeAll(async () => {
    looked = await gallery.open({ colorScheme, reducedMotion: 'reduce', viewport: { width, height: 800 } });
  });
  afterAll(() => looked.close());

  async function look(section: string, file: string, query = ''): Promise<readonly string[]> {
    const { page, mishaps, show } = looked;
    await page.goto('about:blank');
    await show(`options.html?dir=${dir}&${query}#${section}`);
    await page.locator('[data-section][aria-busy=false]').waitFor();
    return [...mishaps, ...(await faults(file))];
  }

  async function faults(file: string): Promise<readonly string[]> {
    const { page } = looked;
    await picture(page, `options-${file}-${name}`, { fullPage: true });
    // Colours are looked at in both themes; width and direction change the layout alone.
    const found = name === 'light' || name === 'dark' ? await axeFaults(page) : [];
    return [...(await page.evaluate(faultsOfDocument)), ...found];
  }

  test.each(SECTIONS)('%s', async (section) => {
    expect(await look(section, section)).toEqual([]);
  });

  test.each(SECTIONS.filter((section) => section !== 'mark'))('%s, nothing yet', async (section) => {
    expect(await look(section, `${section}-empty`, 'empty')).toEqual([]);
  });

  test('locked', async () => {
    expect(await look('contacts', 'locked', 'locked')).toEqual([]);
  });

  test('what is asked before a key is replaced; Escape leaves it, the focus goes back', async () => {
    await look('accounts', 'accounts');
    const { page } = looked;
    await page.locator('[data-action=new-key]').click();
    await page.locator('[data-action=keep]:focus').waitFor();
    expect(await faults('new-key')).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('[data-action=new-key]:focus').waitFor();
  });

  test('a contact opened', async () => {
    await look('contacts', 'contacts');
    const { page } = looked;
    await page.locator('[data-contact="person.1@example.org"] summary').click();
    await page.locator('input[name=contact-name]').waitFor();
    expect(await faults('contact')).toEqual([]);
  });

  test('key files: what was found in some, and a program chosen for others', async () => {
    await look('backup', 'backup');
    const { page } = looked;
    const empty = { name: 'otr.private_key', mimeType: 'text/plain', buffer: Buffer.from('(privkeys)') };
    await page.locator('input[name=key-files]').setInputFiles(empty);
    await page.locator('[data-found-account]').nth(1).waitFor();
    await page.locator('select[name=program]').selectOption('pidgin');
    await page.locator('input[name=account-name]').nth(1).waitFor();
    await page.locator('[data-action=save-key-files]').click();
    await page.locator('[data-action=keep]:focus').waitFor();
    expect(await faults('key-files')).toEqual([]);
  });

  test('history searched and read', async () => {
    await look('history', 'history');
    const { page } = looked;
    await page.locator('input[name=search]').fill('list');
    await page.locator('[data-found="1"]').waitFor();
    expect(await faults('history-found')).toEqual([]);
    await page.locator('[data-action=open-match]').click();
    await page.locator('[data-line]').nth(2).waitFor();
    expect(await faults('history-read')).toEqual([]);
  });
});

test('a thousand contacts: all are there, and a search finds one', async () => {
  const { page, show, close } = await gallery.open();
  await show('options.html?contacts=1000#contacts');
  await page.locator('[data-contact]').first().waitFor();
  expect(await page.locator('[data-contact]').count()).toBe(1000);
  await page.locator('input[name=search]').fill('person.777@');
  await page.locator('[data-contact="person.777@example.org"]').waitFor();
  expect(await page.locator('[data-contact]').count()).toBe(1);
  await close();
});

/** Runs in the page: parts that stick out at a side. */
function faultsOfDocument(): readonly string[] {
  const sticksOut = (element: Element) => {
    const { left, right, width } = element.getBoundingClientRect();
    return width > 0 && (left < -0.5 || right > document.documentElement.clientWidth + 0.5);
  };
  return [...document.querySelectorAll('body *')]
    .filter((element) => element.closest('svg') === null && sticksOut(element))
    .map((element) => element.outerHTML.slice(0, 120));
}
