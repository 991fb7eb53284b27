/** A message of the history: who, when, what. */
import type { HistoryRow } from '#channel/options.ts';
import { dateWords, timeWords } from '#ui/calendar.ts';
import { word } from '#ui/words.ts';

interface HistoryLineProps {
  readonly row: HistoryRow;
  /** Of the contact. */
  readonly name: string;
}

export function HistoryLine({ row, name }: HistoryLineProps) {
  const { time, from, text } = row;
  const date = new Date(time);
  return (
    <li class="line" data-line={from}>
      <p class="small">
        <bdi>{from === 'us' ? word('history_you') : name}</bdi>
        {' · '}
        <time dateTime={date.toISOString()}>
          {dateWords(time, word('language_tag'))} {timeWords(time)}
        </time>
      </p>
      <p class="line-text" dir="auto">
        {text}
      </p>
    </li>
  );
}
