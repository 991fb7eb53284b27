/**
 * From entries to the rows of the transcript: a day's heading where the day changes, and messages of the same
 * side within five minutes joined to a run. Entries come in chunks of fixed size, so that a new message
 * touches the last chunk alone.
 */
import type { Entry } from '#channel/conversation.ts';
import { dayKey } from '#ui/calendar.ts';

export const CHUNK = 50;
const RUN_MS = 5 * 60 * 1000;

export interface Row {
  readonly entry: Entry;
  /** The first entry of its day. */
  readonly startsDay: boolean;
  /** Joined to the message before, or to the message after. */
  readonly joinsBefore: boolean;
  readonly joinsAfter: boolean;
}

export interface Chunk {
  readonly key: string;
  readonly before: Entry | undefined;
  readonly entries: readonly Entry[];
  readonly after: Entry | undefined;
}

export function chunksOf(entries: readonly Entry[]): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let start = 0; start < entries.length; start += CHUNK) {
    chunks.push({
      key: `${start}`,
      before: entries[start - 1],
      entries: entries.slice(start, start + CHUNK),
      after: entries[start + CHUNK],
    });
  }
  return chunks;
}

/** Whether both show the same rows: every entry is the very same object. */
export function sameChunk(a: Chunk, b: Chunk): boolean {
  return (
    a.before === b.before &&
    a.after === b.after &&
    a.entries.length === b.entries.length &&
    a.entries.every((entry, index) => entry === b.entries[index])
  );
}

export function rowsOf({ before, entries, after }: Chunk): readonly Row[] {
  return entries.map((entry, index) => {
    const previous = entries[index - 1] ?? before;
    const next = entries[index + 1] ?? after;
    return {
      entry,
      startsDay: previous === undefined || dayKey(previous.time) !== dayKey(entry.time),
      joinsBefore: previous !== undefined && isRun(previous, entry),
      joinsAfter: next !== undefined && isRun(entry, next),
    };
  });
}

function isRun(a: Entry, b: Entry): boolean {
  return (
    a.kind === 'message' &&
    b.kind === 'message' &&
    a.from === b.from &&
    a.protection === b.protection &&
    Math.abs(b.time - a.time) < RUN_MS &&
    dayKey(a.time) === dayKey(b.time)
  );
}
