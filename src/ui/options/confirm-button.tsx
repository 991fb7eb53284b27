/**
 * A button for what cannot be undone: it asks first, in words, and the keyboard lands on the way out.
 */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { word } from '#ui/words.ts';

interface ConfirmButtonProps {
  /** Stable name: `data-action` of the button; `confirm-…` of the one that does it. */
  readonly action: string;
  readonly words: string;
  /** Read out in place of the words, where they do not say enough by themselves. */
  readonly label?: string;
  /** What will happen. */
  readonly warning: string;
  readonly confirm: string;
  readonly disabled?: boolean;
  readonly onConfirm: () => void;
}

export function ConfirmButton(props: ConfirmButtonProps) {
  const { action, words, label, warning, confirm, disabled = false, onConfirm } = props;
  const [asked, setAsked] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const out = useRef<HTMLButtonElement>(null);
  const wasAsked = useRef(false);
  const id = useId();
  useEffect(() => {
    if (asked) out.current?.focus();
    else if (wasAsked.current) opener.current?.focus();
    wasAsked.current = asked;
  }, [asked]);

  if (!asked) {
    return (
      <button
        type="button"
        class="button"
        ref={opener}
        data-action={action}
        aria-label={label}
        disabled={disabled}
        onClick={() => setAsked(true)}
      >
        {words}
      </button>
    );
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setAsked(false);
  };
  return (
    <fieldset class="confirm" aria-labelledby={id} onKeyDown={onKeyDown}>
      <p id={id}>{warning}</p>
      <div class="choices">
        <button
          type="button"
          class="button"
          data-look="danger"
          data-action={`confirm-${action}`}
          onClick={() => {
            setAsked(false);
            onConfirm();
          }}
        >
          {confirm}
        </button>
        <button type="button" class="button" ref={out} data-action="keep" onClick={() => setAsked(false)}>
          {word('options_keep')}
        </button>
      </div>
    </fieldset>
  );
}
