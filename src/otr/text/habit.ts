/**
 * Whether a peer's client writes HTML inside OTR or plain text. Nothing in the protocol says so ("UTF-8, optionally with
 * HTML markup"; OTRv3, "Data Message"), so it is learnt from what the client sends; see docs/adr/0009.
 */
import { ENTITIES } from './entities.ts';

export type Habit = 'html' | 'raw';

/** Elements that libotr's clients write. What looks like another one is somebody's text. */
const ELEMENTS = new Set(
  (
    'html head body p div br span a b i u s em strong strike del sub sup font big small tt code pre blockquote ' +
    'ul ol li hr img h1 h2 h3 h4 h5 h6 table tr td th tbody'
  ).split(' '),
);

/** A tag whole: its name and the rest up to `>`, quoted values skipped. At most 2,000 characters are looked at. */
export const TAG = /<(\/?)([A-Za-z][A-Za-z0-9]{0,9})((?:[\s/](?:[^<>"']|"[^"<]*"|'[^'<]*'){0,2000})?)>/y;
export const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z][A-Za-z0-9]{1,7}));/y;

export const isElement = (name: string): boolean => ELEMENTS.has(name.toLowerCase());

export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

function isMarkup(text: string, at: number): boolean {
  if (text[at] === '<') {
    const name = matchAt(TAG, text, at)?.[2];
    return name !== undefined && isElement(name);
  }
  const entity = matchAt(ENTITY, text, at);
  return entity !== undefined && (entity[3] === undefined || ENTITIES.has(entity[3]));
}

/** Well-formed HTML has no other `<` and `&` than those of tags and entities; a plain text has them as they come. */
export function habitSeen(text: string): Habit | undefined {
  let seen: Habit | undefined;
  for (const { index } of text.matchAll(/[<&]/g)) {
    if (!isMarkup(text, index)) return 'raw';
    seen = 'html';
  }
  return seen;
}

/**
 * The habit after one more text. Plain text, once seen, stays: no HTML client writes it. `padded`: the text came with a
 * padding record, which clients that write HTML do not send.
 */
export function learnHabit(known: Habit | undefined, text: string, padded: boolean): Habit | undefined {
  if (known === 'raw' || padded) return 'raw';
  return habitSeen(text) ?? known;
}

/** `text` as the peer's client will show it as it is written. */
export function writeFor(habit: Habit | undefined, text: string): string {
  if (habit !== 'html') return text;
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '<br>');
}
