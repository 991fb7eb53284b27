/**
 * A recipe as a file, from somebody else. It is data, but what it points at is read, written into and clicked: so it is held to
 * less than a recipe of ours, to what showing Sotto a chat can make.
 */
import * as v from 'valibot';
import { INTO, Recipe, type Source } from './recipe.ts';

/** In bytes; ours have a few hundred. */
export const MAX_RECIPE_FILE = 32 * 1024;

export type RecipeFileProblem = 'not-a-recipe' | 'asks-too-much';

/** What the text of the file holds, or why it cannot be taken. Whether its selectors are any, a document has to say. */
export function readRecipeFile(
  text: string,
): { readonly recipe: Recipe } | { readonly problem: RecipeFileProblem } {
  const read = v.safeParse(v.pipe(v.string(), v.maxLength(MAX_RECIPE_FILE), v.parseJson(), Recipe), text);
  if (!read.success) return { problem: 'not-a-recipe' };
  return isModest(read.output) ? { recipe: read.output } : { problem: 'asks-too-much' };
}

/**
 * What a site keeps for itself, in cookies and its storage, is no business of other people's recipes: it can be the key to the
 * account. And a chat must be told from others by something that is in the page: with one name for all, what is meant for one
 * contact would go to another.
 */
export function isModest(recipe: Recipe): boolean {
  const { account, peer, title, group, rows } = recipe;
  const sources = [...account, peer, title, group, rows.author, rows.me].filter((one) => one !== undefined);
  const leadsOn = recipe.within !== undefined || selectorsIn(recipe).some((one) => one.includes(INTO));
  return sources.every(staysInPage) && peer.from !== 'fixed' && !leadsOn;
}

const staysInPage = ({ from }: Source): boolean => from !== 'cookie' && from !== 'storage';

/** All CSS selectors of the recipe. */
export function selectorsIn(recipe: Recipe): string[] {
  const { account, peer, title, group, send, rows } = recipe;
  const sources = [...account, peer, title, group, rows.author, rows.me];
  const inSources = sources.map((one) => (one?.from === 'element' ? one.select : undefined));
  const { sign, chat, header, composer, footer, list } = recipe;
  const inRows = [
    rows.select,
    rows.text,
    rows.without,
    rows.ours,
    rows.theirs,
    rows.more,
    rows.pending,
    rows.failed,
  ];
  const button = send === 'enter' ? undefined : send.click;
  return [sign, chat, header, composer, footer, list, button, ...inRows, ...inSources].filter(
    (one) => one !== undefined,
  );
}
