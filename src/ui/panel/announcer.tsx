/** Reads new messages and events out, and never the history: what was there at the start is taken as known. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Entry } from '#channel/conversation.ts';
import { word } from '#ui/words.ts';
import { eventWords } from './event-row.tsx';

const KEPT = 5;
const MAX_LENGTH = 600;

export function Announcer({ name, entries }: { readonly name: string; readonly entries: readonly Entry[] }) {
  const known = useRef(highestSeq(entries));
  const [said, setSaid] = useState<readonly Entry[]>([]);
  useEffect(() => {
    const fresh = entries.filter((entry) => entry.seq > known.current && !isOurs(entry));
    if (fresh.length === 0) return;
    known.current = highestSeq(fresh);
    setSaid((before) => [...before, ...fresh].slice(-KEPT));
  }, [entries]);
  return (
    <div class="only-heard" aria-live="polite" aria-relevant="additions" data-announcer>
      {said.map((entry) => (
        <p key={entry.id}>{announcement(entry, name)}</p>
      ))}
    </div>
  );
}

function isOurs(entry: Entry): boolean {
  return entry.kind === 'message' && entry.from === 'us';
}

function highestSeq(entries: readonly Entry[]): number {
  return entries.reduce((highest, entry) => (isOurs(entry) ? highest : Math.max(highest, entry.seq)), -1);
}

function announcement(entry: Entry, name: string): string {
  if (entry.kind === 'event') return eventWords(entry.event, name);
  const text = entry.text.length > MAX_LENGTH ? `${entry.text.slice(0, MAX_LENGTH)}…` : entry.text;
  return entry.protection === 'plain'
    ? word('announce_not_private', name, text)
    : word('announce_message', name, text);
}
