/** The passphrase, and when Sotto locks. */
import { useContext } from 'preact/hooks';
import { LockContext } from '#ui/lock-context.ts';
import { PassphraseSection } from '#ui/passphrase/passphrase-section.tsx';
import { word } from '#ui/words.ts';
import type { OptionsActions } from './options-actions.ts';
import { Section } from './section.tsx';

export function LockSection({ actions: { askLock } }: { readonly actions: OptionsActions }) {
  const lock = useContext(LockContext);
  return (
    <Section name="lock" heading={word('options_lock')} about={word('lock_about')} ready={lock !== undefined}>
      {lock?.hasPassphrase === false && <p>{word('passphrase_without')}</p>}
      <div class="card">
        <PassphraseSection ask={askLock} />
      </div>
    </Section>
  );
}
