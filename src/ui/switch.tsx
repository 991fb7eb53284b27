/** A line of words with a switch at its end. */

interface SwitchProps {
  readonly words: string;
  /** As screen readers say it. */
  readonly label: string;
  /** Which one it is, for tests. */
  readonly scope: string;
  readonly on: boolean;
  readonly flip: (on: boolean) => void;
}

export function Switch({ words, label, scope, on, flip }: SwitchProps) {
  return (
    <label class="switch-line">
      <span>{words}</span>
      <input
        type="checkbox"
        role="switch"
        class="switch"
        data-scope={scope}
        aria-label={label}
        aria-checked={on}
        checked={on}
        onChange={(event) => flip(event.currentTarget.checked)}
      />
    </label>
  );
}
