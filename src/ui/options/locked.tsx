/** What stands in the place of every section while Sotto is locked. */
import { Glyph } from '#ui/glyph.tsx';
import type { AskLock } from '#ui/lock-client.ts';
import { Unlock } from '#ui/passphrase/unlock.tsx';
import { word } from '#ui/words.ts';

export function Locked({ ask }: { readonly ask: AskLock }) {
  return (
    <section class="section" data-section="locked" data-state="locked" aria-busy="false">
      <h1 class="locked-heading" data-tone="locked">
        <Glyph state="locked" />
        {word('state_locked')}
      </h1>
      <p class="about">{word('options_locked')}</p>
      <div class="card">
        <Unlock ask={ask} />
      </div>
    </section>
  );
}
