import { expect, test } from 'vitest';
import { isPattern } from './pattern.ts';

test.each([
  '^(\\d+)$',
  '^/(?:messages/)?(?:e2ee/)?t/([\\w.-]+)',
  '/in/([^/?]+)',
  '"user_id":"(U\\w+)"',
  '^/client/(\\w+/D\\w+)',
  '/(?:dm|chat)/([\\w-]+)',
  '^"?u(?:%3D|=)(\\d+)',
  '#(-\\d+)',
  '(a)',
])('%s is one', (source) => {
  expect(isPattern(source)).toBe(true);
});

test.each([
  ['no group', '\\d+'],
  ['two groups', '(a)(b)'],
  ['not an expression', '(a'],
  ['a range the wrong way round', '([z-a])'],
  ['a repeated group', '((?:a)+)'],
  ['a repeated value', '(a|a)*'],
  ['a repetition in a repetition', '^(?:a+)+(b)'],
  ['a count', '(a{9})'],
  ['empty choices that are counted, slow on an empty text', '(?:||){50}(x)'],
  ['many choices', '(a?a?a?a?a?aaaaa)'],
  ['many alternatives', '(a|b|c|d|e|f)'],
  ['several repetitions that may begin anywhere', '\\w+(\\w+)'],
  ['three of them', '^\\w+\\d+(\\w+)'],
  ['two in alternatives, where the start holds for the first only', '^a|\\w+(\\w+)x'],
  ['a reference back', '(a)\\1'],
  ['looking ahead', '(?=a)(a)'],
  ['looking ahead, and nothing else', '(?=a)'],
  ['looking back', '(?<=a)(a)'],
  ['a named group', '(?<name>a)'],
  ['a code point', '(\\u{61})'],
  ['a property', '(\\p{L})'],
])('%s is none', (_, source) => {
  expect(isPattern(source)).toBe(false);
});

test('the slowest that there is comes to an end, on the longest text that is searched', () => {
  expect(isPattern('(?:a|a)?(?:a|a)?a+(b)')).toBe(true);
  expect(/(?:a|a)?(?:a|a)?a+(b)/.exec('a'.repeat(4000))).toBeNull();
});
