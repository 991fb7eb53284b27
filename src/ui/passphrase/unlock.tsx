/** The question for the passphrase. Only in documents that no page can reach. */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { AskLock } from '#ui/lock-client.ts';
import { word } from '#ui/words.ts';
import { PassphraseField } from './passphrase-field.tsx';
import { useAsk } from './use-ask.ts';

interface UnlockProps {
  readonly ask: AskLock;
  readonly unlocked?: () => void;
}

export function Unlock({ ask, unlocked }: UnlockProps) {
  const [passphrase, setPassphrase] = useState('');
  const { phase, words, run } = useAsk(ask);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  // The document was opened for this field; after a wrong passphrase the next one is typed there.
  useEffect(() => {
    if (phase !== 'busy') field.current?.focus();
  }, [phase]);
  const submit = async () => {
    if (passphrase === '' || phase === 'busy') return;
    const done = await run({ type: 'unlock', passphrase });
    setPassphrase('');
    if (done) unlocked?.();
  };
  return (
    <form
      class="passphrase-form"
      data-form="unlock"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <PassphraseField
        name="current"
        label={word('passphrase_label')}
        value={passphrase}
        write={setPassphrase}
        disabled={phase === 'busy'}
        describedBy={id}
        wrong={phase === 'wrong'}
        field={field}
      />
      <p class="passphrase-words" id={id} role="status" data-outcome={phase}>
        {words}
      </p>
      <button
        type="submit"
        class="button"
        data-look="primary"
        data-action="unlock"
        disabled={passphrase === '' || phase === 'busy'}
      >
        {word('action_unlock')}
      </button>
    </form>
  );
}
