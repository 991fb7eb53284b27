/** Whether a list shows its newest rows, or has been scrolled back. */
import type { Recipe } from '#channel/recipe.ts';

/** Within so many px of the end it is at the end. */
const NEAR = 150;

export function showsNewest(list: Element, { rows: { newestFirst } }: Recipe): boolean {
  const scroller = scrollerOf(list);
  if (scroller === undefined) return true;
  const { scrollTop, scrollHeight, clientHeight } = scroller;
  // A reversed column counts from its end, downwards from 0.
  const reversed = getComputedStyle(scroller).flexDirection === 'column-reverse';
  if (newestFirst || reversed) return Math.abs(scrollTop) < NEAR;
  return scrollHeight - clientHeight - scrollTop < NEAR;
}

/** The list itself or what it stands in; undefined when all of it fits. */
function scrollerOf(list: Element): Element | undefined {
  for (let element: Element | null = list; element !== null; element = element.parentElement) {
    const scrolls = element.scrollHeight > element.clientHeight + 1;
    if (scrolls && /auto|scroll|overlay/.test(getComputedStyle(element).overflowY)) return element;
  }
  return undefined;
}
