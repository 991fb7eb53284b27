/**
 * What a row's text is to OTR: ciphertext, ciphertext of which the page shows a part only, or words (OTRv3, "Encoded messages",
 * "Fragmentation", "Instance Tags"). Nothing is decoded but the instance tags.
 */

export type RowText =
  | { readonly kind: 'ciphertext'; readonly text: string }
  /** The page cut it: the rest comes when it is unfolded. */
  | { readonly kind: 'cut' }
  | { readonly kind: 'words'; readonly text: string };

const CIPHERTEXT = /^\?OTR[:|,]/;
const WHOLE = /^\?OTR(?::[A-Za-z0-9+/=]+\.|(?:(?:\|[0-9a-fA-F]{1,8}){2,3})?,\d{1,5},\d{1,5},[^,]+,)/;

/** Pages break long words and put notes behind a text: neither belongs to a ciphertext. */
export function readRowText(text: string): RowText {
  if (!CIPHERTEXT.test(text.trimStart())) return { kind: 'words', text };
  const whole = WHOLE.exec(text.replace(/\s+/g, ''))?.[0];
  return whole === undefined ? { kind: 'cut' } : { kind: 'ciphertext', text: whole };
}

const FRAGMENT_TAG = /^\?OTR(?:\|[0-9a-fA-F]{1,8})?\|([0-9a-fA-F]{1,8})\|[0-9a-fA-F]{1,8},/;
/** Version and type are three bytes, the sender's tag the next four: ten characters of base64. */
const ENCODED_TAG = /^\?OTR:(AA[MQ][A-Za-z0-9+/]{9})/;

/** The sender's instance tag of versions 3 and 4, in hexadecimal without leading zeros; undefined where there is none. */
export function senderTag(ciphertext: string): string | undefined {
  const fragment = FRAGMENT_TAG.exec(ciphertext)?.[1];
  if (fragment !== undefined) return Number.parseInt(fragment, 16).toString(16);
  const encoded = ENCODED_TAG.exec(ciphertext)?.[1];
  if (encoded === undefined) return undefined;
  const bytes = Array.from(atob(encoded), (character) => character.charCodeAt(0));
  return bytes
    .slice(3, 7)
    .reduce((tag, byte) => tag * 256 + byte, 0)
    .toString(16);
}
