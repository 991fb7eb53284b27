/** A field to search in; what is typed counts at once. */
import { useId } from 'preact/hooks';

interface SearchFieldProps {
  readonly label: string;
  readonly onText: (text: string) => void;
}

export function SearchField({ label, onText }: SearchFieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="search"
        name="search"
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => onText(event.currentTarget.value)}
      />
    </div>
  );
}
