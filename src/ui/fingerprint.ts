/** Fingerprints as people handle them: 40 hexadecimal digits, in groups of eight, compared blind to all but letters and digits. */

export const FINGERPRINT_DIGITS = 40;
const GROUP = /.{1,8}/g;
const NOT_LETTER_OR_DIGIT = /[^\p{L}\p{N}]/gu;

export type Comparison =
  | { readonly kind: 'empty' }
  /** Right so far, but shorter than a fingerprint. */
  | { readonly kind: 'incomplete'; readonly count: number }
  | { readonly kind: 'matches' }
  | { readonly kind: 'differs' }
  /** The user's own, pasted by mistake. */
  | { readonly kind: 'ours' };

/** Five groups of eight digits. */
export function fingerprintGroups(fingerprint: string): readonly string[] {
  return fingerprint.match(GROUP) ?? [];
}

/** What a pasted text is, beside their and our fingerprint. */
export function comparePasted(pasted: string, theirs: string, ours: string | undefined): Comparison {
  const given = bare(pasted);
  const expected = bare(theirs);
  if (given === '') return { kind: 'empty' };
  if (given === expected && given.length === FINGERPRINT_DIGITS) return { kind: 'matches' };
  if (ours !== undefined && given === bare(ours)) return { kind: 'ours' };
  if (expected.startsWith(given) && given.length < FINGERPRINT_DIGITS) {
    return { kind: 'incomplete', count: given.length };
  }
  return { kind: 'differs' };
}

/** Full-width digits, as some input methods give them, count as the plain ones. */
function bare(text: string): string {
  return text.normalize('NFKC').replace(NOT_LETTER_OR_DIGIT, '').toUpperCase();
}
