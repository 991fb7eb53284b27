/** A field for a passphrase, hidden until the user asks to see it. */
import type { Ref } from 'preact';
import { useId, useState } from 'preact/hooks';
import { MAX_PASSPHRASE } from '#channel/lock.ts';
import { word } from '#ui/words.ts';

interface PassphraseFieldProps {
  readonly name: 'current' | 'next' | 'again';
  readonly label: string;
  readonly value: string;
  readonly write: (value: string) => void;
  readonly disabled?: boolean;
  /** Ids of what describes it. */
  readonly describedBy?: string;
  readonly wrong?: boolean;
  readonly field?: Ref<HTMLInputElement>;
}

export function PassphraseField({
  name,
  label,
  value,
  write,
  disabled,
  describedBy,
  wrong,
  field,
}: PassphraseFieldProps) {
  const id = useId();
  const [shown, setShown] = useState(false);
  return (
    <div class="passphrase-field">
      <label for={id}>{label}</label>
      <div class="passphrase-line">
        <input
          id={id}
          ref={field ?? null}
          name={name}
          {...(shown ? { type: 'text' as const } : { type: 'password' as const })}
          dir="auto"
          autocomplete={name === 'current' ? 'current-password' : 'new-password'}
          autocapitalize="none"
          spellcheck={false}
          maxLength={MAX_PASSPHRASE}
          disabled={disabled}
          aria-invalid={wrong}
          aria-describedby={describedBy}
          value={value}
          onInput={(event) => write(event.currentTarget.value)}
        />
        <button
          type="button"
          class="button"
          data-action="show-passphrase"
          aria-pressed={shown}
          aria-label={word('passphrase_show_label', label)}
          onClick={() => setShown(!shown)}
        >
          {word(shown ? 'passphrase_hide' : 'passphrase_show')}
        </button>
      </div>
    </div>
  );
}
