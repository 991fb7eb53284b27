/** The rows of the open chat as the page shows them now, oldest first. Only the newest are read, however many there are. */

import type { Recipe } from '#channel/recipe.ts';
import { allIn, findIn, type Scope } from './page-scope.ts';
import { pageText } from './page-text.ts';
import { type Authors, byPlace, marked, type Place, readAuthors, saysWhose } from './whose.ts';

/** So many of the newest rows are looked at: a chat that was opened anew may have as many to catch up with. */
const NEWEST = 100;
const LONGEST_ID = 500;

export interface Row {
  readonly element: Element;
  /** The page's own name for the message; without one the text must serve. */
  readonly id?: string;
  readonly text: string;
  /** Undefined where the page does not say. */
  readonly ours?: boolean;
}

/**
 * Rows that show nothing (a virtual list empties those out of sight) are left out. `authors` is kept from one look to the
 * next: the row that bears the name may be among them.
 */
export function readRows(list: Element, scope: Scope, recipe: Recipe, authors: Authors): Row[] {
  const places = findPlaces(list, recipe);
  const says = saysWhose(recipe);
  const fromUs = readAuthors(places, scope, recipe, authors);
  return places.flatMap(({ element, box, id }, index) => {
    const text = box === null ? '' : pageText(box, recipe.rows.without).trim();
    if (box === null || text === '') return [];
    const ours = says ? (marked(element, recipe) ?? fromUs[index]) : byPlace(box, list);
    return [{ element, text, ...(id === undefined ? {} : { id }), ...(ours === undefined ? {} : { ours }) }];
  });
}

function findPlaces(list: Element, { rows: { select, text, without, ids, newestFirst } }: Recipe): Place[] {
  const all = Array.from(list.querySelectorAll(select));
  if (newestFirst) all.reverse();
  const places = all.slice(-NEWEST).map((element) => {
    const box = text === undefined ? element : textBox(element, text, without);
    return { element, box, id: idOf(element, box, ids) };
  });
  // What several rows are called is no name.
  const times = new Map<string | undefined, number>();
  for (const { id } of places) times.set(id, (times.get(id) ?? 0) + 1);
  return places.map((place) => (times.get(place.id) === 1 ? place : { ...place, id: undefined }));
}

/** A quoted message may look like one. */
function textBox(row: Element, text: string, without: string | undefined): Element | null {
  const inQuote = (box: Element) => {
    const part = without === undefined ? null : box.closest(without);
    return part !== null && row.contains(part);
  };
  return Array.from(row.querySelectorAll(text)).find((box) => !inQuote(box)) ?? null;
}

function idOf(row: Element, box: Element | null, names: readonly string[] = []): string | undefined {
  const values = names.map((name) => row.getAttribute(name) || box?.getAttribute(name) || '');
  const id = values.filter((value) => value !== '').join(' ');
  return id === '' || id.length > LONGEST_ID ? undefined : id;
}

/** The button that unfolds the rest of the row's text. */
export function unfoldButton(row: Element, { rows }: Recipe): HTMLElement | undefined {
  return rows.more === undefined ? undefined : (findIn(row, rows.more) as HTMLElement | undefined);
}

/** How the site's own sending of the row stands. */
export function rowState(row: Element, { rows }: Recipe): 'sent' | 'pending' | 'failed' {
  const shows = (select: string | undefined) => select !== undefined && allIn(row, select).length > 0;
  if (shows(rows.failed)) return 'failed';
  return shows(rows.pending) ? 'pending' : 'sent';
}
