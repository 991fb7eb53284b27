/** Hands for the wizard that lies over a page: they find its buttons as the browser's own tools do, and click like a user. */
import type { CDPSession, Locator, Page } from 'playwright-core';
import { vi } from 'vitest';
import { clickAway, type Person } from './person.ts';

const PATIENCE = { timeout: 45_000, interval: 100 };

interface Node {
  readonly nodeId: number;
  readonly nodeValue?: string;
  readonly attributes?: string[];
  readonly children?: Node[];
  readonly shadowRoots?: Node[];
  readonly contentDocument?: Node;
}

/** In px of the window. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A chat in which both have written something. */
export async function bothHaveWritten({ page }: Pick<Person, 'page'>): Promise<void> {
  await page.locator('html[data-ready]').waitFor();
  await page.evaluate(() => {
    window.chat.receive('Shall we go by train?');
    window.chat.receive('Yes, the early one', { mine: true } as object);
  });
}

export class WizardHands {
  /** How often the user clicked since the wizard was there. */
  clicks = 0;
  readonly #page: Page;
  readonly #session: CDPSession;

  private constructor(page: Page, session: CDPSession) {
    this.#page = page;
    this.#session = session;
  }

  /** Asks for the wizard in the popup. */
  static async start({ sotto, page }: Person): Promise<WizardHands> {
    const popup = await sotto.openPopup(page);
    await clickAway(popup, '[data-action=teach]');
    await page.bringToFront();
    return WizardHands.at(page);
  }

  /** The wizard is there already. */
  static async at(page: Page): Promise<WizardHands> {
    const hands = new WizardHands(page, await page.context().newCDPSession(page));
    await hands.reaches('look');
    return hands;
  }

  /** Resolves when the wizard has come to this step. */
  async reaches(step: string): Promise<void> {
    await vi.waitFor(() => this.#find('data-step', step), PATIENCE);
  }

  async press(action: string): Promise<void> {
    this.clicks += 1;
    // Until it can be pressed.
    await vi.waitFor(async () => {
      const { attributes = [] } = await this.#find('data-action', action);
      if (attributes.includes('disabled')) throw new Error(`${action} is disabled`);
    }, PATIENCE);
    const { x, y, width, height } = await this.#boxOf('data-action', action);
    await this.#click({ x: x + width / 2, y: y + height / 2 });
  }

  /** Clicks on the last element that matches, of the page or of a frame in it. */
  async point(target: string | Locator): Promise<void> {
    this.clicks += 1;
    const found = typeof target === 'string' ? this.#page.locator(target) : target;
    await found.last().scrollIntoViewIfNeeded();
    const box = await found.last().boundingBox();
    if (box === null) throw new Error(`${target} is not to be seen`);
    await this.#click({ x: box.x + Math.min(30, box.width / 2), y: box.y + box.height / 2 });
  }

  /** Resolves when the wizard says these words. */
  async says(words: string): Promise<void> {
    await vi.waitFor(async () => {
      const { root } = await this.#session.send('DOM.getDocument', { depth: -1, pierce: true });
      if (!textsIn(root).some((text) => text.includes(words))) throw new Error(`it does not say: ${words}`);
    }, PATIENCE);
  }

  /** Resolves when the wizard asks for this part; for `nothing`, when it asks for none. */
  async asksFor(part: string): Promise<void> {
    await vi.waitFor(() => this.#find('data-asked', part), PATIENCE);
  }

  #click = ({ x, y }: { x: number; y: number }): Promise<void> => this.#page.mouse.click(x, y);

  /** Where the wizard's card lies in the window. */
  cardBox = (): Promise<Box> => this.#boxOf('role', 'dialog');

  async #boxOf(name: string, value: string): Promise<Box> {
    const { nodeId } = await this.#find(name, value);
    await this.#session.send('DOM.scrollIntoViewIfNeeded', { nodeId });
    const { model } = await this.#session.send('DOM.getBoxModel', { nodeId });
    const [x = 0, y = 0, right = 0, , , bottom = 0] = model.border;
    return { x, y, width: right - x, height: bottom - y };
  }

  async #find(name: string, value: string): Promise<Node> {
    const found = await this.#look(name, value);
    if (found === undefined) throw new Error(`no ${name}=${value}`);
    return found;
  }

  /** In closed shadow roots too. */
  async #look(name: string, value: string): Promise<Node | undefined> {
    const { root } = await this.#session.send('DOM.getDocument', { depth: -1, pierce: true });
    return search(root, name, value);
  }
}

function textsIn({ nodeValue = '', shadowRoots = [], children = [] }: Node): string[] {
  return [nodeValue, ...[...shadowRoots, ...children].flatMap(textsIn)];
}

function search(node: Node, name: string, value: string): Node | undefined {
  const { attributes = [] } = node;
  if (attributes.some((one, at) => at % 2 === 0 && one === name && attributes[at + 1] === value)) return node;
  for (const inner of [...(node.shadowRoots ?? []), ...(node.children ?? [])]) {
    const found = search(inner, name, value);
    if (found !== undefined) return found;
  }
  return undefined;
}
