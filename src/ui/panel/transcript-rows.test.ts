import { describe, expect, test } from 'vitest';
import type { Entry } from '#channel/conversation.ts';
import { CHUNK, chunksOf, rowsOf, sameChunk } from './transcript-rows.ts';

let seq = 0;
function at(time: Date, from: 'us' | 'them' = 'us', protection: 'private' | 'plain' = 'private'): Entry {
  seq += 1;
  return { kind: 'message', id: `e${seq}`, seq, time: time.getTime(), from, text: '', protection };
}
function event(time: Date): Entry {
  seq += 1;
  return { kind: 'event', id: `e${seq}`, seq, time: time.getTime(), event: 'refreshed' };
}
function minutes(count: number): Date {
  return new Date(2026, 10, 20, 14, count);
}
function rows(...entries: Entry[]) {
  return chunksOf(entries).flatMap(rowsOf);
}

describe('days', () => {
  test('the first entry, and each after midnight here, starts a day', () => {
    const found = rows(
      at(new Date(2026, 10, 20, 23, 59)),
      at(new Date(2026, 10, 21, 0, 1)),
      at(new Date(2026, 10, 21, 9)),
    );
    expect(found.map((row) => row.startsDay)).toEqual([true, true, false]);
  });

  test('a chunk knows the day of the one before', () => {
    const found = rows(...Array.from({ length: CHUNK + 1 }, () => at(minutes(0))));
    expect(found.filter((row) => row.startsDay)).toHaveLength(1);
  });
});

describe('runs', () => {
  test('the same side within five minutes is joined, across chunks too', () => {
    const found = rows(...Array.from({ length: CHUNK + 1 }, () => at(minutes(0))));
    expect(found[0]).toMatchObject({ joinsBefore: false, joinsAfter: true });
    expect(found[CHUNK - 1]).toMatchObject({ joinsBefore: true, joinsAfter: true });
    expect(found[CHUNK]).toMatchObject({ joinsBefore: true, joinsAfter: false });
  });

  test.each([
    ['the other side', at(minutes(0), 'us'), at(minutes(1), 'them')],
    ['another protection', at(minutes(0), 'them'), at(minutes(1), 'them', 'plain')],
    ['five minutes later', at(minutes(0)), at(minutes(5))],
    ['an event between', at(minutes(0)), event(minutes(0))],
    ['another day', at(new Date(2026, 10, 20, 23, 59)), at(new Date(2026, 10, 21, 0, 1))],
  ])('%s is not', (_, a, b) => {
    expect(rows(a, b)[1]?.joinsBefore).toBe(false);
  });
});

describe('chunks', () => {
  test('a new message changes the last chunk alone', () => {
    const entries = Array.from({ length: 3 * CHUNK - 1 }, () => at(minutes(0)));
    const before = chunksOf(entries);
    const after = chunksOf([...entries, at(minutes(1))]);
    const changed = after.map((chunk, index) => {
      const old = before[index];
      return old === undefined || !sameChunk(old, chunk);
    });
    expect(changed).toEqual([false, false, true]);
  });
});
