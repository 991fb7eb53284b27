/**
 * libotr's file of known fingerprints, byte for byte: `otr.fingerprints` in Pidgin and Adium, `otr.fp` in irssi,
 * `fingerprints.txt` in profanity. A line each: peer, account, protocol, fingerprint, trust, with tabs between.
 */
import { encodeUtf8 } from '#otr/crypto/utf8.ts';
import { KeyFileError } from './key-file-error.ts';
import { bytesOfHex, type Row, readRows, writeRow } from './text.ts';

export interface FingerprintEntry {
  readonly peer: string;
  readonly account: string;
  readonly protocol: string;
  /** 20 bytes. */
  readonly fingerprint: Uint8Array;
  /** Empty when not verified; else how it was: libotr writes `smp`, Pidgin `verified`, others their own words. */
  readonly trust: string;
}

/** In the file's order. Old files, without trust, are read as well. Throws KeyFileError. */
export function readFingerprints(file: Uint8Array): FingerprintEntry[] {
  return readRows(file).map(readEntry);
}

function readEntry({ fields, line }: Row): FingerprintEntry {
  const [peer, account, protocol, hex, trust = ''] = fields;
  if (
    peer === undefined ||
    account === undefined ||
    protocol === undefined ||
    hex === undefined ||
    fields.length > 5
  ) {
    throw new KeyFileError('wrong-number-of-fields', line);
  }
  const fingerprint = bytesOfHex(hex);
  if (fingerprint?.length !== 20) throw new KeyFileError('bad-fingerprint', line);
  return { peer, account, protocol, fingerprint, trust };
}

const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The file as libotr writes it, in this order. Throws RangeError for names with tabs or line breaks. */
export function writeFingerprints(entries: readonly FingerprintEntry[]): Uint8Array {
  const lines = entries.map(({ peer, account, protocol, fingerprint, trust }) =>
    writeRow(peer, account, protocol, hexOf(fingerprint), trust),
  );
  return encodeUtf8(lines.join(''));
}
