/** All about the passphrase, for the welcome page and the options: set; or lock now, lock by itself, change, remove. */
import { useContext } from 'preact/hooks';
import type { AskLock } from '#ui/lock-client.ts';
import { LockContext } from '#ui/lock-context.ts';
import { word } from '#ui/words.ts';
import { LockAfter } from './lock-after.tsx';
import { NewPassphrase } from './new-passphrase.tsx';
import { RemovePassphrase } from './remove-passphrase.tsx';
import { Unlock } from './unlock.tsx';

export function PassphraseSection({ ask }: { readonly ask: AskLock }) {
  const state = useContext(LockContext);
  if (state === undefined) return null;
  if (state.locked) return <Unlock ask={ask} />;
  if (!state.hasPassphrase) return <NewPassphrase key="set" ask={ask} purpose="set" />;
  const lockNow = () => void ask({ type: 'lock-now' }).catch(() => undefined);
  return (
    <div class="passphrase-section">
      <p role="status" data-passphrase="set">
        {word('passphrase_is_set')}
      </p>
      <LockAfter state={state} ask={ask} />
      <button type="button" class="button" data-action="lock-now" onClick={lockNow}>
        {word('action_lock_now')}
      </button>
      <details class="passphrase-more">
        <summary>{word('passphrase_change')}</summary>
        <NewPassphrase key="change" ask={ask} purpose="change" />
      </details>
      <details class="passphrase-more">
        <summary>{word('passphrase_remove')}</summary>
        <RemovePassphrase ask={ask} />
      </details>
    </div>
  );
}
