/** The history: off unless switched on; searched, read and erased here. */
import { useState } from 'preact/hooks';
import type { Named } from '#channel/options.ts';
import { word } from '#ui/words.ts';
import { ConfirmButton } from './confirm-button.tsx';
import { HistoryReader } from './history-reader.tsx';
import { HistorySearch } from './history-search.tsx';
import type { OptionsActions } from './options-actions.ts';
import { Section } from './section.tsx';
import { type Answered, useAnswer } from './use-answer.ts';

type HistoryQuestion = 'history' | 'switch-history' | 'erase-history';
type Run = Answered<HistoryQuestion>['run'];

export function HistorySection({ actions }: { readonly actions: OptionsActions }) {
  const { answer, refusal, run } = useAnswer<HistoryQuestion>(actions, { type: 'history' });
  const [reading, setReading] = useState<Named>();
  const some = answer !== undefined && answer.contacts.length > 0;
  return (
    <Section
      name="history"
      heading={word('options_history')}
      about={word('history_about')}
      refusal={refusal}
      ready={answer !== undefined}
    >
      <p>{word('history_other_side')}</p>
      {answer && <Switch on={answer.on} some={some} run={run} />}
      {reading !== undefined && some ? (
        <HistoryReader named={reading} actions={actions} onBack={() => setReading(undefined)} />
      ) : (
        some && (
          <>
            <HistorySearch actions={actions} onOpen={setReading} />
            <h2>{word('history_contacts')}</h2>
            <ul class="rows">
              {answer.contacts.map((named) => (
                <Kept
                  key={Object.values(named.contact).join(' ')}
                  named={named}
                  onOpen={setReading}
                  run={run}
                />
              ))}
            </ul>
            <ConfirmButton
              action="erase-all"
              words={word('history_erase_all')}
              warning={word('history_erase_all_warning')}
              confirm={word('history_erase_all_confirm')}
              onConfirm={() => void run({ type: 'erase-history', contact: null })}
            />
          </>
        )
      )}
    </Section>
  );
}

function Switch({ on, some, run }: { readonly on: boolean; readonly some: boolean; readonly run: Run }) {
  return (
    <div class="card" data-history={on ? 'on' : 'off'}>
      <p role="status">
        <strong>{word(on ? 'history_is_on' : 'history_is_off')}</strong>
      </p>
      {!on && <p class="small">{word('history_on_about')}</p>}
      <div class="choices">
        {on ? (
          <>
            <button
              type="button"
              class="button"
              data-action="history-off"
              onClick={() => void run({ type: 'switch-history', on: false, erase: false })}
            >
              {word(some ? 'history_switch_off_keep' : 'history_switch_off')}
            </button>
            {some && (
              <ConfirmButton
                action="history-off-erase"
                words={word('history_switch_off_erase')}
                warning={word('history_erase_all_warning')}
                confirm={word('history_switch_off_erase')}
                onConfirm={() => void run({ type: 'switch-history', on: false, erase: true })}
              />
            )}
          </>
        ) : (
          <button
            type="button"
            class="button"
            data-action="history-on"
            onClick={() => void run({ type: 'switch-history', on: true, erase: false })}
          >
            {word('history_switch_on')}
          </button>
        )}
      </div>
    </div>
  );
}

interface KeptProps {
  readonly named: Named;
  readonly onOpen: (named: Named) => void;
  readonly run: Run;
}

function Kept({ named, onOpen, run }: KeptProps) {
  const { contact, name } = named;
  return (
    <li class="row kept" data-history-of={contact.peer}>
      <span class="row-who">
        <bdi class="row-name">{name}</bdi>
        {name !== contact.peer && <bdi class="small">{contact.peer}</bdi>}
      </span>
      <div class="choices">
        <button
          type="button"
          class="button"
          data-action="read"
          aria-label={word('history_read_whose', name)}
          onClick={() => onOpen(named)}
        >
          {word('history_read')}
        </button>
        <ConfirmButton
          action="erase"
          words={word('history_erase')}
          label={word('history_erase_whose', name)}
          warning={word('history_erase_warning', name)}
          confirm={word('history_erase')}
          onConfirm={() => void run({ type: 'erase-history', contact })}
        />
      </div>
    </li>
  );
}
