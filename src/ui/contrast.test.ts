/** WCAG 2.2: 4.5:1 for text (1.4.3), 3:1 for the edges of controls and for glyphs (1.4.11), in both themes. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { TOOLBAR_COLOURS } from './toolbar-icon.ts';

const CSS = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const DARK_START = CSS.indexOf('@media (prefers-color-scheme: dark)');
const LIGHT = tokensOf(CSS.slice(0, DARK_START));
const DARK = new Map([...LIGHT, ...tokensOf(CSS.slice(DARK_START))]);

const TEXT_PAIRS: readonly (readonly [string, string])[] = [
  ['text', 'surface'],
  ['text', 'ground'],
  ['text', 'raised'],
  ['text', 'hover'],
  ['text', 'amber-ground'],
  ['text', 'red-ground'],
  ['text', 'grey-ground'],
  ['text', 'neutral-ground'],
  ['text-quiet', 'surface'],
  ['text-quiet', 'ground'],
  ['text-quiet', 'raised'],
  ['text-quiet', 'hover'],
  ['text-quiet', 'neutral-ground'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['link', 'surface'],
  ['link', 'hover'],
  ['link', 'theirs'],
  ['link', 'ground'],
  ['link', 'amber-ground'],
  ['ours-text', 'ours'],
  ['ours-quiet', 'ours'],
  ['ours-link', 'ours'],
  ['theirs-text', 'theirs'],
  ['theirs-quiet', 'theirs'],
  ['red', 'ours'],
  ['red', 'theirs'],
  ['red', 'ground'],
  ['red', 'surface'],
  ['green', 'surface'],
  ['neutral', 'neutral-ground'],
  ['amber', 'amber-ground'],
  ['green', 'green-ground'],
  ['red', 'red-ground'],
  ['grey', 'grey-ground'],
  ['neutral', 'surface'],
  ['amber', 'surface'],
];

const EDGE_PAIRS: readonly (readonly [string, string])[] = [
  ['control-line', 'surface'],
  ['focus', 'surface'],
  ['focus', 'ground'],
  ['red', 'ground'],
  ['accent', 'surface'],
];

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
])('%s', (_, tokens) => {
  test.each(TEXT_PAIRS)('text %s on %s', (text, ground) => {
    expect(contrast(colour(tokens, text), colour(tokens, ground))).toBeGreaterThanOrEqual(4.5);
  });
  test.each(EDGE_PAIRS)('edge %s on %s', (edge, ground) => {
    expect(contrast(colour(tokens, edge), colour(tokens, ground))).toBeGreaterThanOrEqual(3);
  });
});

test.each(Object.entries(TOOLBAR_COLOURS))('toolbar, %s: on light and on dark', (_, value) => {
  expect(contrast(value, '#ffffff')).toBeGreaterThanOrEqual(3);
  expect(contrast(value, '#2b2b2b')).toBeGreaterThanOrEqual(3);
});

test('the formula: black on white is 21, a colour on itself 1', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#777777', '#777777')).toBe(1);
});

function tokensOf(css: string): Map<string, string> {
  return new Map(
    [...css.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
  );
}

function colour(tokens: ReadonlyMap<string, string>, name: string): string {
  const value = tokens.get(name);
  if (value === undefined) throw new Error(`tokens.css has no colour --${name}`);
  return value;
}

function contrast(a: string, b: string): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

/** Relative luminance of sRGB. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
