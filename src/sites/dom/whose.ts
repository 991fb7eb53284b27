/** Whose a row is, as far as the page says: by a mark, by who is named, or by where it stands. */

import type { Recipe } from '#channel/recipe.ts';
import type { Scope } from './page-scope.ts';
import { readSource } from './source.ts';

/** An element that is a row, where its text stands, and its name. */
export interface Place {
  readonly element: Element;
  readonly box: Element | null;
  readonly id: string | undefined;
}

/** Who wrote a row, by its id. */
export type Authors = Map<string, string>;

/** Whether the page says whose a row is, so that it need not be guessed from its place. */
export const saysWhose = ({ rows: { ours, theirs, author } }: Recipe): boolean =>
  ours !== undefined || theirs !== undefined || author !== undefined;

/** By a mark on the row, in it, or around it. Where one side alone is marked, all other rows are the other's. */
export function marked(row: Element, { rows: { ours, theirs } }: Recipe): boolean | undefined {
  const has = (select: string | undefined) =>
    select !== undefined && (row.closest(select) !== null || row.querySelector(select) !== null);
  if (has(ours)) return true;
  if (has(theirs)) return false;
  if (ours === undefined) return theirs === undefined ? undefined : true;
  return theirs === undefined ? false : undefined;
}

/** By who is named. Rows of one person in a run bear the name once. */
export function readAuthors(
  rows: readonly Place[],
  scope: Scope,
  { rows: { author, me } }: Recipe,
  authors: Authors,
): (boolean | undefined)[] {
  if (author === undefined) return [];
  const us = me && readSource(me, scope);
  let last: string | undefined;
  return rows.map(({ element, id }) => {
    last = readSource(author, element) ?? (id === undefined ? undefined : authors.get(id)) ?? last;
    if (id !== undefined && last !== undefined) authors.set(id, last);
    return us === undefined || last === undefined ? undefined : last === us;
  });
}

/** So much of the list's width must be free on one side of a bubble, more than on the other. */
const LEAN = 0.15;

/** For pages that put what we wrote on the far side. */
export function byPlace(text: Element, list: Element): boolean | undefined {
  const [box, room] = [text.getBoundingClientRect(), list.getBoundingClientRect()];
  if (box.width === 0 || room.width === 0) return undefined;
  const lean = (box.left - room.left - (room.right - box.right)) / room.width;
  if (Math.abs(lean) < LEAN) return undefined;
  return lean > 0 === (getComputedStyle(list).direction === 'ltr');
}
