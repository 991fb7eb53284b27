import { expect, test } from 'vitest';
import { Drafts } from './drafts.ts';

function setUp() {
  const told: [string, string][] = [];
  const untaken = new Set<string>();
  let due: (() => void) | undefined;
  const drafts = new Drafts({
    tell: (conversation, text) => told.push([conversation, text]),
    hasUntaken: (conversation) => untaken.has(conversation),
    setTimer: (run) => {
      due = run;
      return () => {
        due = undefined;
      };
    },
  });
  return { drafts, told, untaken, elapse: () => due?.(), isWaiting: () => due !== undefined };
}

test('only the last text before a pause is told', () => {
  const { drafts, told, elapse } = setUp();
  drafts.write('c', 'h');
  drafts.write('c', 'hi');
  expect(told).toEqual([]);
  elapse();
  expect(told).toEqual([['c', 'hi']]);
});

test('flush tells at once, with the conversation in which it was typed, and only once', () => {
  const { drafts, told, isWaiting } = setUp();
  drafts.write('c1', 'one');
  drafts.write('c2', 'two');
  drafts.flush();
  drafts.flush();
  expect(told).toEqual([
    ['c1', 'one'],
    ['c2', 'two'],
  ]);
  expect(isWaiting()).toBe(false);
});

test('while a text is under way the emptied composer is not told', () => {
  const { drafts, told, untaken, elapse } = setUp();
  untaken.add('c');
  drafts.write('c', '');
  elapse();
  expect(told).toEqual([]);
  untaken.clear();
  elapse();
  expect(told).toEqual([['c', '']]);
});

test('what was written here wins over what the background has', () => {
  const { drafts } = setUp();
  expect(drafts.read('c', 'kept')).toBe('kept');
  drafts.write('c', '');
  expect(drafts.read('c', 'kept')).toBe('');
});

test('a text too long for the channel is kept here and not told', () => {
  const { drafts, told } = setUp();
  drafts.write('c', 'a'.repeat(262_145));
  drafts.flush();
  expect(told).toEqual([]);
  expect(drafts.read('c', '')).toHaveLength(262_145);
});

test('what the background says is old until it says what it was told', () => {
  const { drafts } = setUp();
  expect(drafts.heard('c', 'from a window')).toBe(true);
  drafts.write('c', 'one');
  expect(drafts.heard('c', '')).toBe(false);
  drafts.flush();
  expect(drafts.heard('c', '')).toBe(false);
  expect(drafts.heard('c', 'one')).toBe(false);
  expect(drafts.heard('c', 'one, and more')).toBe(true);
});
