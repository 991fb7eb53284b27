/**
 * What kind of text the wire brought; OTRv3, "Unencoded messages" and "Encoded messages".
 *
 * Query and error messages may stand anywhere in a text, as the specification has it. Encoded messages and
 * fragments count only at its start: further in they are somebody's quotation, and the words around it must not
 * be lost.
 */
import { FRAGMENT_PREFIX } from './v3/fragments.ts';
import { ENCODED_PREFIX } from './v3/message.ts';

export type WireText =
  | { readonly kind: 'fragment'; readonly text: string }
  | { readonly kind: 'encoded'; readonly text: string }
  | { readonly kind: 'query'; readonly versions: string }
  | { readonly kind: 'error'; readonly text: string }
  /** A fragment of OTR version 2. */
  | { readonly kind: 'old-fragment' }
  | { readonly kind: 'plain'; readonly text: string };

const ERROR_PREFIX = '?OTR Error:';
const OLD_FRAGMENT = /^\?OTR,\d+,\d+,/;

/** `?OTR?` is version 1; `?OTRv…?` and `?OTR?v…?` list one character a version. */
const QUERY = /\?OTR(\?)?(?:v([0-9A-Za-z]*)\?)?/g;

/** The versions that are offered; undefined when there is no query message in the text. */
function findQuery(text: string): string | undefined {
  for (const [, one, others] of text.matchAll(QUERY)) {
    if (one !== undefined || others !== undefined) return (one === undefined ? '' : '1') + (others ?? '');
  }
  return undefined;
}

export function classify(received: string): WireText {
  const text = received.trimStart();
  if (text.startsWith(FRAGMENT_PREFIX)) return { kind: 'fragment', text };
  if (text.startsWith(ENCODED_PREFIX)) return { kind: 'encoded', text };
  if (OLD_FRAGMENT.test(text)) return { kind: 'old-fragment' };
  const error = text.indexOf(ERROR_PREFIX);
  if (error !== -1) return { kind: 'error', text: text.slice(error + ERROR_PREFIX.length).trim() };
  const versions = findQuery(text);
  return versions === undefined ? { kind: 'plain', text: received } : { kind: 'query', versions };
}

const QUERY_TAG = '?OTRv3?';
const QUERY_EXPLANATION =
  'I would like to talk privately with Off-the-Record (OTR) encryption. ' +
  'Your messenger does not seem to have it switched on.';

/** Our query message, with a sentence for people without OTR where there is room. */
export function queryMessage(maxText: number): string {
  const full = `${QUERY_TAG}\n${QUERY_EXPLANATION}`;
  return full.length <= maxText ? full : QUERY_TAG;
}

/** Our answer to a data message that we cannot read. */
export const UNREADABLE_ERROR = `${ERROR_PREFIX} An encrypted message could not be read here. Please start again.`;
