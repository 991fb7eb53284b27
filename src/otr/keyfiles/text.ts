/**
 * Texts in key files: UTF-8, hexadecimal, and for two of libotr's three files lines with fields between tabs.
 */
import { decodeUtf8, encodeUtf8 } from '#otr/crypto/utf8.ts';
import { checkSize, KeyFileError } from './key-file-error.ts';

/** A line with tabs. */
export interface Row {
  readonly fields: readonly string[];
  /** Counted from 1. */
  readonly line: number;
}

/** Throws KeyFileError when the bytes are not UTF-8. */
export function decodeText(bytes: Uint8Array, line: number): string {
  const text = decodeUtf8(bytes);
  const again = encodeUtf8(text);
  if (again.length !== bytes.length || again.some((byte, index) => byte !== bytes[index])) {
    throw new KeyFileError('not-utf8', line);
  }
  return text;
}

/** The file's lines that have a tab; libotr skips the others. Lines may end as on Windows. Throws KeyFileError. */
export function readRows(file: Uint8Array): Row[] {
  checkSize(file);
  return decodeText(file, 1)
    .split('\n')
    .map((text, index) => ({ fields: text.replace(/\r$/, '').split('\t'), line: index + 1 }))
    .filter(({ fields }) => fields.length > 1);
}

/** Throws RangeError for fields that a line cannot hold: those with tabs or line breaks. */
export function writeRow(...fields: readonly string[]): string {
  if (fields.some((field) => /[\t\n\r\0]/.test(field)))
    throw new RangeError('a field cannot hold tabs or line breaks');
  return `${fields.join('\t')}\n`;
}

/** Undefined when the text is not pairs of hexadecimal digits. */
export function bytesOfHex(digits: string): Uint8Array | undefined {
  if (!/^(?:[0-9A-Fa-f]{2})*$/.test(digits)) return undefined;
  return Uint8Array.from({ length: digits.length / 2 }, (_, index) =>
    Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16),
  );
}
