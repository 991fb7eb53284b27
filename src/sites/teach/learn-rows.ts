/** From one message of each side to all messages of a list: what a row is, where its text stands, and whose it is. */
import type { Recipe } from '#channel/recipe.ts';
import { learnSide } from './learn-side.ts';
import { isTime, scrolls, textOf } from './page-parts.ts';
import { ancestors, selectorForAll, within } from './selector.ts';
import { treeOf } from './trees.ts';

type Rows = Recipe['rows'];

/** The texts that were pointed at: of one side at the least. */
export interface Examples {
  readonly mine?: Element;
  readonly theirs?: Element;
}

export interface LearntRows {
  readonly list: Element;
  readonly rows: Rows;
}

/** What takes the element of an example for a row. */
interface Level {
  readonly select: string;
  readonly text: string | undefined;
  readonly ids: string | undefined;
  readonly all: readonly Element[];
  readonly score: number;
}

/** Undefined when the examples have nothing in common that could tell rows from all else. */
export function learnRows(examples: Examples, composer: Element): LearntRows | undefined {
  const texts = [examples.mine, examples.theirs].filter((one) => one !== undefined);
  const list = listOf(texts, composer);
  if (list === undefined) return undefined;
  const level = levels(texts, list).sort((a, b) => b.score - a.score)[0];
  if (level === undefined) return undefined;
  const rowOf = (text: Element | undefined) =>
    level.all.find((row) => text !== undefined && row.contains(text));
  const [mine, theirs] = [rowOf(examples.mine), rowOf(examples.theirs)];
  const side = learnSide({ list, rows: level.all, mine, theirs, text: level.text });
  const rows: Rows = {
    select: level.select,
    ...(level.text === undefined ? {} : { text: level.text }),
    ...(level.ids === undefined ? {} : { ids: [level.ids] }),
    ...withoutTimes(texts),
    ...side,
  };
  return { list, rows };
}

/** The nearest that holds all of them and says that it is a list, or scrolls; else the nearest that holds them. */
function listOf(texts: readonly Element[], composer: Element): Element | undefined {
  const [first] = texts;
  if (first === undefined) return undefined;
  const around = ancestors(first, treeOf(first)).filter(
    (one) => texts.every((text) => one.contains(text)) && !one.contains(composer),
  );
  const says = (one: Element) => one.matches('[role=log], [role=feed], [aria-live]') || scrolls(one);
  return around.find(says) ?? (texts.length > 1 ? around[0] : around.at(-1));
}

/** The hour that some pages put into a message's text. */
function withoutTimes(texts: readonly Element[]): Pick<Rows, 'without'> {
  for (const text of texts) {
    const time = Array.from(text.querySelectorAll('*')).find((one) => isTime(textOf(one)));
    const select = time && selectorForAll([time], [text]);
    if (select !== undefined && !select.startsWith(':scope')) return { without: select };
  }
  return {};
}

function levels(texts: readonly Element[], list: Element): Level[] {
  const ways = texts.map((text) => [text, ...ancestors(text, list)].reverse());
  const depth = Math.max(...ways.map((way) => way.length));
  return Array.from({ length: depth }, (_, at) =>
    levelOf(
      ways.map((way) => way[Math.min(at, way.length - 1)]).filter((one) => one !== undefined),
      texts,
      list,
      at,
    ),
  ).filter((one) => one !== undefined);
}

function levelOf(
  examples: readonly Element[],
  texts: readonly Element[],
  list: Element,
  depth: number,
): Level | undefined {
  // An element around both is a group of messages.
  if (new Set(examples).size < texts.length) return undefined;
  const select = selectorForAll(examples, [list]);
  const all = select === undefined ? [] : within(list, select);
  const nested = all.some((one, at) => all[at + 1] !== undefined && one.contains(all[at + 1] ?? null));
  if (select === undefined || nested || !examples.every((one) => all.includes(one))) return undefined;
  const text = textWithin(examples, texts);
  if (text === undefined && examples.some((one) => !texts.includes(one))) return undefined;
  const ids = idsOf(all);
  return { select, text, ids, all, score: scoreOf(all, text, ids) - depth / 10 };
}

function textWithin(rows: readonly Element[], texts: readonly Element[]): string | undefined {
  const scopes = texts.flatMap((text) => rows.find((row) => row.contains(text)) ?? []);
  if (scopes.length < texts.length || rows.some((row) => texts.includes(row))) return undefined;
  const select = selectorForAll(texts, scopes);
  if (select === undefined) return undefined;
  return texts.every((text, at) => scopes[at]?.querySelector(select) === text) ? select : undefined;
}

function scoreOf(rows: readonly Element[], text: string | undefined, ids: string | undefined): number {
  const [first] = rows;
  const said = first?.matches('[role=row], [role=listitem], [role=article], article, li') ? 2 : 0;
  const named = /message|msg|bubble|item|row/i.test(first?.getAttribute('class') ?? '') ? 1 : 0;
  const filled = rows.filter((row) => textOf(row) !== '');
  const single = filled.filter((row) => text === undefined || within(row, text).length === 1);
  return (ids === undefined ? 0 : 4) + said + named + (2 * single.length) / Math.max(1, filled.length);
}

const MAY_NAME = /^(id|key)$|(^|-)(id|mid|msgid|messageid|key|urn|ts|uuid|stamp)$|^data-(msg|message)/;

/** The attribute that names each message: on every row, and never twice the same. */
function idsOf(rows: readonly Element[]): string | undefined {
  const [first] = rows;
  return first?.getAttributeNames().find((name) => {
    const values = rows.map((row) => row.getAttribute(name) ?? '');
    const all = values.every((value) => /\d/.test(value) && value.length < 200);
    return MAY_NAME.test(name) && all && new Set(values).size === rows.length;
  });
}
