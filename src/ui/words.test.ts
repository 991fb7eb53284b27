import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import messages from '#locales/en/messages.json' with { type: 'json' };
import { apart, briefly, stateWords, word } from './words.ts';

vi.mock('webextension-polyfill', () => ({
  default: {
    i18n: {
      getMessage: (key: string, substitutions: readonly string[]) => [key, ...substitutions].join('|'),
    },
  },
}));

interface Message {
  readonly message: string;
  readonly description: string;
  readonly placeholders?: Readonly<Record<string, { readonly content: string; readonly example: string }>>;
}
const ALL: readonly (readonly [string, Message])[] = Object.entries(messages);

describe('the English messages', () => {
  test.each(ALL)(
    '%s has a note for translators, and its placeholders',
    (_, { message, description, placeholders }) => {
      expect(description.length).toBeGreaterThan(10);
      const used = [...message.matchAll(/\$(\w+)\$/g)].map((match) => match[1]?.toLowerCase());
      const declared = Object.entries(placeholders ?? {});
      expect(new Set(used)).toEqual(new Set(declared.map(([name]) => name)));
      expect(declared.map(([, { content }]) => content)).toEqual(
        declared.map((_entry, index) => `$${index + 1}`),
      );
      for (const [, { example }] of declared) expect(example).not.toBe('');
    },
  );

  test.each(ALL)('%s keeps to the words we use', (_, { message }) => {
    expect(message).not.toMatch(/!|\b(AKE|session|handshake|invalid|error)s?\b/i);
  });

  test('each is used by something', () => {
    const sources = ['src', 'entrypoints', 'wxt.config.ts'].map(textOf).join('\n');
    const made = /^(state|mark|colour)_/; // from the names of states, pictures and colours
    const unused = ALL.map(([key]) => key).filter((key) => !made.test(key) && !sources.includes(key));
    expect(unused).toEqual([]);
  });
});

describe('words', () => {
  test('substitutions go in order', () => {
    expect(word('toolbar_title', 'Private', 'bob@example.org')).toBe('toolbar_title|Private|bob@example.org');
  });

  test('only "ended" names somebody', () => {
    expect(stateWords('finished', 'Sally')).toBe('state_finished|Sally');
    expect(stateWords('verified', 'Sally')).toBe('state_verified');
  });
});

describe('a name from the page', () => {
  test('plain ASCII stands as it is', () => {
    expect(apart('bob@example.org')).toBe('bob@example.org');
  });

  test('anything else is set apart, and cannot turn or break the sentence', () => {
    expect(apart('שרה')).toBe('\u2068שרה\u2069');
    expect(apart('a\u202eb\u2066c\nd\u0000')).toBe('abcd');
    expect(apart('é\u2069\u202e')).toBe('\u2068é\u2069');
  });

  test('is cut after 48 characters, and never in the middle of one', () => {
    expect(briefly('a'.repeat(48))).toBe('a'.repeat(48));
    expect(briefly('🙂'.repeat(60))).toBe(`${'🙂'.repeat(48)}…`);
  });
});

function textOf(path: string): string {
  if (/\.tsx?$/.test(path)) return path.endsWith('.test.ts') ? '' : readFileSync(path, 'utf8');
  if (/\.\w+$/.test(path)) return '';
  return readdirSync(path)
    .map((name) => textOf(`${path}/${name}`))
    .join('\n');
}
