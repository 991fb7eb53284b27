/** After how long without anybody at the keyboard Sotto locks by itself. */
import { useId } from 'preact/hooks';
import type { LockState } from '#channel/lock.ts';
import type { AskLock } from '#ui/lock-client.ts';
import { word } from '#ui/words.ts';

const CHOICES = [1, 5, 15, 30, 60, 240];

export function LockAfter({ state, ask }: { readonly state: LockState; readonly ask: AskLock }) {
  const id = useId();
  const minutes = state.lockAfterMinutes;
  const choices = minutes === null || CHOICES.includes(minutes) ? CHOICES : [...CHOICES, minutes];
  const choose = (value: string) =>
    void ask({ type: 'set-lock-after', minutes: value === '' ? null : Number(value) }).catch(() => undefined);
  return (
    <p class="lock-after">
      <label for={id}>{word('lock_after')}</label>
      <select
        id={id}
        name="lock-after"
        value={minutes === null ? '' : String(minutes)}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <option value="">{word('lock_after_never')}</option>
        {choices.map((choice) => (
          <option key={choice} value={String(choice)}>
            {word(choice === 1 ? 'lock_after_minute' : 'lock_after_minutes', choice.toLocaleString())}
          </option>
        ))}
      </select>
    </p>
  );
}
