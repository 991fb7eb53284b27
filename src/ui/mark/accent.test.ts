/** WCAG 2.2 AA for every mark's colour in both themes, against the grounds that tokens.css has. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { MARK_COLOURS } from '#channel/mark.ts';
import { accentTokens } from './accent.ts';
import { contrast, mix } from './colour.ts';

const CSS = readFileSync(new URL('../tokens.css', import.meta.url), 'utf8');
const DARK_START = CSS.indexOf('@media (prefers-color-scheme: dark)');
const LIGHT = tokensOf(CSS.slice(0, DARK_START));
const THEMES = { light: LIGHT, dark: new Map([...LIGHT, ...tokensOf(CSS.slice(DARK_START))]) };
const CASES = Object.entries(MARK_COLOURS).flatMap(([name, colour]) =>
  (['light', 'dark'] as const).map((theme) => ({ name, colour, theme })),
);

describe.each(CASES)('$name, $theme', ({ colour, theme }) => {
  const tokens = new Map([...THEMES[theme], ...Object.entries(accentTokens(colour, theme))]);
  const between = (one: string, other: string) => contrast(tokens.get(one) ?? '', tokens.get(other) ?? '');

  test.each([
    ['on-accent', 'accent'],
    ['on-accent', 'accent-strong'],
    ['ours-text', 'ours'],
    ['ours-quiet', 'ours'],
    ['ours-link', 'ours'],
    ['red', 'ours'],
  ])('text %s on %s', (text, ground) => {
    expect(between(text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each([
    ['accent', 'surface'],
    ['focus', 'surface'],
    ['focus', 'ground'],
    ['mark', 'surface'],
    ['mark', 'ground'],
  ])('edge %s on %s', (edge, ground) => {
    expect(between(edge, ground)).toBeGreaterThanOrEqual(3);
  });
});

test('colours mix by their channels', () => {
  expect(mix('#000000', '#ffffff', 0.5)).toBe('#808080');
  expect(mix('#123456', '#ffffff', 0)).toBe('#123456');
});

function tokensOf(css: string): Map<string, string> {
  return new Map(
    [...css.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
  );
}
