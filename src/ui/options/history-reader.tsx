/** One contact's history, the newest last, page by page into the past. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { HistoryRow, Named } from '#channel/options.ts';
import { word } from '#ui/words.ts';
import { HistoryLine } from './history-line.tsx';
import type { OptionsActions } from './options-actions.ts';

interface HistoryReaderProps {
  readonly named: Named;
  readonly actions: OptionsActions;
  readonly onBack: () => void;
}

export function HistoryReader({ named, actions, onBack }: HistoryReaderProps) {
  const { contact, name } = named;
  const [rows, setRows] = useState<readonly HistoryRow[]>([]);
  const [before, setBefore] = useState<number>();
  const [done, setDone] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);

  const read = async (from: number | undefined) => {
    const reply = await actions.ask<'read-history'>({
      type: 'read-history',
      contact,
      ...(from === undefined ? {} : { before: from }),
    });
    if (!reply.ok) return setDone(true);
    setRows((newer) => [...[...reply.answer.rows].reverse(), ...(from === undefined ? [] : newer)]);
    setBefore(reply.answer.before);
    setDone(reply.answer.before === undefined);
  };
  useEffect(() => {
    heading.current?.focus();
    void read(undefined);
  }, []);
  return (
    <div class="reader" data-reading={contact.peer}>
      <button type="button" class="button" data-look="quiet" data-action="back" onClick={onBack}>
        {word('history_back')}
      </button>
      <h2 ref={heading} tabIndex={-1}>
        <bdi>{name}</bdi>
      </h2>
      {!done && rows.length > 0 && (
        <button type="button" class="button" data-action="older" onClick={() => void read(before)}>
          {word('history_older')}
        </button>
      )}
      <ol class="lines">
        {rows.map((row) => (
          <HistoryLine key={row.id} row={row} name={name} />
        ))}
      </ol>
    </div>
  );
}
