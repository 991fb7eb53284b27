/**
 * What a key file holds is not what libotr writes.
 *
 * Thrown by the readers of this room for any input that they do not take, and by nothing else. It never holds a part
 * of the file.
 */
export class KeyFileError extends Error {
  readonly code: string;
  /** Where in the file, counted from 1. */
  readonly line: number;

  constructor(code: string, line: number) {
    super(`${code} (line ${line})`);
    this.name = 'KeyFileError';
    this.code = code;
    this.line = line;
  }
}

/** The largest file that is read, in bytes: thousands of keys or fingerprints. */
const MAX_FILE = 4 * 1024 * 1024;

/** Throws KeyFileError. */
export function checkSize(file: Uint8Array): void {
  if (file.length > MAX_FILE) throw new KeyFileError('file-too-large', 1);
}
