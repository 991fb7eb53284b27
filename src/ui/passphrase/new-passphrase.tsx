/** Sets the first passphrase, or changes it: typed twice, with a meter. */
import { useId, useState } from 'preact/hooks';
import type { AskLock } from '#ui/lock-client.ts';
import { word } from '#ui/words.ts';
import { PassphraseField } from './passphrase-field.tsx';
import { StrengthMeter } from './strength-meter.tsx';
import { useAsk } from './use-ask.ts';

interface NewPassphraseProps {
  readonly ask: AskLock;
  /** `change` asks for the current one too. */
  readonly purpose: 'set' | 'change';
  readonly done?: () => void;
}

const NOTHING = { current: '', next: '', again: '' };

export function NewPassphrase({ ask, purpose, done }: NewPassphraseProps) {
  const [typed, setTyped] = useState(NOTHING);
  const { phase, words, run } = useAsk(ask);
  const id = useId();
  const busy = phase === 'busy';
  const differs = typed.again !== '' && !typed.next.startsWith(typed.again);
  const ready =
    typed.next !== '' && typed.next === typed.again && (purpose === 'set' || typed.current !== '');
  const write = (name: keyof typeof NOTHING) => (value: string) => setTyped({ ...typed, [name]: value });
  const submit = async () => {
    if (!ready || busy) return;
    const { current, next } = typed;
    const command =
      purpose === 'set'
        ? ({ type: 'set-passphrase', passphrase: next } as const)
        : ({ type: 'change-passphrase', current, next } as const);
    const taken = await run(command);
    setTyped(taken ? NOTHING : { ...typed, current: '' });
    if (taken) done?.();
  };
  return (
    <form
      class="passphrase-form"
      data-form={purpose}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {purpose === 'change' && (
        <PassphraseField
          name="current"
          label={word('passphrase_current')}
          value={typed.current}
          write={write('current')}
          disabled={busy}
          wrong={phase === 'wrong'}
        />
      )}
      <PassphraseField
        name="next"
        label={word(purpose === 'set' ? 'passphrase_label' : 'passphrase_next')}
        value={typed.next}
        write={write('next')}
        disabled={busy}
        describedBy={`${id}-meter`}
      />
      <StrengthMeter passphrase={typed.next} id={`${id}-meter`} />
      <PassphraseField
        name="again"
        label={word('passphrase_again')}
        value={typed.again}
        write={write('again')}
        disabled={busy}
        describedBy={`${id}-words`}
        wrong={differs}
      />
      <p class="passphrase-words" id={`${id}-words`} role="status" data-outcome={differs ? 'wrong' : phase}>
        {differs ? word('passphrase_differs') : words}
        {phase === 'done' && word(purpose === 'set' ? 'passphrase_set_done' : 'passphrase_changed')}
      </p>
      <button
        type="submit"
        class="button"
        data-look="primary"
        data-action="save-passphrase"
        disabled={!ready || busy}
      >
        {word(purpose === 'set' ? 'passphrase_set' : 'passphrase_change')}
      </button>
    </form>
  );
}
