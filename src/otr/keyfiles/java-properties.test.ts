import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readProperties } from './java-properties.ts';
import { KeyFileError } from './key-file-error.ts';

const fileOf = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const read = (text: string, isWanted: (name: string) => boolean = () => true) =>
  readProperties(fileOf(text), isWanted).map(({ name, value }) => [name, value]);

describe('as java.util.Properties documents it', () => {
  it.each([
    ['each separator', 'a=1\nb:2\nc 3\nd\t=\t4\ne = =5', 'a1 b2 c3 d4 e=5'],
    ['no value', 'a\nb=\nc', 'a b c'],
    ['comments and blank lines', '# a=1\n ! b=2\n\n \t\nc=3 # d\n', 'c3 # d'],
    ['each end of line', 'a=1\r\nb=2\rc=3', 'a1 b2 c3'],
    ['space before a name, not after a value', ' \ta=1 ', 'a1 '],
    ['lines that go on', 'a=1\\\n  2\\\r\n\t3\nb=4', 'a123 b4'],
    ['a name that goes on', 'na\\\n  me=1', 'name1'],
    ['two backslashes end no line', 'a=1\\\\\nb=2', 'a1\\ b2'],
    ['a comment does not go on', '#c\\\na=1', 'a1'],
    ['escapes', 'a\\ b\\=c\\:d=\\t\\n\\r\\f\\x\\\\', 'a b=c:d\t\n\r\fx\\'],
    ['code units', 'zo\\u00EB=\\uD83D\\ude00', 'zoë😀'],
    ['bytes above ASCII', 'zo\xeb=1', 'zoë1'],
    ['a backslash at the end', 'a=1\\', 'a1'],
  ])('%s', (_, text, joined) => {
    expect(
      read(text)
        .map((pair) => pair.join(''))
        .join(' '),
    ).toBe(joined);
  });

  it('lines are counted where the properties begin', () => {
    const lines = readProperties(fileOf('\n#\na=1\\\n2\r\nb=3'), () => true).map(({ line }) => line);
    expect(lines).toEqual([3, 5]);
  });
});

it('only what is wanted is read, whatever its neighbours hold', () => {
  const text = 'secret=\\u00ZZ \\\nwanted=0\nwanted=1\nother\\\n=a\\\\\nwanted=2';
  expect(read(text, (name) => name === 'wanted')).toEqual([
    ['wanted', '1'],
    ['wanted', '2'],
  ]);
});

it('refuses a broken code unit, and files too large', () => {
  expect(() => read('a=1\nb=\\u12g4')).toThrow(new KeyFileError('bad-escape', 2));
  expect(() => read('a=1\nb=\\u12')).toThrow(new KeyFileError('bad-escape', 2));
  expect(() => readProperties(new Uint8Array(5_000_000), () => true)).toThrow(
    new KeyFileError('file-too-large', 1),
  );
});

it('long lines, and many, take no more than a moment', () => {
  expect(read(`${'a\\\n'.repeat(300_000)}=1`)).toHaveLength(1);
  read('a\n'.repeat(300_000), () => false);
  read(`a=${'\\\\'.repeat(500_000)}`, () => false);
});

it('whatever else comes is that error or properties', () => {
  const piece = fc.constantFrom('a', '=', ':', ' ', '\\', '\n', '\r', '#', '!', '\\u', '00e9', 'é', '\0');
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      try {
        for (const [name] of read(pieces.join(''))) expect(name).toBeTypeOf('string');
      } catch (error) {
        expect(error).toBeInstanceOf(KeyFileError);
      }
    }),
    { numRuns: 500 },
  );
});
