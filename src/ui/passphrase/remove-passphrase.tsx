/** Takes the passphrase away, after saying what that means. */
import { useId, useState } from 'preact/hooks';
import type { AskLock } from '#ui/lock-client.ts';
import { word } from '#ui/words.ts';
import { PassphraseField } from './passphrase-field.tsx';
import { useAsk } from './use-ask.ts';

export function RemovePassphrase({ ask }: { readonly ask: AskLock }) {
  const [current, setCurrent] = useState('');
  const { phase, words, run } = useAsk(ask);
  const id = useId();
  const submit = async () => {
    if (current === '' || phase === 'busy') return;
    await run({ type: 'remove-passphrase', current });
    setCurrent('');
  };
  return (
    <form
      class="passphrase-form"
      data-form="remove"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <p>{word('passphrase_without')}</p>
      <PassphraseField
        name="current"
        label={word('passphrase_current')}
        value={current}
        write={setCurrent}
        disabled={phase === 'busy'}
        describedBy={id}
        wrong={phase === 'wrong'}
      />
      <p class="passphrase-words" id={id} role="status" data-outcome={phase}>
        {words}
      </p>
      <button
        type="submit"
        class="button"
        data-look="danger"
        data-action="remove-passphrase"
        disabled={current === '' || phase === 'busy'}
      >
        {word('passphrase_remove')}
      </button>
    </form>
  );
}
