/** A field for a passphrase, with its label above. */
import { useId } from 'preact/hooks';

interface PassphraseFieldProps {
  readonly label: string;
  readonly name: string;
  /** A passphrase that is made up now, so that nothing is filled in. */
  readonly fresh: boolean;
  readonly value: string;
  readonly onText: (text: string) => void;
}

export function PassphraseField({ label, name, fresh, value, onText }: PassphraseFieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        type="password"
        value={value}
        autocomplete={fresh ? 'new-password' : 'off'}
        onInput={(event) => onText(event.currentTarget.value)}
      />
    </div>
  );
}
