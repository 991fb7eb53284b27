/** A first guess at where the parts of a chat are, from signals that hold across messengers. */
import { boxInWindow } from '#sites/surface/box-in-window.ts';
import {
  innermost,
  isEditable,
  isTime,
  overlap,
  ownText,
  type Part,
  type Parts,
  scrolls,
  seenAll,
  textOf,
} from './page-parts.ts';
import { isMarkedTheirs, sideOf } from './side.ts';
import { areaOf, holds, type Tree, treeOf, treesAround, treesOf } from './trees.ts';

const SEARCH = /search|such|find|filter|buscar|cherch|zoek|cerca|поиск|検索/i;
const WRITE = /message|nachricht|write|type|reply|mensaje|messag|compose|chat|сообщ/i;
const MOST = 4000;

/** Where most of it was found, in the page or in one of its frames and shadow roots. */
export function guessParts(page: Document): Parts {
  const [best = {}] = byScore(treesOf(page).map(guessIn), (parts) => Object.keys(parts).length);
  return best;
}

/** What goes with the box to write in that stands in this tree. */
export function guessIn(tree: Tree): Parts {
  const composer = composers([tree])[0];
  const list = composer && findList(composer);
  if (composer === undefined || list === undefined) return composer === undefined ? {} : { composer };
  const texts = messageTexts(list);
  const name = names(list)[0];
  return { composer, ...sides(texts, list), ...(name === undefined ? {} : { name }) };
}

/** What the part could be, the likeliest first: for those who choose by keys. */
export function choicesFor(part: Part, page: Document, { composer }: Parts): Element[] {
  const boxes = composers(treesOf(page));
  if (part === 'composer') return boxes;
  const by = composer ?? boxes[0];
  const list = by && findList(by);
  if (list === undefined) return [];
  return part === 'name' ? names(list) : messageTexts(list).reverse();
}

/** Boxes to write in, the likeliest first: low in the page, wide, and called so. */
function composers(trees: readonly Tree[]): Element[] {
  const boxes = trees
    .flatMap((tree) => seenAll(tree, 'textarea, input, [contenteditable], [role=textbox]'))
    .filter((box) => isEditable(box) && isForMessages(box));
  const outermost = boxes.filter((box) => !boxes.some((other) => other !== box && other.contains(box)));
  return byScore(outermost, (box) => {
    const { top, height, width } = boxInWindow(box) ?? { top: 0, height: 0, width: 0 };
    const words = WRITE.test(wordsOf(box)) ? 0.4 : 0;
    const oneLine = box.localName === 'input' ? -0.3 : 0;
    return (2 * Math.min(top + height, innerHeight)) / innerHeight + width / innerWidth + words + oneLine;
  });
}

function isForMessages(box: Element): boolean {
  const { width } = box.getBoundingClientRect();
  const search = box.matches('[type=search], [role=searchbox], [role=combobox]') || SEARCH.test(wordsOf(box));
  const fake = /fake|shadow|mirror/i.test(box.getAttribute('class') ?? '');
  return (
    width > 60 && !search && !fake && !box.matches(':disabled, [readonly], [aria-hidden=true], [inert] *')
  );
}

const wordsOf = (box: Element): string =>
  ['aria-label', 'placeholder', 'data-placeholder', 'name', 'id', 'title']
    .map((name) => box.getAttribute(name) ?? '')
    .join(' ');

/**
 * What the messages are in: said to be a log, or scrolling, over the composer and about as wide. In the composer's own tree, or
 * else in another of its document.
 */
export function findList(composer: Element): Element | undefined {
  const own = treeOf(composer);
  const others = treesAround(composer).filter((tree) => tree !== own);
  return listIn([own], composer) ?? listIn(others, composer);
}

function listIn(trees: readonly Tree[], composer: Element): Element | undefined {
  const all = (select: string): Element[] => trees.flatMap((tree) => seenAll(tree, select));
  const apart = (one: Element): boolean =>
    !holds(one, composer) && !composer.contains(one) && overlap(composer, one) > 0.5 && areaOf(one) > 0.02;
  const said = all('[role=log], [role=feed], [aria-live=polite]').filter(apart);
  const rolling = all('div, main, section, ul, ol, article').filter((one) => apart(one) && scrolls(one));
  const plain = [...said, ...rolling].length > 0 ? [] : all('div, main, section, ul, ol').filter(apart);
  return byScore([...said, ...rolling, ...plain], (one) => {
    const log = one.matches('[role=log], [role=feed]') ? 1 : 0;
    return log + areaOf(one) + overlap(one, composer) + Math.min(1, messageTexts(one).length / 3);
  })[0];
}

/** The elements with the messages' words: of all that are made alike, those that say the most. In the page's order. */
export function messageTexts(list: Element): Element[] {
  const groups = new Map<string, Element[]>();
  for (const one of Array.from(list.querySelectorAll('*')).slice(-MOST)) {
    if (ownText(one) === '' || isAside(one)) continue;
    const key = `${one.localName} ${depthOf(one, list)} ${one.getAttributeNames().sort().join()}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const [best = []] = byScore([...groups.values()], (group) => {
    const texts = new Set(group.map(textOf));
    return (
      [...texts].reduce((sum, text) => sum + Math.min(text.length, 200), 0) * (texts.size / group.length)
    );
  });
  return best;
}

/** Times, buttons, notes that belong to no message. */
function isAside(element: Element): boolean {
  if (element.closest('time, button, [role=button], h1, h2, h3, textarea, style, script') !== null)
    return true;
  const { width } = element.getBoundingClientRect();
  return width === 0 || isTime(ownText(element));
}

function depthOf(element: Element, list: Element): number {
  let depth = 0;
  for (let one: Element | null = element; one !== null && one !== list; one = one.parentElement) depth += 1;
  return depth;
}

/** The newest of each side. Where no message of ours is to be told, the place of the others says nothing. */
function sides(texts: readonly Element[], list: Element): Parts {
  const mine = texts.findLast((text) => sideOf(text, list) === 'mine');
  // Where one side alone is marked, all others are the other's.
  const theirs = texts.findLast((text) => sideOf(text, list) !== 'mine');
  if (mine !== undefined) return { mine, ...(theirs === undefined ? {} : { theirs }) };
  const marked = texts.findLast((text) => isMarkedTheirs(text, list));
  const other = marked && texts.findLast((text) => !isMarkedTheirs(text, list));
  return marked === undefined ? {} : { theirs: marked, ...(other === undefined ? {} : { mine: other }) };
}

/** Headings over the list, the likeliest first; in its own tree, or else in another of its document. */
function names(list: Element): Element[] {
  const own = namesIn([treeOf(list)], list);
  return own.length > 0 ? own : namesIn(treesAround(list), list);
}

function namesIn(trees: readonly Tree[], list: Element): Element[] {
  const { top: edge } = list.getBoundingClientRect();
  // What scrolls may have the heading in it.
  const first = messageTexts(list)[0]?.getBoundingClientRect().top ?? edge;
  const top = Math.max(edge, Math.min(first, edge + 150));
  const marked =
    '[role=heading], h1, h2, h3, h4, header *, [class*=title i], [class*=header i] *, [class*=name i]';
  const found = trees.flatMap((tree) => seenAll(tree, marked));
  const above = [...new Set(found.map(innermost))].filter((one) => {
    const box = one.getBoundingClientRect();
    const text = textOf(one);
    const near = box.bottom <= top + 8 && box.top > top - 200 && overlap(one, list) > 0.5;
    return near && text !== '' && text.length <= 60 && ownText(one) !== '' && !isControl(one);
  });
  return byScore(above, (one) => {
    const heading = one.closest('h1, h2, h3, [role=heading]') === null ? 0 : 1;
    const named = /title|name|contact|peer/i.test(one.getAttribute('class') ?? '') ? 0.5 : 0;
    return heading + named + Number.parseFloat(getComputedStyle(one).fontSize) / 40;
  });
}

const isControl = (element: Element): boolean =>
  element.closest('input, textarea, select, nav, [role=tab], [role=menu]') !== null;

/** The highest first; of equal ones the one that was first. */
function byScore<T>(all: readonly T[], score: (one: T) => number): T[] {
  return all
    .map((one) => ({ one, score: score(one) }))
    .sort((a, b) => b.score - a.score)
    .map(({ one }) => one);
}
