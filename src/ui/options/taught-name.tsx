/** The user's own name for a site, changed in place. */
import { useId, useState } from 'preact/hooks';
import { word } from '#ui/words.ts';

interface TaughtNameProps {
  readonly name: string;
  readonly onName: (name: string) => void;
}

export function TaughtName({ name, onName }: TaughtNameProps) {
  const [typed, setTyped] = useState(name);
  const id = useId();
  const next = typed.trim();
  const changed = next !== '' && next !== name;
  const submit = (event: Event) => {
    event.preventDefault();
    if (changed) onName(next);
  };
  return (
    <form class="field" onSubmit={submit}>
      <label for={id}>{word('taught_name')}</label>
      <div class="field-line">
        <input
          id={id}
          name="taught-name"
          value={typed}
          maxLength={100}
          autocomplete="off"
          dir="auto"
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button type="submit" class="button" data-action="rename-taught" disabled={!changed}>
          {word('taught_rename')}
        </button>
      </div>
    </form>
  );
}
