/**
 * Finds what may safely become a link in a text: http and https only, text as written, nothing guessed.
 *
 * Not linked, though the text stays: addresses with a user name ("https://bank.example@evil.example"), with
 * characters that change the direction of text or cannot be seen, or longer than 2048 characters.
 */

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

const MAX_LINK = 2048;
const CANDIDATE = /(?<![\p{L}\p{N}_])https?:\/\/[^\s<>"`{}|\\^]+/giu;
// Unicode's format, control, private and unassigned characters: none has a place in an address.
const UNSEEN = /\p{C}/u;
const TRAILING = /[.,;:!?'*_~»”’…]$/u;
const CLOSING: Readonly<Record<string, string>> = { ')': '(', ']': '[' };

/** The pieces of `text` in order; joined, their texts are `text`. */
export function splitLinks(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const written = withoutTrailing(match[0]);
    const href = hrefOf(written);
    if (href === undefined) continue;
    if (match.index > end) pieces.push({ kind: 'text', text: text.slice(end, match.index) });
    pieces.push({ kind: 'link', text: written, href });
    end = match.index + written.length;
  }
  if (end < text.length) pieces.push({ kind: 'text', text: text.slice(end) });
  return pieces;
}

/** Punctuation at the end belongs to the sentence; a closing bracket only if none was opened in the address. */
function withoutTrailing(candidate: string): string {
  let address = candidate;
  for (;;) {
    const last = address.at(-1) ?? '';
    const opening = CLOSING[last];
    const unbalanced = opening !== undefined && count(address, last) > count(address, opening);
    if (!unbalanced && !TRAILING.test(address)) return address;
    address = address.slice(0, -1);
  }
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

function hrefOf(written: string): string | undefined {
  if (written.length > MAX_LINK || UNSEEN.test(written) || !URL.canParse(written)) return undefined;
  const { protocol, username, password, hostname, href } = new URL(written);
  if (protocol !== 'http:' && protocol !== 'https:') return undefined;
  if (username !== '' || password !== '' || hostname === '') return undefined;
  return href;
}
