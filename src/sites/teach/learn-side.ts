/**
 * What tells our rows from theirs, the surest first: a class that says so, the side of the list they stand on, an attribute or
 * a name that all rows of one person bear, any class that the one has and the other has not.
 */
import type { Recipe } from '#channel/recipe.ts';
import { byPlace } from '#sites/dom/whose.ts';
import { featuresOf } from './features.ts';
import { isTime, textOf } from './page-parts.ts';
import { selectorForAll, within } from './selector.ts';
import { inWords, OTHER_WORD, OWN_WORD } from './side.ts';

type Side = Pick<Recipe['rows'], 'ours' | 'theirs' | 'author' | 'me'>;

export interface SideExamples {
  readonly list: Element;
  readonly rows: readonly Element[];
  readonly mine: Element | undefined;
  readonly theirs: Element | undefined;
  /** Where the text stands in a row. */
  readonly text: string | undefined;
}

/** Empty where the place of a row says it, or nothing does. */
export function learnSide(examples: SideExamples): Side {
  const { mine, theirs } = examples;
  const [ours, others] = [marksOf(mine, examples), marksOf(theirs, examples)];
  const onlyOurs = ours.filter((mark) => !others.includes(mark));
  const onlyTheirs = others.filter((mark) => !ours.includes(mark));
  const called = { ours: onlyOurs.find(says(OWN_WORD)), theirs: onlyTheirs.find(says(OTHER_WORD)) };
  if (called.ours !== undefined) return { ours: called.ours };
  if (called.theirs !== undefined) return { theirs: called.theirs };
  if (mine === undefined || theirs === undefined || byPlaces(examples)) return {};
  const onRow = (mark: string) => mine.closest(mark) !== null || theirs.closest(mark) !== null;
  const [our, their] = [onlyOurs.find(onRow), onlyTheirs.find(onRow)];
  return (
    byAttribute(mine, theirs) ??
    byAuthor(examples) ??
    (our === undefined ? undefined : { ours: our }) ??
    (their === undefined ? {} : { theirs: their })
  );
}

const says =
  (words: RegExp) =>
  (mark: string): boolean =>
    /[.=]/.test(mark) && words.test(inWords(mark.replace(/^.*[.=]"?/, '').replace(/["\]]/g, '')));

/** What the row, what is around it, and what is in it beside the text can be known by. */
function marksOf(row: Element | undefined, { list, text }: SideExamples): string[] {
  if (row === undefined) return [];
  const around: Element[] = [];
  for (let up = row.parentElement; up !== null && up !== list; up = up.parentElement) around.push(up);
  const written = text === undefined ? row : row.querySelector(text);
  const inner = Array.from(row.querySelectorAll('*')).filter(
    (one) => one === written || !written?.contains(one),
  );
  return [...new Set([row, ...around, ...inner].flatMap(featuresOf))].filter((one) => !one.startsWith('#'));
}

/** Whether mine and theirs stand on the sides where the engine looks for them. */
function byPlaces({ list, mine, theirs, text }: SideExamples): boolean {
  const place = (row: Element | undefined) => {
    const box = row && (text === undefined ? row : row.querySelector(text));
    return box ? byPlace(box, list) : undefined;
  };
  return place(mine) === true && place(theirs) === false;
}

/** An attribute of the row that says who wrote it: an address, say, of which the first part stays. */
function byAttribute(mine: Element, theirs: Element): Side | undefined {
  for (const name of mine.getAttributeNames()) {
    if (!/(^|-)(from|author|sender|user|by|nick|jid|owner)($|-)/.test(name)) continue;
    const [ours, others] = [mine.getAttribute(name) ?? '', theirs.getAttribute(name) ?? ''];
    const stays = /^[^/]+/.exec(ours)?.[0];
    if (stays === undefined || others === '' || others.startsWith(stays)) continue;
    const whole = stays === ours ? '=' : '^=';
    return { ours: `[${name}${whole}${JSON.stringify(stays === ours ? ours : `${stays}/`)}]` };
  }
  return undefined;
}

const LONGEST_NAME = 60;

/** A short text beside the message, another one for each side: the name of who wrote it. Rows in a run bear it once. */
function byAuthor(examples: SideExamples): Side | undefined {
  const { rows, mine, theirs } = examples;
  if (mine === undefined || theirs === undefined) return undefined;
  const upTo = (row: Element) => rows.slice(0, rows.indexOf(row) + 1);
  for (const row of upTo(mine).slice(-MOST_ROWS).reverse()) {
    for (const one of besides(row, examples)) {
      const select = selectorForAll([one], [row]);
      if (select === undefined) continue;
      const [ours, others] = [nameIn(upTo(mine), select), nameIn(upTo(theirs), select)];
      if (isName(ours) && isName(others) && ours !== others)
        return { author: { from: 'element', select }, me: { from: 'fixed', value: ours } };
    }
  }
  return undefined;
}

const MOST_ROWS = 30;

/** What stands there in the last row that has it. */
function nameIn(rows: readonly Element[], select: string): string | undefined {
  const found = rows.flatMap((row) => within(row, select)[0] ?? []).at(-1);
  return found && textOf(found);
}

/** What stands in a row beside its text. */
function besides(row: Element, { text }: SideExamples): Element[] {
  const written = text === undefined ? null : row.querySelector(text);
  return Array.from(row.querySelectorAll('*')).filter(
    (one) =>
      written !== null && !one.contains(written) && !written.contains(one) && one.closest('time') === null,
  );
}

const isName = (text: string | undefined): text is string =>
  text !== undefined && text !== '' && text.length <= LONGEST_NAME && !isTime(text);
