/** What happened between the messages, as a line. */
import type { Entry, EventName } from '#channel/conversation.ts';
import { timeWords } from '#ui/calendar.ts';
import { word } from '#ui/words.ts';

export type EventEntry = Extract<Entry, { kind: 'event' }>;

/** The words for an event; `name` is the contact's. */
export function eventWords(event: EventName, name: string): string {
  switch (event) {
    case 'started-unverified':
      return word('event_started_unverified');
    case 'started-verified':
      return word('event_started_verified');
    case 'refreshed':
      return word('event_refreshed');
    case 'ended-by-us':
      return word('event_ended_by_us');
    case 'ended-by-peer':
      return word('event_ended_by_peer', name);
    case 'ended-by-update':
      return word('event_ended_by_update');
    case 'unreadable':
      return word('event_unreadable', name);
    case 'too-long':
      return word('event_too_long');
    case 'peer-error':
      return word('event_peer_error', name);
    case 'start-failed':
      return word('event_start_failed');
    case 'version-unsupported':
      return word('event_version_unsupported', name);
    case 'malformed':
      return word('event_malformed');
    case 'other-instance':
      return word('event_other_instance', name);
    case 'missed-request':
      return word('event_missed_request', name);
    case 'check-verified':
      return word('verify_done', name);
    case 'check-answered':
      return word('event_check_answered', name);
    case 'check-failed':
      return word('event_check_failed', name);
  }
}

export function EventRow({ entry, name }: { readonly entry: EventEntry; readonly name: string }) {
  return (
    <div class="event" data-entry="event" data-event={entry.event}>
      <span class="event-words">
        {eventWords(entry.event, name)}
        {' ·\u00a0'}
        <time dateTime={new Date(entry.time).toISOString()}>{timeWords(entry.time)}</time>
      </span>
    </div>
  );
}
