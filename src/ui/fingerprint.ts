/** Fingerprints as other programs show them: 40 hexadecimal digits, in groups of eight. */

export const FINGERPRINT_DIGITS = 40;
const GROUP = /.{1,8}/g;

/** Five groups of eight digits. */
export function fingerprintGroups(fingerprint: string): readonly string[] {
  return fingerprint.match(GROUP) ?? [];
}
