/**
 * What of a turn belongs into the history: private messages that came, and own ones once they were sent.
 *
 * Their ids hold the conversation's, which is new in each browser session: numbers alone would come again.
 */
import type { Entry } from '#channel/conversation.ts';
import type { HistoryEntry } from '#vault/history.ts';

export function historyEntries(conversation: string, entries: Iterable<Entry>): HistoryEntry[] {
  return Array.from(entries).flatMap((entry) => {
    if (entry.kind !== 'message' || entry.protection !== 'private') return [];
    if (entry.from === 'us' && entry.delivery !== 'sent') return [];
    return [
      {
        id: `${conversation}:${entry.id}`,
        time: entry.time,
        direction: entry.from === 'us' ? ('out' as const) : ('in' as const),
        protection: entry.protection,
        text: entry.text,
      },
    ];
  });
}
