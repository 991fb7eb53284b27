/** One person at one browser: Sotto loaded, Converse.js open on a chat, and hands that click and type. */
import type { Frame, Locator, Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import type { Delivery, PadlockState } from '#channel/conversation.ts';
import type { PolicyName, PolicyScope } from '#channel/policy.ts';
import { launchWithSotto, type Sotto } from './browser/chromium.mjs';

export const E2E_BUILD = '.output/chrome-mv3-e2e';

/** For conditions that take a server, two browsers and two workers, on a slow machine under load. */
const PATIENCE = { timeout: 45_000, interval: 50 };

export interface Row {
  readonly from: 'us' | 'them';
  readonly text: string;
  readonly protection: 'private' | 'plain';
  readonly delivery: Delivery | null;
}

export interface PersonOptions {
  readonly profileDir?: string;
  prepare?(sotto: Sotto, page: Page): Promise<void>;
}

export class Person {
  readonly sotto: Sotto;
  readonly page: Page;
  /** What went wrong in the page's own scripts. */
  readonly pageErrors: string[] = [];

  private constructor(sotto: Sotto, page: Page) {
    this.sotto = sotto;
    this.page = page;
    page.on('pageerror', (error) => this.pageErrors.push(error.message));
  }

  static async start(url: string, options: PersonOptions = {}): Promise<Person> {
    const { prepare, ...launch } = options;
    const sotto = await launchWithSotto({ extensionDir: E2E_BUILD, headless: true, ...launch });
    const person = await Person.at(sotto, url, prepare);
    await person.chipThere();
    return person;
  }

  /** With that browser, where Sotto need not be on for the page. `prepare` is called before the page is opened. */
  static async at(sotto: Sotto, url: string, prepare?: PersonOptions['prepare']): Promise<Person> {
    const page = sotto.context.pages()[0] ?? (await sotto.context.newPage());
    const person = new Person(sotto, page);
    await scriptsThere(sotto);
    await prepare?.(sotto, page);
    await page.goto(url);
    return person;
  }

  close = (): Promise<void> => this.sotto.close();

  /** Resolves when the padlock stands in the chat's header. */
  async chipThere(page = this.page): Promise<void> {
    await page.locator('[data-sotto-chip]').first().waitFor({ state: 'visible', timeout: PATIENCE.timeout });
  }

  async clickChip(page = this.page): Promise<void> {
    await this.chipThere(page);
    const box = await page.locator('[data-sotto-chip]').first().boundingBox();
    if (box === null) throw new Error('the chip is not to be seen');
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  }

  /** What screen readers say of padlocks over chats of several people, in frames too. */
  async groupNotices(): Promise<string[]> {
    const session = await this.page.context().newCDPSession(this.page);
    const { frameTree } = await session.send('Page.getFrameTree');
    const frames = [frameTree, ...(frameTree.childFrames ?? [])].map(({ frame }) => frame.id);
    const trees = await Promise.all(
      frames.map((frameId) => session.send('Accessibility.getFullAXTree', { frameId })),
    );
    await session.detach();
    const nodes = trees.flatMap((tree) => tree.nodes);
    const buttons = nodes.filter(({ role }) => role?.value === 'button');
    return buttons.map(({ name }) => String(name?.value)).filter((name) => name.startsWith('Group'));
  }

  panel = (page = this.page): Promise<Frame> => this.sotto.panelFrame(page);

  /** Resolves when the panel shows this padlock state; the toolbar may follow a moment later. */
  async sees(state: PadlockState, page = this.page): Promise<void> {
    await becomes(() => this.state(page), state);
  }

  async state(page = this.page): Promise<string | null> {
    const frame = page.frames().find((one) => one.url().startsWith(this.sotto.url('panel.html')));
    if (frame === undefined) return null;
    return frame
      .evaluate(() => document.querySelector('[data-state]')?.getAttribute('data-state') ?? null)
      .catch(() => null);
  }

  async say(text: string, page = this.page): Promise<void> {
    const panel = await this.panel(page);
    const composer = panel.locator('textarea[name=message]');
    await composer.fill(text, { timeout: PATIENCE.timeout });
    await composer.press('Enter');
    await becomes(() => composer.inputValue(), '');
  }

  /** The messages in the panel, oldest first. */
  async rows(page = this.page): Promise<Row[]> {
    const panel = await this.panel(page);
    return panel.evaluate(() =>
      Array.from(document.querySelectorAll('[data-entry=message]'), (row) => ({
        from: row.getAttribute('data-from') as 'us' | 'them',
        text: row.querySelector('[data-text]')?.textContent ?? '',
        protection: row.getAttribute('data-protection') as 'private' | 'plain',
        delivery: row.getAttribute('data-delivery') as Delivery | null,
      })),
    );
  }

  async events(page = this.page): Promise<string[]> {
    const panel = await this.panel(page);
    return panel.evaluate(() =>
      Array.from(
        document.querySelectorAll('[data-entry=event]'),
        (row) => row.getAttribute('data-event') ?? '',
      ),
    );
  }

  async heard(page = this.page): Promise<string[]> {
    return (await this.rows(page)).filter(({ from }) => from === 'them').map(({ text }) => text);
  }

  /** Resolves when exactly these texts have come from the other side, in this order. */
  async hears(texts: readonly string[], page = this.page): Promise<void> {
    await becomes(() => this.heard(page), texts);
  }

  /** Resolves when all own messages are marked sent. */
  async allSent(page = this.page): Promise<void> {
    const marks = async () =>
      new Set((await this.rows(page)).filter(({ from }) => from === 'us').map(({ delivery }) => delivery));
    await becomes(marks, new Set(['sent']));
  }

  /** Presses a button of the panel. */
  async press(action: string, page = this.page): Promise<void> {
    const panel = await this.panel(page);
    await panel.locator(`[data-action=${action}]`).first().click();
  }

  /** Chooses from the panel's menu. */
  async choose(action: string, page = this.page): Promise<void> {
    const panel = await this.panel(page);
    await panel.locator('[data-action=menu]').click();
    await panel.locator(`[role=menu] [data-action=${action}]`).click();
  }

  /** Flips a switch in the popup, and waits until it is on record: `holds` is what the rule then says, 'site on'. */
  async flip(policy: PolicyName, scope: PolicyScope, on: boolean, holds: string): Promise<void> {
    const popup = await this.sotto.openPopup(this.page);
    const rule = popup.locator(`[data-policy=${policy}]`);
    await rule.locator('summary').click();
    await turn(rule.locator(`[data-scope=${scope}]`), on);
    const said = async () =>
      [await rule.getAttribute('data-from'), await rule.getAttribute('data-value')].join(' ');
    await becomes(said, holds);
    await popup.close();
    await this.page.bringToFront();
  }

  async toolbarTitle(page = this.page): Promise<string> {
    return (await this.sotto.toolbar(await this.sotto.tabOf(page))).title;
  }
}

/** The background registers the scripts of pages when it has started, the guard last: a page that is quicker goes without. */
async function scriptsThere(sotto: Sotto): Promise<void> {
  const worker = await sotto.worker();
  const areThere = () =>
    worker.evaluate(async () => {
      const { origins = [] } = await chrome.permissions.getAll();
      const scripts = await chrome.scripting.getRegisteredContentScripts();
      return origins.length === 0 || scripts.some(({ id }) => id === 'guard');
    });
  await becomes(areThere, true);
}

/**
 * Clicks on what closes the page. The page may be gone before the click is over, which is no failure of it; a click that
 * did not come is one, since the page stays.
 */
export async function clickAway(page: Page, select: string): Promise<void> {
  const click = page.locator(select).first().click();
  await Promise.all([page.waitForEvent('close'), click.catch(() => undefined)]);
}

/** Clicks a switch that is not so; what it shows stays when the rule is on record, which the caller waits for. */
export async function turn(control: Locator, on: boolean): Promise<void> {
  if ((await control.isChecked()) !== on) await control.click();
}

/** Looks again and again until what is seen equals `wanted`; in hooks too, where `expect.poll` cannot be used. */
const becomes = (look: () => Promise<unknown>, wanted: unknown): Promise<void> =>
  vi.waitFor(async () => expect(await look()).toEqual(wanted), PATIENCE);

/** Waits for a condition that is read again and again; within tests. */
export const eventually = <T>(look: () => T | Promise<T>) => expect.poll(look, PATIENCE);
