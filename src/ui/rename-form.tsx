/** The user's own name for a contact: changed in place, in the popup and in the options. */
import { useId, useState } from 'preact/hooks';
import { MAX_CONTACT_NAME } from '#channel/conversation.ts';
import { word } from '#ui/words.ts';

interface RenameFormProps {
  /** The address, in the field's label. */
  readonly peer: string;
  /** The user's own name; empty when there is none. */
  readonly name: string;
  readonly onName: (name: string) => void;
}

export function RenameForm({ peer, name, onName }: RenameFormProps) {
  const [typed, setTyped] = useState(name);
  const id = useId();
  const changed = typed.trim() !== name;
  const submit = (event: Event) => {
    event.preventDefault();
    if (changed) onName(typed.trim());
  };
  return (
    <form class="field rename" onSubmit={submit}>
      <label for={id}>{word('contact_name_label', peer)}</label>
      <div class="field-line">
        <input
          id={id}
          name="contact-name"
          value={typed}
          maxLength={MAX_CONTACT_NAME}
          autocomplete="off"
          dir="auto"
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button type="submit" class="button" data-action="save-name" disabled={!changed}>
          {word('contact_name_save')}
        </button>
      </div>
      <p class="small">{word('contact_name_about')}</p>
    </form>
  );
}
