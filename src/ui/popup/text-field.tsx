/** One line to type into, with its label. What is typed here is for no spelling service and no list of suggestions. */
import { useId } from 'preact/hooks';
import { MAX_ANSWER } from '#channel/document.ts';

interface TextFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly hint?: string;
}

export function TextField({ name, label, value, change, hint }: TextFieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        name={name}
        dir="auto"
        maxLength={MAX_ANSWER}
        autocomplete="off"
        autocorrect="off"
        autocapitalize="off"
        spellcheck={false}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        value={value}
        onInput={(event) => change(event.currentTarget.value)}
      />
      {hint !== undefined && (
        <p class="small" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
