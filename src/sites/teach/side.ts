/** Whose a message is, before anybody said: by the words that developers use for it, or by where it stands. */
import { byPlace } from '#sites/dom/whose.ts';
import { classesOf } from './features.ts';

export const OWN_WORD =
  /(^|[-_])(me|mine|my|own|ours|self|myself|out|outgoing|from-me|is-out|sent|sent-by-me|message-out|right|end)($|[-_])/i;
export const OTHER_WORD =
  /(^|[-_])(other|others|them|theirs|in|incoming|is-in|received|message-in|left|from-them|foreign)($|[-_])/i;

export const inWords = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1-$2');

type Side = 'mine' | 'theirs';

/** Undefined when nothing says it. `list`: what both sides' messages are in. */
export function sideOf(text: Element, list: Element): Side | undefined {
  const said = byWords(text, list);
  if (said !== undefined) return said;
  const place = byPlace(text, list);
  if (place === undefined) return undefined;
  return place ? 'mine' : 'theirs';
}

/** Whether a class says that it is theirs. */
export const isMarkedTheirs = (text: Element, list: Element): boolean => byWords(text, list) === 'theirs';

function byWords(text: Element, list: Element): Side | undefined {
  for (let one: Element | null = text; one !== null && one !== list; one = one.parentElement) {
    const names = classesOf(one).map(inWords);
    if (names.some((name) => OWN_WORD.test(name))) return 'mine';
    if (names.some((name) => OTHER_WORD.test(name))) return 'theirs';
  }
  return undefined;
}
