/** The last line of the popup and its windows: the user’s mark, and locking. */
import { useContext } from 'preact/hooks';
import type { AskLock } from '#ui/lock-client.ts';
import { LockContext } from '#ui/lock-context.ts';
import { OwnMark } from '#ui/mark/mark-picture.tsx';
import { word } from '#ui/words.ts';

export function LockLine({ ask }: { readonly ask: AskLock }) {
  const state = useContext(LockContext);
  if (state === undefined) return null;
  const lockNow = () => void ask({ type: 'lock-now' }).catch(() => undefined);
  return (
    <footer class="foot foot-line">
      <OwnMark />
      {state.hasPassphrase && (
        <button type="button" class="button" data-look="quiet" data-action="lock-now" onClick={lockNow}>
          {word('action_lock_now')}
        </button>
      )}
    </footer>
  );
}
