/** What a list scrolls in: whether it shows its newest rows or has been scrolled back, and how much of the page it takes. */
import type { Recipe } from '#channel/recipe.ts';

/** Within so many px of the end it is at the end. */
const NEAR = 150;

export function showsNewest(list: Element, { rows: { newestFirst } }: Recipe): boolean {
  const scroller = around(list).find((element) => overflows(element) && scrolls(element));
  if (scroller === undefined) return true;
  const { scrollTop, scrollHeight, clientHeight } = scroller;
  // A reversed column counts from its end, downwards from 0.
  const reversed = getComputedStyle(scroller).flexDirection === 'column-reverse';
  if (newestFirst || reversed) return Math.abs(scrollTop) < NEAR;
  return scrollHeight - clientHeight - scrollTop < NEAR;
}

/**
 * The box in which the list is seen: the list itself is as high as its rows, and reaches under the header when there are many.
 * `beside`: what stands beside the list and is no part of that box.
 */
export function viewport(list: Element, beside: readonly Element[]): Element {
  const box = around(list).find(scrolls);
  // What is around a shadow root holds all that is in it.
  const holdsMore = (one: Element) =>
    one.getRootNode() !== list.getRootNode() || beside.some((element) => one.contains(element));
  return box === undefined || holdsMore(box) ? list : box;
}

/** The list itself and what it stands in, out of a shadow root as well. */
function around(list: Element): Element[] {
  const elements: Element[] = [];
  for (let element: Element | null = list; element !== null; element = parentOf(element))
    elements.push(element);
  return elements;
}

function parentOf({ parentNode, parentElement }: Element): Element | null {
  return parentNode !== null && 'host' in parentNode ? (parentNode as ShadowRoot).host : parentElement;
}

const overflows = ({ scrollHeight, clientHeight }: Element): boolean => scrollHeight > clientHeight + 1;

const scrolls = (element: Element): boolean =>
  /auto|scroll|overlay/.test(getComputedStyle(element).overflowY);
