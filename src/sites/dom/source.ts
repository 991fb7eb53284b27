/** Reads names where a recipe says they are. What comes is the page's claim. */

import type { Source } from '#channel/recipe.ts';
import { findIn, type Scope } from './page-scope.ts';
import { pageText } from './page-text.ts';

/** Longer names are not taken for one. */
const LONGEST = 300;

/** Undefined when it is not there, is empty, or is longer than a name can be. */
export function readSource(source: Source, scope: Scope): string | undefined {
  const found = rawValue(source, scope);
  if (found === undefined) return undefined;
  const value =
    'pattern' in source && source.pattern !== undefined ? match(source.from, source.pattern, found) : found;
  const name = value?.replace(/\s+/g, ' ').trim();
  return name === undefined || name === '' || name.length > LONGEST ? undefined : name;
}

/** All of them, joined; undefined when one is missing. */
export function readSources(sources: readonly Source[], scope: Scope): string | undefined {
  const parts = sources.map((source) => readSource(source, scope));
  return parts.includes(undefined) ? undefined : parts.join('@');
}

function rawValue(source: Source, scope: Scope): string | undefined {
  switch (source.from) {
    case 'address':
      return location.href.slice(location.origin.length);
    case 'element': {
      const element = findIn(scope, source.select);
      if (element === undefined) return undefined;
      return source.attribute === undefined
        ? pageText(element)
        : (element.getAttribute(source.attribute) ?? undefined);
    }
    case 'cookie':
      return cookie(source.name);
    case 'storage':
      return stored(source.key);
    case 'fixed':
      return source.value;
  }
}

/** A pattern takes at worst the square of this; what a page stores may be longer, and is for recipes of ours alone. */
const LONGEST_SEARCHED = 4000;

function match(from: Source['from'], pattern: string, text: string): string | undefined {
  const searched = from === 'storage' ? text : text.slice(0, LONGEST_SEARCHED);
  return new RegExp(pattern).exec(searched)?.[1];
}

function cookie(name: string): string | undefined {
  const start = `${name}=`;
  const found = document.cookie.split('; ').find((one) => one.startsWith(start));
  return found?.slice(start.length);
}

/** The page may forbid it, by a sandbox. */
function stored(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}
