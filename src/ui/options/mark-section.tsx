/** The user's mark. */
import { useContext } from 'preact/hooks';
import { LockContext } from '#ui/lock-context.ts';
import { MarkPicker } from '#ui/mark/mark-picker.tsx';
import { word } from '#ui/words.ts';
import type { OptionsActions } from './options-actions.ts';
import { Section } from './section.tsx';

export function MarkSection({ actions: { askLock } }: { readonly actions: OptionsActions }) {
  const lock = useContext(LockContext);
  return (
    <Section
      name="mark"
      heading={word('options_mark')}
      about={word('welcome_mark_why')}
      ready={lock !== undefined}
    >
      {lock && (
        <div class="card">
          <MarkPicker
            mark={lock.mark}
            choose={(mark) => void askLock({ type: 'set-mark', mark }).catch(() => undefined)}
          />
        </div>
      )}
    </Section>
  );
}
