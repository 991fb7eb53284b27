/** What somebody pasted as a fingerprint, in whichever form, compared blind to all but letters and digits. */
import { FINGERPRINT_DIGITS } from './fingerprint.ts';
import { FINGERPRINT_FORMS, fingerprintParts } from './fingerprint-forms.ts';

const NOT_LETTER_OR_DIGIT = /[^\p{L}\p{N}]/gu;

export type Comparison =
  | { readonly kind: 'empty' }
  /** Right so far, but shorter than a fingerprint; `count` of its 40 letters and digits, where it is in these. */
  | { readonly kind: 'incomplete'; readonly count?: number }
  | { readonly kind: 'matches' }
  | { readonly kind: 'differs' }
  /** The user's own, pasted by mistake. */
  | { readonly kind: 'ours' };

/** What a pasted text is, beside their and our fingerprint (40 hexadecimal digits, in any spelling). */
export function comparePasted(pasted: string, theirs: string, ours: string | undefined): Comparison {
  const given = bare(pasted);
  if (given === '') return { kind: 'empty' };
  const expected = spellings(theirs);
  if (expected.includes(given)) return { kind: 'matches' };
  if (ours !== undefined && spellings(ours).includes(given)) return { kind: 'ours' };
  if (bare(theirs).startsWith(given)) return { kind: 'incomplete', count: given.length };
  return { kind: expected.some((whole) => whole.startsWith(given)) ? 'incomplete' : 'differs' };
}

/** All forms of a fingerprint; none for a text that is no fingerprint. */
function spellings(text: string): readonly string[] {
  const fingerprint = bare(text);
  if (fingerprint.length !== FINGERPRINT_DIGITS) return [];
  return FINGERPRINT_FORMS.map((form) => bare(fingerprintParts(fingerprint, form).join('')));
}

/** Full-width digits, as some input methods give them, count as the plain ones. */
function bare(text: string): string {
  return text.normalize('NFKC').replace(NOT_LETTER_OR_DIGIT, '').toUpperCase();
}
