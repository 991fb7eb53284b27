/**
 * Which regular expressions a recipe may hold. Somebody else may have written them, and there are some that never come to an end,
 * not even on an empty text: so they are read here, never tried.
 *
 * What is left takes at most the square of the text's length: characters, classes and groups; `?` behind anything, `*` and `+`
 * behind a character or a class only, once, or twice in a pattern that begins at the start of the text; few choices; no
 * counts, references back, or looking around. Exactly one group is a value.
 */

/** So many `?` and `|`: each doubles what has to be tried. */
const MOST_CHOICES = 4;

/** A character, a class, the beginning or the end of a group, or what says how often. */
const TOKEN =
  /\\[dDwWsSbB^$\\.*+?()[\]{}|/-]|\[\^?(?:\\[dDwWsS^\\\]/.-]|[^\\\][])+\]|\((?:\?:)?|[^\\[\]{}]/gy;

/** Whether the expression is one of these. */
export function isPattern(source: string): boolean {
  const tokens = tokensOf(source);
  if (tokens === undefined || !isRegExp(source)) return false;
  const count = (...wanted: string[]): number => tokens.filter((one) => wanted.includes(one)).length;
  const repeated = tokens.flatMap((one, at) => (one === '*' || one === '+' ? [tokens[at - 1] ?? ''] : []));
  const anchored = tokens[0] === '^' && !tokens.includes('|');
  return (
    count('(') === 1 &&
    !tokens.some((one, at) => one === '?' && tokens[at - 1] === '(') &&
    repeated.length <= (anchored ? 2 : 1) &&
    !repeated.some((one) => [')', '*', '+', '?'].includes(one)) &&
    count('?', '|') <= MOST_CHOICES
  );
}

/** Undefined when there is anything else in it. */
function tokensOf(source: string): string[] | undefined {
  const tokens = source.match(TOKEN) ?? [];
  return tokens.join('') === source ? tokens : undefined;
}

/** Reading an expression is quick whatever it is; running it may not be. */
function isRegExp(source: string): boolean {
  try {
    return new RegExp(source) instanceof RegExp;
  } catch {
    return false;
  }
}
