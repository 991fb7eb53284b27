/** What can be read on a disk: texts looked for in all files of a closed browser's profile. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The text in the encodings in which browsers' databases keep strings. */
export function encodings(text: string): Buffer[] {
  const utf16le = Buffer.from(text, 'utf16le');
  return [Buffer.from(text, 'utf8'), utf16le, Buffer.from(utf16le).swap16()];
}

export const filesOf = (folder: string): Buffer[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));

export const isIn = (files: readonly Buffer[], patterns: readonly Buffer[]): boolean =>
  patterns.some((pattern) => files.some((file) => file.includes(pattern)));
