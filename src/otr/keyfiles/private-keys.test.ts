import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identityOf } from '#tests/vectors/otrv3-transcript.ts';
import { KeyFileError } from './key-file-error.ts';
import { readPrivateKeys, writePrivateKeys } from './private-keys.ts';

const key = identityOf('alice');
const entry = { account: 'nick', protocol: 'IRC', key };
const fileOf = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const textOf = (file: Uint8Array) => Buffer.from(file).toString('latin1');
const text = textOf(writePrivateKeys([entry]));

/** The error for the file of one key with a part replaced. */
function errorFor(part: string | RegExp, replacement: string): KeyFileError {
  const changed = text.replace(part, replacement);
  expect(changed).not.toBe(text);
  return errorOf(fileOf(changed));
}

function errorOf(file: Uint8Array): KeyFileError {
  try {
    readPrivateKeys(file);
  } catch (error) {
    if (error instanceof KeyFileError) return error;
    throw error;
  }
  throw new Error('it was read');
}

describe('reading', () => {
  it('gives back what was written, whatever the names', () => {
    const name = fc
      .string({ unit: 'binary' })
      .filter((one) => Buffer.from(one, 'utf8').toString('utf8') === one);
    fc.assert(
      fc.property(name, name, (account, protocol) => {
        const keys = [{ account, protocol, key }];
        expect(readPrivateKeys(writePrivateKeys(keys))).toEqual(keys);
      }),
      { numRuns: 40 },
    );
  });

  it('no account at all', () => {
    expect(readPrivateKeys(writePrivateKeys([]))).toEqual([]);
  });

  it('white space is free, also between hexadecimal digits', () => {
    expect(readPrivateKeys(fileOf(text.replaceAll('\n', ' \r\n\t').replace('#00', '# 0\n0 ')))).toEqual([
      entry,
    ]);
  });

  it.each([
    ['another file', /privkeys/, 'fingerprints', 'no-privkeys', 1],
    ['no name', /name nick/, 'nome nick', 'no-name', 2],
    ['two names', /\(name nick\)/, '(name nick)\n(name nack)', 'second-name', 4],
    ['a name of two words', /name nick/, 'name nick nack', 'bad-name', 3],
    ['a list for a name', /name nick/, 'name (nick)', 'bad-name', 3],
    ['a name that is not UTF-8', /name nick/, 'name #FF#', 'not-utf8', 3],
    ['a key of another kind', /\(dsa/, '(rsa', 'no-dsa', 5],
    ['a number with the top bit', /\(q #00/, '(q #', 'negative-number', 8],
    ['a secret that does not belong', /\(x #[0-9A-F]+#/, '(x #1234#', 'key-invalid', 6],
    ['an odd number of digits', /\(q #00/, '(q #0', 'odd-hex', 8],
    ['what is no digit', /\(q #00/, '(q #0x', 'not-hex', 8],
    ['a length before a string', /name nick/, 'name 4:nick', 'unexpected-digit', 3],
    ['a string in base64', /name nick/, 'name |bmljaw==|', 'unexpected-character', 3],
    ['an octal escape', /name nick/, 'name "\\101"', 'bad-escape', 3],
    ['an open string', /name nick\)/, 'name "nick)', 'unexpected-end', 16],
    ['an open list', /\)\n$/, '', 'unexpected-end', 15],
    ['more after the end', /$/, '\n(more)', 'trailing-text', 17],
  ])('refuses %s', (_, part, replacement, code, line) => {
    expect(errorFor(part, replacement)).toEqual(new KeyFileError(code, line));
  });

  it('refuses lists in lists in lists, and files too large', () => {
    expect(errorOf(fileOf('('.repeat(100_000)))).toEqual(new KeyFileError('too-deep', 1));
    expect(errorOf(new Uint8Array(5_000_000))).toEqual(new KeyFileError('file-too-large', 1));
    expect(errorOf(fileOf('"'.repeat(3_000_001))).code).toBe('trailing-text');
    expect(errorOf(new Uint8Array())).toEqual(new KeyFileError('unexpected-end', 1));
  });

  it('whatever else comes is that error or keys', () => {
    const piece = fc.constantFrom(
      '(',
      ')',
      '#',
      '"',
      '\\',
      'privkeys',
      'account',
      'name',
      ' ',
      '\n',
      '00',
      '\\x',
      'é',
    );
    fc.assert(
      fc.property(fc.array(piece), fc.nat(text.length), fc.nat(40), (pieces, start, length) => {
        const file = fileOf(text.slice(0, start) + pieces.join('') + text.slice(start + length));
        try {
          readPrivateKeys(file);
        } catch (error) {
          expect(error).toBeInstanceOf(KeyFileError);
        }
      }),
      { numRuns: 200 },
    );
  });
});

it.each([
  ['a token', 'nick', 'nick'],
  ['a token of all signs', 'a-./_:*+=9', 'a-./_:*+=9'],
  ['a leading digit', '9a', '"9a"'],
  ['an empty name', '', '""'],
  ['an at sign', 'a@b', '"a@b"'],
  ['escapes', '\b\t\v\n\f\r"\'\\', String.raw`"\b\t\v\n\f\r\"\'\\"`],
  ['a control character', 'a\u0001', '#6101#'],
  ['a first byte with the top bit', 'é', '#C3A9#'],
])('names are written as libgcrypt prints them: %s', (_, account, printed) => {
  expect(textOf(writePrivateKeys([{ ...entry, account }]))).toContain(`(name ${printed})\n`);
});
