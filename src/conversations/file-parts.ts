/**
 * Files on their way between the options page and the background, in parts.
 *
 * They are in memory only, and few at a time. When the worker dies they are gone, and the user tries again.
 */
import { MAX_FILE_LENGTH, PART_LENGTH } from '#channel/options.ts';
import { decodeBase64, encodeBase64 } from '#otr/bytes/base64.ts';
import { concat } from '#otr/bytes/writer.ts';

/** A part of a file that is not there, or not in its turn. */
export class FilePartError extends Error {
  constructor() {
    super('No such part');
    this.name = 'FilePartError';
  }
}

const MOST_FILES = 10;

export class FileParts {
  readonly #files = new Map<string, Uint8Array[]>();

  /** The next part, in base64; part 0 begins the file anew. Throws FilePartError. */
  give(file: string, part: number, data: string): void {
    const bytes = decodeBase64(data);
    const before = part === 0 ? [] : this.#files.get(file);
    if (bytes === undefined || before?.length !== part) throw new FilePartError();
    const length = before.reduce((sum, { length }) => sum + length, bytes.length);
    if (length > MAX_FILE_LENGTH) throw new FilePartError();
    this.#keep(file, [...before, bytes]);
  }

  /** The whole file, which is forgotten by it: its parts are overwritten. Throws FilePartError. */
  whole(file: string): Uint8Array {
    const bytes = this.look(file);
    for (const part of this.#files.get(file) ?? []) part.fill(0);
    this.#files.delete(file);
    return bytes;
  }

  /** The whole file. Throws FilePartError. */
  look(file: string): Uint8Array {
    const parts = this.#files.get(file);
    if (parts === undefined) throw new FilePartError();
    return concat(...parts);
  }

  /** Keeps a file to be taken by its parts. Says how many there are. */
  offer(file: string, bytes: Uint8Array): number {
    const count = Math.max(1, Math.ceil(bytes.length / PART_LENGTH));
    const parts = Array.from({ length: count }, (_, part) =>
      bytes.subarray(part * PART_LENGTH, (part + 1) * PART_LENGTH),
    );
    this.#keep(file, parts);
    return count;
  }

  /** A part in base64; with the last one the file is forgotten. Throws FilePartError. */
  take(file: string, part: number): string {
    const parts = this.#files.get(file);
    const bytes = parts?.[part];
    if (parts === undefined || bytes === undefined) throw new FilePartError();
    if (part === parts.length - 1) this.#files.delete(file);
    return encodeBase64(bytes);
  }

  /** The oldest go when there are too many. */
  #keep(file: string, parts: Uint8Array[]): void {
    this.#files.delete(file);
    this.#files.set(file, parts);
    const [oldest] = this.#files.keys();
    if (this.#files.size > MOST_FILES && oldest !== undefined) this.#files.delete(oldest);
  }
}
