/** Searches all of the history, a moment after the user stopped typing. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Named, OptionsAnswers } from '#channel/options.ts';
import { word } from '#ui/words.ts';
import { HistoryLine } from './history-line.tsx';
import type { OptionsActions } from './options-actions.ts';
import { SearchField } from './search-field.tsx';

const PAUSE_MS = 200;

interface HistorySearchProps {
  readonly actions: OptionsActions;
  readonly onOpen: (named: Named) => void;
}

export function HistorySearch({ actions, onOpen }: HistorySearchProps) {
  const [text, setText] = useState('');
  const [found, setFound] = useState<OptionsAnswers['search-history']>();
  const latest = useRef('');
  latest.current = text.trim();
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === '') return setFound(undefined);
    const timer = setTimeout(async () => {
      const reply = await actions.ask<'search-history'>({ type: 'search-history', text: wanted });
      if (latest.current === wanted && reply.ok) setFound(reply.answer);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div class="search">
      <SearchField label={word('history_search')} onText={setText} />
      <p class="small" role="status">
        {found !== undefined && foundWords(found)}
      </p>
      <ol class="lines" data-found={found === undefined ? undefined : found.matches.length}>
        {found?.matches.map(({ contact, name, row }) => (
          <li key={`${contact.peer} ${row.id}`} class="match">
            <ol>
              <HistoryLine row={row} name={name} />
            </ol>
            <button
              type="button"
              class="button"
              data-look="quiet"
              data-action="open-match"
              onClick={() => onOpen({ contact, name })}
            >
              {word('history_read_whose', name)}
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}

function foundWords({ matches, more }: OptionsAnswers['search-history']): string {
  if (matches.length === 0) return word('history_found_none');
  const count = String(matches.length);
  return more ? word('history_found_more', count) : word('history_found', count);
}
