/**
 * Which ids, classes and attribute values a developer wrote, and will still be there next week: words. What a build or a
 * framework makes (`x1n2onr6`, `css-1q2w3e`, `sc-bdVaJa`) changes with each release.
 */

const LONGEST = 40;
const VOWEL = /[aeiouy]/i;
/** Words without a vowel that people write all the same. */
const SHORT_FORMS = new Set(
  'btn chn chk cht ctl div dm hdr html img js lbl lg lst md msg msgs nav nm rtl ltr sm svg tb td th tr txt ul xl'.split(
    ' ',
  ),
);
/** What comes and goes with the state of a part. */
const STATE =
  /(^|[-_])(active|chosen|checked|collapsed|current|dark|disabled|dragging|empty|enabled|even|expanded|failed|first|focus|focused|hidden|hover|hovered|last|light|loaded|loading|new|odd|open|opened|pending|pressed|read|ready|scrolled|selected|sending|shown|theme|typing|unread|visible)($|[-_])/i;

/** Whether the name is made of words. */
export function isStableName(name: string): boolean {
  if (name.length > LONGEST || !/^[a-z][a-z_-]*$/i.test(name)) return false;
  const parts = name.split(/[-_]+/).filter((part) => part !== '');
  // One letter alone is a prefix that somebody gave to longer words.
  return parts.every((part) => (part.length === 1 ? parts.length > 2 : wordsIn(part).every(isWord)));
}

/** Whether the name tells of a state, so that it will not always be there. */
export const isState = (name: string): boolean => STATE.test(name.replace(/([a-z])([A-Z])/g, '$1-$2'));

const wordsIn = (part: string): string[] => part.replace(/([a-z])([A-Z])/g, '$1-$2').split('-');

function isWord(part: string): boolean {
  const word = part.toLowerCase();
  if (SHORT_FORMS.has(word)) return true;
  return word.length > 1 && VOWEL.test(word) && !/[bcdfghjklmnpqrstvwxz]{5}/.test(word);
}
