/**
 * A fingerprint in the forms that people read out, copy and scan; each form holds all 20 bytes and nothing else.
 *
 * Words: BIP-39, English, 160 bits and a checksum of 5 in 15 words. They are the same in every language of Sotto's,
 * since the other side may use another one. Digits: each two bytes, big-endian, as 00000 to 65535.
 */
import { entropyToMnemonic } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { fingerprintGroups } from './fingerprint.ts';

export const FINGERPRINT_FORMS = ['words', 'letters', 'digits', 'qr'] as const;
export type FingerprintForm = (typeof FINGERPRINT_FORMS)[number];

const BYTE = /../g;
const TWO_BYTES = /.{4}/g;

/** The parts to be read out one after the other; those of a QR code are its text. `fingerprint`: 40 hexadecimal digits. */
export function fingerprintParts(fingerprint: string, form: FingerprintForm): readonly string[] {
  switch (form) {
    case 'words':
      return wordsOf(fingerprint);
    case 'digits':
      return (fingerprint.match(TWO_BYTES) ?? []).map((pair) =>
        String(Number.parseInt(pair, 16)).padStart(5, '0'),
      );
    case 'letters':
    case 'qr':
      return fingerprintGroups(fingerprint);
  }
}

function wordsOf(fingerprint: string): readonly string[] {
  const bytes = (fingerprint.match(BYTE) ?? []).map((byte) => Number.parseInt(byte, 16));
  return entropyToMnemonic(Uint8Array.from(bytes), wordlist).split(' ');
}
