/**
 * S-expressions as libgcrypt reads and prints them ("advanced" format), as far as libotr's key files use them: lists,
 * tokens, quoted strings and hexadecimal strings. Lengths before strings, base64 and display hints are refused.
 *
 * The input is hostile: size and depth are bounded, and every byte is looked at once.
 */
import { checkSize, KeyFileError } from './key-file-error.ts';

export interface Atom {
  readonly kind: 'atom';
  readonly bytes: Uint8Array;
  /** Where it begins, counted from 1. */
  readonly line: number;
}

export interface List {
  readonly kind: 'list';
  readonly items: readonly SExpression[];
  readonly line: number;
}

export type SExpression = Atom | List;

const MAX_DEPTH = 16;

const SPACE = /[ \t\v\n\f\r]/;
const TOKEN = /[-A-Za-z0-9./_:*+=]/;
const DIGIT = /[0-9]/;
const HEX_DIGIT = /[0-9A-Fa-f]/;

/** The characters that have an escape of one letter, and the letters. */
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\b', 'b'],
  ['\t', 't'],
  ['\v', 'v'],
  ['\n', 'n'],
  ['\f', 'f'],
  ['\r', 'r'],
  ['"', '"'],
  ["'", "'"],
  ['\\', '\\'],
]);
const ESCAPED: ReadonlyMap<string, string> = new Map(
  [...ESCAPES].map(([character, letter]) => [letter, character]),
);

/** The one expression in the file. Throws KeyFileError. */
export function parseSExpression(file: Uint8Array): SExpression {
  checkSize(file);
  return new Parser(binaryText(file)).parse();
}

/** One character for each byte. */
function binaryText(bytes: Uint8Array): string {
  const chunks: string[] = [];
  // String.fromCharCode takes its characters as arguments, whose number is limited.
  for (let at = 0; at < bytes.length; at += 8192)
    chunks.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return chunks.join('');
}

/** One byte for each character of a binary text. */
export function binaryBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

class Parser {
  readonly #text: string;
  #at = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): SExpression {
    this.#skipSpace();
    const expression = this.#expression(0);
    this.#skipSpace();
    // libgcrypt's caller hands over C strings, and some writers count the NUL in.
    if (this.#peek() !== '' && this.#peek() !== '\0') throw this.#error('trailing-text');
    return expression;
  }

  #expression(depth: number): SExpression {
    if (depth > MAX_DEPTH) throw this.#error('too-deep');
    const line = this.#line;
    const first = this.#peek();
    if (first === '(') return { kind: 'list', items: this.#items(depth), line };
    if (first === '#') return { kind: 'atom', bytes: this.#hexadecimal(), line };
    if (first === '"') return { kind: 'atom', bytes: this.#quoted(), line };
    return { kind: 'atom', bytes: this.#token(), line };
  }

  #items(depth: number): SExpression[] {
    this.#next();
    const items: SExpression[] = [];
    for (this.#skipSpace(); this.#peek() !== ')'; this.#skipSpace()) items.push(this.#expression(depth + 1));
    this.#next();
    return items;
  }

  #token(): Uint8Array {
    const start = this.#at;
    if (DIGIT.test(this.#peek())) throw this.#error('unexpected-digit');
    while (TOKEN.test(this.#peek())) this.#next();
    if (this.#at === start)
      throw this.#error(this.#peek() === '' ? 'unexpected-end' : 'unexpected-character');
    return binaryBytes(this.#text.slice(start, this.#at));
  }

  #hexadecimal(): Uint8Array {
    this.#next();
    const digits: string[] = [];
    for (this.#skipSpace(); this.#peek() !== '#'; this.#skipSpace()) digits.push(this.#hexDigit());
    this.#next();
    if (digits.length % 2 !== 0) throw this.#error('odd-hex');
    return Uint8Array.from({ length: digits.length / 2 }, (_, index) =>
      Number.parseInt(`${digits[2 * index]}${digits[2 * index + 1]}`, 16),
    );
  }

  #hexDigit(): string {
    if (!HEX_DIGIT.test(this.#peek())) throw this.#error('not-hex');
    return this.#next();
  }

  #quoted(): Uint8Array {
    this.#next();
    const characters: string[] = [];
    while (this.#peek() !== '"') {
      const character = this.#next();
      characters.push(character === '\\' ? this.#escaped() : character);
    }
    this.#next();
    return binaryBytes(characters.join(''));
  }

  /** What follows a backslash. Octal escapes and continued lines are never written, and refused. */
  #escaped(): string {
    const letter = this.#next();
    if (letter === 'x') {
      return String.fromCharCode(Number.parseInt(this.#hexDigit() + this.#hexDigit(), 16));
    }
    const character = ESCAPED.get(letter);
    if (character === undefined) throw this.#error('bad-escape');
    return character;
  }

  #skipSpace(): void {
    while (SPACE.test(this.#peek())) this.#next();
  }

  /** The empty text at the end. */
  #peek(): string {
    return this.#text.charAt(this.#at);
  }

  #next(): string {
    const character = this.#peek();
    if (character === '') throw this.#error('unexpected-end');
    if (character === '\n') this.#line += 1;
    this.#at += 1;
    return character;
  }

  #error(code: string): KeyFileError {
    return new KeyFileError(code, this.#line);
  }
}

/** Control characters and what Latin-1 leaves open. */
const isUnprintable = (code: number): boolean => code < 0x20 || (code >= 0x7f && code <= 0xa0);

/**
 * The string as libgcrypt prints it, one character for each byte: hexadecimal when it could be a number (it begins
 * with a zero byte or the top bit) or holds unprintable bytes; else a token when it can be one; else quoted.
 */
export function formatAtom(bytes: Uint8Array): string {
  const text = binaryText(bytes);
  const [first = 1] = bytes;
  const isBinary = Array.from(text).some(
    (character) => isUnprintable(character.charCodeAt(0)) && !ESCAPES.has(character),
  );
  if (first === 0 || first >= 0x80 || isBinary) return formatHexadecimal(bytes);
  if (/^[-A-Za-z./_:*+=][-A-Za-z0-9./_:*+=]*$/.test(text)) return text;
  return `"${Array.from(text, (character) => {
    const letter = ESCAPES.get(character);
    return letter === undefined ? character : `\\${letter}`;
  }).join('')}"`;
}

function formatHexadecimal(bytes: Uint8Array): string {
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
  return `#${digits.join('').toUpperCase()}#`;
}
