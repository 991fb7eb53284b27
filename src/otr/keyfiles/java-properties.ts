/**
 * Java's `.properties` files, as java.util.Properties documents its `load`: lines of a name and a value, Latin-1, with
 * escapes, comments, and lines that go on after a backslash.
 *
 * Such a file may hold anything, passwords too: only the values that the caller asks for are ever put together. The
 * input is hostile: its size is bounded, and every byte is looked at once.
 */
import { checkSize, KeyFileError } from './key-file-error.ts';

export interface Property {
  readonly name: string;
  readonly value: string;
  /** Where it begins, counted from 1. */
  readonly line: number;
}

/** The properties whose names are wanted, in the file's order. Throws KeyFileError. */
export function readProperties(file: Uint8Array, isWanted: (name: string) => boolean): Property[] {
  checkSize(file);
  const cursor = new Cursor(file);
  const properties: Property[] = [];
  while (cursor.toNextLine()) {
    const { line } = cursor;
    const name = cursor.name();
    if (isWanted(name)) properties.push({ name, value: cursor.value(), line });
    else cursor.skipValue();
  }
  return properties;
}

const [TAB, LF, FF, CR, SPACE] = [0x09, 0x0a, 0x0c, 0x0d, 0x20];
const BACKSLASH = 0x5c;
const LINE_ENDS: readonly (number | undefined)[] = [LF, CR];
const SPACES: readonly (number | undefined)[] = [SPACE, TAB, FF];
const COMMENTS: readonly (number | undefined)[] = [0x21, 0x23];
const SEPARATORS: readonly (number | undefined)[] = [0x3d, 0x3a];
const ESCAPED: ReadonlyMap<string, string> = new Map([
  ['t', '\t'],
  ['n', '\n'],
  ['r', '\r'],
  ['f', '\f'],
]);

class Cursor {
  line = 1;
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** To the next line that holds a property; false at the end. */
  toNextLine(): boolean {
    for (;;) {
      this.#skip(SPACES);
      const byte = this.#bytes[this.#at];
      if (byte === undefined) return false;
      if (COMMENTS.includes(byte)) this.#skipComment();
      else if (LINE_ENDS.includes(byte)) this.#endLine();
      else return true;
    }
  }

  /** What stands before the first separator or space that is not escaped; both are passed. */
  name(): string {
    const name = this.#text((byte) => SEPARATORS.includes(byte) || SPACES.includes(byte));
    this.#skipWithin(SPACES);
    if (SEPARATORS.includes(this.#peek())) this.#at += 1;
    this.#skipWithin(SPACES);
    return name;
  }

  value(): string {
    return this.#text(() => false);
  }

  skipValue(): void {
    for (let byte = this.#peek(); byte !== undefined; byte = this.#peek()) {
      this.#at += byte === BACKSLASH ? 2 : 1;
    }
  }

  #text(isEnd: (byte: number) => boolean): string {
    const characters: string[] = [];
    for (let byte = this.#peek(); byte !== undefined && !isEnd(byte); byte = this.#peek()) {
      this.#at += 1;
      characters.push(byte === BACKSLASH ? this.#escaped() : String.fromCharCode(byte));
    }
    return characters.join('');
  }

  /** What follows a backslash. */
  #escaped(): string {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) return '';
    this.#at += 1;
    const letter = String.fromCharCode(byte);
    return letter === 'u' ? this.#codeUnit() : (ESCAPED.get(letter) ?? letter);
  }

  #codeUnit(): string {
    const digits = String.fromCharCode(...this.#bytes.subarray(this.#at, this.#at + 4));
    if (!/^[0-9A-Fa-f]{4}$/.test(digits)) throw new KeyFileError('bad-escape', this.line);
    this.#at += 4;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  /** The next byte of the property; undefined at its end. A line that goes on is joined to the next. */
  #peek(): number | undefined {
    while (this.#bytes[this.#at] === BACKSLASH && LINE_ENDS.includes(this.#bytes[this.#at + 1])) {
      this.#at += 1;
      this.#endLine();
      this.#skip(SPACES);
    }
    const byte = this.#bytes[this.#at];
    return LINE_ENDS.includes(byte) ? undefined : byte;
  }

  #skipWithin(some: readonly (number | undefined)[]): void {
    for (let byte = this.#peek(); byte !== undefined && some.includes(byte); byte = this.#peek())
      this.#at += 1;
  }

  #skip(some: readonly (number | undefined)[]): void {
    while (this.#at < this.#bytes.length && some.includes(this.#bytes[this.#at])) this.#at += 1;
  }

  #skipComment(): void {
    while (this.#at < this.#bytes.length && !LINE_ENDS.includes(this.#bytes[this.#at])) this.#at += 1;
  }

  /** CR, LF or both. */
  #endLine(): void {
    this.#at += this.#bytes[this.#at] === CR && this.#bytes[this.#at + 1] === LF ? 2 : 1;
    this.line += 1;
  }
}
