/** Finding elements: in the document, or in the open shadow roots and frames that a recipe leads through. */
import { INTO } from '#channel/recipe.ts';
import { insideOf } from '#sites/frames.ts';

/** Where a chat can be: a whole document, a shadow tree, or one element. */
export type Scope = Document | ShadowRoot | Element;

/** Undefined when the way is not there, or leads into another origin's frame. */
export function openScope(page: Document, within: readonly string[] = []): Document | ShadowRoot | undefined {
  let scope: Document | ShadowRoot = page;
  for (const select of within) {
    const host: Element | undefined = findIn(scope, select);
    const next: Document | ShadowRoot | null = host === undefined ? null : insideOf(host);
    if (next === null) return undefined;
    scope = next;
  }
  return scope;
}

/** The first that can be seen, else the first; the scope itself counts. */
export function findIn(scope: Scope, select: string): Element | undefined {
  const found = allIn(scope, select);
  return found.find(isSeen) ?? found[0];
}

/** The first that can be seen. */
export function seenIn(scope: Scope, select: string): HTMLElement | undefined {
  return allIn(scope, select).find(isSeen) as HTMLElement | undefined;
}

export function allIn(scope: Scope, select: string): Element[] {
  const [first = '', ...inner] = select.split(INTO);
  const found = Array.from(scope.querySelectorAll(first));
  if ('matches' in scope && scope.matches(first)) found.unshift(scope);
  return inner.reduce(
    (hosts, step) => hosts.flatMap(({ shadowRoot }) => Array.from(shadowRoot?.querySelectorAll(step) ?? [])),
    found,
  );
}

/** Whether it takes up room in the page. */
export function isSeen(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0;
}
