/** One message: its text as written, its time, and for our own how far it has come. */
import { useState } from 'preact/hooks';
import type { Delivery, Entry } from '#channel/conversation.ts';
import { timeWords } from '#ui/calendar.ts';
import { splitLinks } from '#ui/links.ts';
import { word } from '#ui/words.ts';
import type { Row } from './transcript-rows.ts';

export type MessageEntry = Extract<Entry, { kind: 'message' }>;

const FOLD_LENGTH = 3000;
const FOLD_LINES = 40;

const DELIVERY_WORDS = {
  waiting: 'delivery_waiting',
  sent: 'delivery_sent',
  failed: 'delivery_failed',
  held: 'delivery_held',
} as const satisfies Record<Delivery, string>;

interface MessageRowProps {
  readonly entry: MessageEntry;
  readonly row: Row;
  readonly name: string;
  readonly onRetry: (id: string) => void;
}

export function MessageRow({ entry, row, name, onRetry }: MessageRowProps) {
  return (
    <div
      class="message"
      data-entry="message"
      data-id={entry.id}
      data-from={entry.from}
      data-protection={entry.protection}
      data-delivery={entry.delivery}
      data-joins-before={row.joinsBefore ? '' : undefined}
      data-joins-after={row.joinsAfter ? '' : undefined}
    >
      <div class="bubble">
        <Sender entry={entry} name={name} />
        <div class="bubble-line">
          <Text text={entry.text} />
          <div class="message-foot">
            <time dateTime={new Date(entry.time).toISOString()}>{timeWords(entry.time)}</time>
            {entry.delivery !== undefined && <DeliveryMark delivery={entry.delivery} />}
          </div>
        </div>
      </div>
      <AgainButton entry={entry} onRetry={onRetry} />
    </div>
  );
}

/** For what may not have arrived, and for what was kept back; the style sheet hides the latter's while nothing is private. */
function AgainButton({ entry, onRetry }: Pick<MessageRowProps, 'entry' | 'onRetry'>) {
  if (entry.delivery !== 'failed' && entry.delivery !== 'held') return null;
  const held = entry.delivery === 'held';
  return (
    <button
      type="button"
      class="button try-again"
      data-look="quiet"
      data-action={held ? 'send-held' : 'try-again'}
      onClick={() => onRetry(entry.id)}
    >
      {word(held ? 'action_send_held' : 'action_try_again')}
    </button>
  );
}

/** Who it is from is seen by side and colour, so it is only heard; that it was not private is said to all. */
function Sender({ entry, name }: Pick<MessageRowProps, 'entry' | 'name'>) {
  const sender = <span class="only-heard">{entry.from === 'us' ? word('transcript_from_us') : name}</span>;
  if (entry.protection === 'private') return sender;
  return (
    <>
      {sender}
      <div class="not-private">
        <svg class="not-private-sign" viewBox="0 0 16 16" aria-hidden="true">
          <path
            fill-rule="evenodd"
            d="M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm0 1.6a5.4 5.4 0 0 0-4.2 8.8l7.6-7.6A5.4 5.4 0 0 0 8 2.6zm4.2 2L4.6 12.2A5.4 5.4 0 0 0 12.2 4.6z"
          />
        </svg>
        {word('transcript_not_private')}
      </div>
    </>
  );
}

function DeliveryMark({ delivery }: { readonly delivery: Delivery }) {
  return (
    <span class="delivery" title={hintOf(delivery)}>
      {word(DELIVERY_WORDS[delivery])}
    </span>
  );
}

function hintOf(delivery: Delivery): string | undefined {
  if (delivery === 'failed') return word('delivery_failed_hint');
  return delivery === 'held' ? word('delivery_held_hint') : undefined;
}

function Text({ text }: { readonly text: string }) {
  const [open, setOpen] = useState(false);
  const long = text.length > FOLD_LENGTH || text.split('\n', FOLD_LINES + 1).length > FOLD_LINES;
  return (
    <>
      <div class="message-text" data-text dir="auto" data-folded={long && !open ? '' : undefined}>
        {splitLinks(text).map((piece, index) =>
          piece.kind === 'text' ? (
            piece.text
          ) : (
            <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer" title={piece.href}>
              {piece.text}
            </a>
          ),
        )}
      </div>
      {long && (
        <button
          type="button"
          class="button fold"
          data-look="quiet"
          data-action="show-all"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {word(open ? 'transcript_show_less' : 'transcript_show_all')}
        </button>
      )}
    </>
  );
}
