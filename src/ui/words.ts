/**
 * Every word people see comes through here, from `_locales`; the keys and whether one wants substitutions are
 * checked at compile time against the English file.
 *
 * Names come from the page and may hold anything: control characters are taken out, and a name that is not plain
 * ASCII is set apart (FSI … PDI), so that it cannot turn the sentence around it.
 */

import browser from 'webextension-polyfill';
import type { PadlockState } from '#channel/conversation.ts';
import type messages from '#locales/en/messages.json';

type Messages = typeof messages;
export type WordKey = keyof Messages;
type Substitutions<K extends WordKey> = Messages[K] extends { placeholders: unknown }
  ? readonly [string, ...string[]]
  : readonly [];

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';
// Cc, and every character that can change the direction of what follows it.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNRULY = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
const PLAIN_ASCII = /^[ -~]*$/;

/** The message of that key, with the substitutions in the order of `$1`, `$2`. */
export function word<K extends WordKey>(key: K, ...substitutions: Substitutions<K>): string {
  return browser.i18n.getMessage(key, substitutions.map(apart));
}

/** The words for a padlock state, as toolbar, chip, panel and popup use them. */
export function stateWords(state: PadlockState, name: string): string {
  return state === 'finished' ? word('state_finished', name) : word(`state_${state}`);
}

/** A name or other foreign text as it may stand inside a sentence of ours. */
export function apart(text: string): string {
  const tame = text.replace(UNRULY, '');
  return PLAIN_ASCII.test(tame) ? tame : `${FIRST_STRONG_ISOLATE}${tame}${POP_ISOLATE}`;
}

const BRIEF = 48;

/** A name short enough for a sentence or a button; the contact's name is as long as the page likes. */
export function briefly(name: string): string {
  const characters = Array.from(name);
  return characters.length > BRIEF ? `${characters.slice(0, BRIEF).join('').trimEnd()}…` : name;
}

/** Language and direction of the messages in use: not the browser's, which may have no messages here. */
export function speakOurLanguage(root: HTMLElement): void {
  root.lang = word('language_tag');
  root.dir = word('language_direction') === 'rtl' ? 'rtl' : 'ltr';
}
