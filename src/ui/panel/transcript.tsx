/**
 * The list of messages. The scroller is a reversed column, so its origin is the end: it sticks there by itself
 * while messages come or the composer grows, and older rows can be added above without moving what is read.
 *
 * The newest rows are made first, the others when the browser has time; those out of sight are not laid out
 * (content-visibility), so ten thousand stay smooth and still can be searched and read out.
 */
import { Component } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Entry } from '#channel/conversation.ts';
import { dayWords } from '#ui/calendar.ts';
import { word } from '#ui/words.ts';
import { EventRow } from './event-row.tsx';
import { MessageRow } from './message-row.tsx';
import { type Chunk, chunksOf, rowsOf, sameChunk } from './transcript-rows.ts';

const FIRST_CHUNKS = 4;
const MORE_CHUNKS = 8;
/** Pixels from the end within which the reader counts as being there. */
const AT_END = 48;

interface TranscriptProps {
  readonly name: string;
  readonly entries: readonly Entry[];
  /** What to say while there are no entries; may be empty. */
  readonly empty: string;
  readonly onRetry: (id: string) => void;
}

export function Transcript({ name, entries, empty, onRetry }: TranscriptProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const { atEnd, unseen, onScroll, toEnd } = useEnd(scroller, entries);
  const chunks = chunksOf(entries);
  const shown = useShownChunks(chunks.length);
  return (
    <div class="transcript">
      <div
        class="scroller"
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label={word('transcript_label', name)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse must be able to scroll it
        tabIndex={0}
        onScroll={onScroll}
      >
        <div class="rows">
          {entries.length === 0 && <p class="empty">{empty}</p>}
          {chunks.slice(-shown).map((chunk) => (
            <ChunkRows key={chunk.key} chunk={chunk} name={name} onRetry={onRetry} />
          ))}
        </div>
      </div>
      {!atEnd && (
        <button
          type="button"
          class="to-end"
          data-action="to-end"
          data-unseen={unseen ? '' : undefined}
          title={word('transcript_to_end')}
          aria-label={unseen ? undefined : word('transcript_to_end')}
          onClick={toEnd}
        >
          {unseen && <span>{word('transcript_new')}</span>}
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M8 2v10m-4.5-4L8 12.5 12.5 8" />
          </svg>
        </button>
      )}
    </div>
  );
}

class ChunkRows extends Component<{
  readonly chunk: Chunk;
  readonly name: string;
  readonly onRetry: (id: string) => void;
}> {
  override shouldComponentUpdate(next: ChunkRows['props']): boolean {
    const { chunk, name, onRetry } = this.props;
    return name !== next.name || onRetry !== next.onRetry || !sameChunk(chunk, next.chunk);
  }

  override render() {
    const { chunk, name, onRetry } = this.props;
    const now = Date.now();
    const language = word('language_tag');
    return (
      <div class="chunk">
        {rowsOf(chunk).map((row) => (
          <div key={row.entry.id} class="row">
            {row.startsDay && <h2 class="day">{dayWords(row.entry.time, now, language)}</h2>}
            {row.entry.kind === 'message' ? (
              <MessageRow entry={row.entry} row={row} name={name} onRetry={onRetry} />
            ) : (
              <EventRow entry={row.entry} name={name} />
            )}
          </div>
        ))}
      </div>
    );
  }
}

/** How many chunks, from the end, are in the document: a few at once, the rest step by step when there is time. */
function useShownChunks(count: number): number {
  const [shown, setShown] = useState(FIRST_CHUNKS);
  useEffect(() => {
    if (shown >= count) return;
    const handle = requestIdleCallback(() => setShown(shown + MORE_CHUNKS), { timeout: 200 });
    return () => cancelIdleCallback(handle);
  }, [shown, count]);
  return shown;
}

function useEnd(scroller: { readonly current: HTMLDivElement | null }, entries: readonly Entry[]) {
  const [atEnd, setAtEnd] = useState(true);
  const [unseen, setUnseen] = useState(false);
  const last = entries.at(-1);
  const known = useRef(last?.id);

  const toEnd = () => {
    if (scroller.current !== null) scroller.current.scrollTop = 0;
  };
  const onScroll = () => {
    const now = isAtEnd(scroller.current);
    setAtEnd(now);
    if (now) setUnseen(false);
  };
  useLayoutEffect(() => {
    if (last === undefined || known.current === last.id) return;
    known.current = last.id;
    if (last.kind === 'message' && last.from === 'us') toEnd();
    else if (!isAtEnd(scroller.current)) setUnseen(true);
  });
  return { atEnd, unseen, onScroll, toEnd };
}

/** The origin of a reversed column is its end: 0 there, negative above. */
function isAtEnd(scroller: HTMLElement | null): boolean {
  return scroller === null || scroller.scrollTop > -AT_END;
}
