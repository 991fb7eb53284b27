import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitLinks } from './links.ts';

function links(text: string): readonly string[] {
  return splitLinks(text).flatMap((piece) => (piece.kind === 'link' ? [piece.text] : []));
}

describe('what becomes a link', () => {
  test.each([
    ['see https://example.org/a?b=c#d now', 'https://example.org/a?b=c#d'],
    ['http://example.org', 'http://example.org'],
    ['HTTPS://EXAMPLE.ORG/', 'HTTPS://EXAMPLE.ORG/'],
    ['(https://example.org/a)', 'https://example.org/a'],
    ['https://example.org/a_(b).', 'https://example.org/a_(b)'],
    ['Look: https://example.org/, or not?', 'https://example.org/'],
    ['“https://example.org/x”', 'https://example.org/x'],
    ['https://bücher.example/ä', 'https://bücher.example/ä'],
    ['http://localhost:5280/', 'http://localhost:5280/'],
  ])('%s', (text, link) => expect(links(text)).toEqual([link]));

  test('two in one line', () => {
    expect(links('http://a.example and http://b.example')).toEqual(['http://a.example', 'http://b.example']);
  });
});

describe('what stays text', () => {
  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'example.org',
    'www.example.org',
    'ftp://example.org',
    'xhttps://example.org',
    'https://',
    'https://bank.example@evil.example/',
    'https://user:word@evil.example/',
    'https://example.org/\u202egpj.exe',
    'https://exa\u200bmple.org/',
    `https://example.org/${'a'.repeat(2048)}`,
  ])('%s', (text) => expect(links(text)).toEqual([]));
});

test('markup around an address is not part of it', () => {
  expect(links('<a href="https://example.org/">')).toEqual(['https://example.org/']);
});

test('the pieces joined are the text, and each link is http or https', () => {
  const parts = fc.constantFrom(
    'http://',
    'https://',
    'a.example',
    '/',
    '(',
    ')',
    '.',
    ' ',
    '@',
    '\n',
    'é',
    '‮',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(parts).map((list) => list.join('')),
      ),
      (text) => {
        const pieces = splitLinks(text);
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        for (const piece of pieces) if (piece.kind === 'link') expect(piece.href).toMatch(/^https?:\/\//);
      },
    ),
  );
});
