/** The trees of a page that a chat can stand in (its document, frames of its origin, open shadow roots), and the way to each. */

import { INTO } from '#channel/recipe.ts';
import { insideOf } from '#sites/frames.ts';
import { boxInWindow } from '#sites/surface/box-in-window.ts';
import { selectorFor } from './selector.ts';

export type Tree = Document | ShadowRoot;

/** The tree itself first, then what can be reached from it. */
export function treesOf(tree: Tree): Tree[] {
  const inner = Array.from(tree.querySelectorAll('*')).flatMap((host) => insideOf(host) ?? []);
  return [tree, ...inner.flatMap(treesOf)];
}

/** The page's own and those of its frames, as far as they have begun to load. */
export const documentsIn = (page: Document): Document[] =>
  treesOf(page).filter((tree) => 'documentElement' in tree && tree.documentElement !== null) as Document[];

export const treeOf = (element: Element): Tree => element.getRootNode() as Tree;

/** What leads to the tree, outermost first, as recipes say it; undefined when it cannot be told from others. */
export function wayTo(tree: Tree): string[] | undefined {
  if (tree === document) return [];
  const host = 'host' in tree ? tree.host : tree.defaultView?.frameElement;
  if (host === null || host === undefined) return undefined;
  const outer = wayTo(treeOf(host));
  const select = selectorFor(host, treeOf(host));
  return outer === undefined || select === undefined ? undefined : [...outer, select];
}

/** Whether one recipe can lead to both: all of a chat is in one document. */
export const inOneDocument = (one: Element, other: Element): boolean =>
  one.ownerDocument === other.ownerDocument;

/** The open shadow roots of the element's document, and the document itself. */
export const treesAround = ({ ownerDocument }: Element): Tree[] =>
  treesOf(ownerDocument).filter((tree) => tree === ownerDocument || tree.ownerDocument === ownerDocument);

/** Whether the inner one stands in the outer, in a shadow root or not. */
export function holds(outer: Element, inner: Element): boolean {
  const tree = treeOf(inner);
  return outer.contains(inner) || ('host' in tree && holds(outer, tree.host));
}

/** What finds the element from `base`, which is the element's tree or its document; undefined when nothing short does. */
export function pathFrom(base: Tree, element: Element): string | undefined {
  const tree = treeOf(element);
  const select = selectorFor(element, tree);
  const way = wayTo(tree)?.slice(wayTo(base)?.length);
  return select === undefined || way === undefined ? undefined : [...way, select].join(INTO);
}

/** So much of the window a chat takes at the least. */
const LEAST = 0.1;

/** A frame that nobody but its own page can read, and that is large enough for a chat. */
export const isForeign = (element: Element): boolean =>
  element.matches('iframe, frame') && insideOf(element) === null && areaOf(element) > LEAST;

/** How much of the window it takes, from 0 to 1. */
export function areaOf(element: Element): number {
  const { width, height } = boxInWindow(element) ?? { width: 0, height: 0 };
  return (width * Math.min(height, innerHeight)) / (innerWidth * innerHeight);
}
