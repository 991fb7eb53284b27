/**
 * What an element can be known by: roles, attributes and classes that a developer wrote, as simple selectors of CSS.
 *
 * Values that may name somebody are left out: a selector is for every chat, and may be shown to others.
 */
import { isStableName, isState } from './stable-name.ts';

/** Attributes whose values say what a part is. */
const KINDS = new Set(['role', 'name', 'type', 'contenteditable', 'itemprop', 'enterkeyhint']);
/** Attributes of the page whose values are names of people and chats, or words in some language. */
const NAMES =
  /(^|-)(author|by|chat|contact|conversation|from|jid|label|name|nick|nickname|peer|placeholder|room|sender|text|thread|title|to|user|username|value)($|-)/;
/** What frameworks write for themselves. */
const FRAMEWORKS = /^data-(v|reactid|react|svelte|astro|sotto)(-|$)/;

/** Without the tag; the surest first. */
export function featuresOf(element: Element): string[] {
  const { id } = element;
  const byId = isStableName(id) && !isState(id) ? [`#${CSS.escape(id)}`] : startOf('id', '^=', [id]);
  const attributes = Array.from(element.attributes).flatMap(attributeFeatures);
  const classes = classesOf(element).map((name) => `.${CSS.escape(name)}`);
  return [...byId, ...attributes, ...classes, ...startOf('class', '*=', Array.from(element.classList))];
}

/** Words that a number or a hash was put behind: `message-4711`, `listItem_d5deea`. */
function startOf(attribute: string, match: string, names: readonly string[]): string[] {
  const starts = names.map(
    (name) => /^([a-z][a-z_-]*?[a-z]{3,}(?:__?|--?))[a-z0-9-]*\d[a-z0-9-]*$/i.exec(name)?.[1],
  );
  return starts
    .filter((start) => start !== undefined && isStableName(start) && !isState(start))
    .map((start) => `[${attribute}${match}${JSON.stringify(start)}]`);
}

export const classesOf = (element: Element): string[] =>
  Array.from(element.classList).filter((name) => isStableName(name) && !isState(name));

function attributeFeatures({ name, value }: Attr): string[] {
  if (KINDS.has(name)) return isStableName(value) ? [withValue(name, value)] : [];
  if (!name.startsWith('data-') || FRAMEWORKS.test(name) || !isStableName(name) || isState(name)) return [];
  const tells = isStableName(value) && !isState(value) && !NAMES.test(name);
  return tells ? [withValue(name, value), `[${name}]`] : [`[${name}]`];
}

const withValue = (name: string, value: string): string => `[${name}=${JSON.stringify(value)}]`;

/** Without features that say less than another of them. */
export function compound(tag: string, features: readonly string[]): string {
  const valued = features.filter((one) => /^\[[\w-]+=/.test(one)).map((one) => `${one.split('=')[0]}]`);
  return tag + features.filter((one) => !valued.includes(one)).join('');
}
