/** What every conversation with another program goes through, whatever carries it: texts both ways, and a question. */
import type { Page } from 'playwright-core';
import { eventually, type Person } from './person.ts';
import { texts as awkwardTexts } from './texts.ts';

/** The other program, as its user has it. */
export interface Partner {
  send(text: string): Promise<void>;
  /** The texts that it showed its user, oldest first. */
  shown(): Promise<string[]> | string[];
}

export interface Talk {
  /** Messages each way. */
  readonly count?: number;
  /** As many different texts of one of the two. */
  readonly texts?: (who: string, count: number) => string[];
}

/** Interleaved; both sides read all of it, in order. */
export async function talk(person: Person, partner: Partner, options: Talk = {}): Promise<void> {
  const { count = 50, texts = awkwardTexts } = options;
  const before = { person: await person.heard(), partner: await partner.shown() };
  const ours = texts('sotto', count);
  const theirs = texts('partner', count);
  for (const [n, text] of ours.entries()) {
    await person.say(text);
    await partner.send(theirs[n] ?? '');
  }
  await eventually(() => partner.shown()).toEqual([...before.partner, ...ours]);
  await person.hears([...before.person, ...theirs]);
  await person.allSent();
}

/** Asks the other side a question, in the popup, which stays open until `outcomeOf` closes it. */
export async function askQuestion(person: Person, question: string, answer: string): Promise<Page> {
  const popup = await person.sotto.openPopup(person.page);
  // Folded away once the other side is verified.
  const compare = popup.locator('details.compare');
  await compare.evaluate((details: HTMLDetailsElement) => {
    details.open = true;
  });
  await popup.locator('[data-tab=question]').click();
  await popup.locator('input[name=question]:visible').fill(question);
  await popup.locator('input[name=answer]:visible').fill(answer);
  await popup.locator('[data-action=ask]:visible').click();
  await popup.locator('[data-check=waiting]').waitFor();
  return popup;
}

/** Answers, in the popup, what the other side asks; to be closed by `outcomeOf`. */
export async function answerQuestion(person: Person, answer: string): Promise<Page> {
  const popup = await person.sotto.openPopup(person.page);
  await popup.locator('[data-check=asked]').waitFor();
  await popup.locator('input[name=answer]:visible').fill(answer);
  await popup.locator('[data-action=answer]:visible').click();
  return popup;
}

/** Waits until the check came to this. */
export async function outcomeOf(popup: Page, outcome: 'succeeded' | 'failed', person: Person): Promise<void> {
  await popup.locator(`[data-check=${outcome}]`).waitFor();
  await popup.locator('[data-action=put-away]').click();
  await popup.locator('[data-check]').waitFor({ state: 'detached' });
  await popup.close();
  await person.page.bringToFront();
}
