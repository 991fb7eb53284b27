/** Selectors for one element, and for all elements that are like some examples. */
import { allIn, isSeen } from '#sites/dom/page-scope.ts';
import { compound, featuresOf } from './features.ts';

const LONGEST = 500;

/** Finds the element and, of what can be seen, nothing else; undefined when no short selector does. */
export function selectorFor(element: Element, scope: ParentNode & Node): string | undefined {
  const own = candidates(element);
  const alone = own.find((one) => findsOnly(scope, one, element));
  if (alone !== undefined) return alone;
  for (const above of ancestors(element, scope)) {
    for (const outer of candidates(above)) {
      const both = own.map((one) => `${outer} ${one}`).find((one) => findsOnly(scope, one, element));
      if (both !== undefined) return both;
    }
  }
  return pathTo(element, scope);
}

/** The shortest first. */
function candidates(element: Element): string[] {
  const features = featuresOf(element);
  const tag = element.localName;
  const all = features.length > 1 ? [compound(tag, features)] : [];
  return [...features.map((one) => (one.startsWith('#') ? one : tag + one)), ...all, tag];
}

function findsOnly(scope: ParentNode & Node, select: string, element: Element): boolean {
  if (select.length > LONGEST) return false;
  const found = Array.from(scope.querySelectorAll(select));
  // What leads to a chat may itself take up no room.
  const seen = isSeen(element) ? found.filter(isSeen) : found;
  return seen.length === 1 && seen[0] === element;
}

/** From the parent upwards, without the scope. */
export function ancestors(element: Element, scope: Node): Element[] {
  const found: Element[] = [];
  for (let up = element.parentElement; up !== null && up !== scope; up = up.parentElement) found.push(up);
  return found;
}

/** By its place among its siblings, from the nearest ancestor that can be told by something better. */
function pathTo(element: Element, scope: ParentNode & Node): string | undefined {
  const steps: string[] = [];
  for (const one of [element, ...ancestors(element, scope)]) {
    const anchor = candidates(one).find((select) => findsOnly(scope, select, one));
    if (anchor !== undefined && one !== element) return fitting([anchor, ...steps].join(' > '));
    steps.unshift(placeOf(one));
  }
  return fitting(scope.nodeType === Node.DOCUMENT_NODE ? steps.join(' > ') : `:scope > ${steps.join(' > ')}`);
}

const fitting = (select: string): string | undefined => (select.length > LONGEST ? undefined : select);

function placeOf(element: Element): string {
  const like = Array.from(element.parentElement?.children ?? []).filter(
    ({ localName }) => localName === element.localName,
  );
  return like.length < 2
    ? element.localName
    : `${element.localName}:nth-of-type(${like.indexOf(element) + 1})`;
}

/**
 * Finds all that are like the examples within `scopes`, where each example has its own or all share one; by the way that leads to
 * them where they have nothing of their own to be known by. Undefined when they have too little in common.
 */
export function selectorForAll(examples: readonly Element[], scopes: readonly Element[]): string | undefined {
  return sharedBy(examples) ?? sharedWay(examples, scopes);
}

/** Undefined when they share no more than a tag. */
function sharedBy(examples: readonly Element[]): string | undefined {
  const tags = new Set(examples.map(({ localName }) => localName));
  const [tag = '', ...others] = tags;
  const shared = sharedFeatures(examples);
  // A tag of the page's own says as much as a class.
  return others.length > 0 || (shared.length === 0 && !tag.includes('-')) ? undefined : compound(tag, shared);
}

function sharedFeatures(examples: readonly Element[]): string[] {
  const [first = [], ...others] = examples.map(featuresOf);
  return first.filter((one) => !one.startsWith('#') && others.every((features) => features.includes(one)));
}

function sharedWay(examples: readonly Element[], scopes: readonly Element[]): string | undefined {
  const ways = examples.map((one, at) => {
    const scope = scopes[at] ?? scopes[0];
    return scope === undefined ? [] : [one, ...ancestors(one, scope)].reverse();
  });
  const [first = []] = ways;
  if (ways.some((way) => way.length !== first.length)) return undefined;
  const steps = first.map((_, depth) => stepOf(ways.flatMap((way) => way[depth] ?? [])));
  return steps.includes(undefined) ? undefined : fitting(`:scope > ${steps.join(' > ')}`);
}

function stepOf(elements: readonly Element[]): string | undefined {
  const tags = new Set(elements.map(({ localName }) => localName));
  const [tag = ''] = tags;
  return tags.size > 1 ? undefined : compound(tag, sharedFeatures(elements));
}

/** What the selector finds within, the element itself not among it. */
export const within = (scope: Element, select: string): Element[] =>
  allIn(scope, select).filter((one) => one !== scope);
