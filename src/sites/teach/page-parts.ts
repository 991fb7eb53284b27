/** What the wizard sees of a page: boxes, texts, lists that scroll. Its own parts and Sotto's are none of the page's. */
import { isSeen } from '#sites/dom/page-scope.ts';
import { pageText } from '#sites/dom/page-text.ts';

/** The four things that somebody can point at. */
export const PARTS = ['composer', 'mine', 'theirs', 'name'] as const;
export type Part = (typeof PARTS)[number];
/** What was found, or pointed at. */
export type Parts = Readonly<Partial<Record<Part, Element>>>;

export const isEditable = (element: Element): boolean =>
  element.matches(
    'textarea, [contenteditable=""], [contenteditable=true], [contenteditable=plaintext-only], input[type=text], input:not([type])',
  );

/** Elements of the page that match and can be seen. */
export const seenAll = (scope: ParentNode, select: string): Element[] =>
  Array.from(scope.querySelectorAll(select)).filter((one) => isSeen(one) && !isSottos(one));

const isSottos = (element: Element): boolean =>
  element.getAttributeNames().some((name) => name.startsWith('data-sotto-'));

/** Without the spaces around it, in one line. */
export const textOf = (element: Element): string => pageText(element).replace(/\s+/g, ' ').trim();

/** The text that stands in the element itself, not in one within it. */
export function ownText(element: Element): string {
  const texts = Array.from(element.childNodes).filter((node) => node.nodeType === Node.TEXT_NODE);
  return texts
    .map((node) => node.textContent ?? '')
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The element in which all of the text stands. */
export function innermost(element: Element): Element {
  const whole = textOf(element);
  const inner = Array.from(element.querySelectorAll('*')).findLast((one) => ownText(one) === whole);
  return ownText(element) === whole ? element : (inner ?? element);
}

export function scrolls(element: Element): boolean {
  return /auto|scroll|overlay/.test(getComputedStyle(element).overflowY);
}

/** How much of the width of `one` lies over `other`, from 0 to 1. */
export function overlap(one: Element, other: Element): number {
  const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
  const shared = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  return a.width === 0 ? 0 : Math.max(0, shared) / a.width;
}

/** `10:11`, `9.30 pm`. */
export const isTime = (text: string): boolean => /^\d{1,2}[:.]\d{2}(\s?[ap]\.?m\.?)?$/i.test(text);
