/** The popup, and a window of its own, while Sotto is locked. */
import { Glyph } from '#ui/glyph.tsx';
import type { AskLock } from '#ui/lock-client.ts';
import { OwnMark } from '#ui/mark/mark-picture.tsx';
import { Unlock } from '#ui/passphrase/unlock.tsx';
import { word } from '#ui/words.ts';

interface LockedProps {
  readonly ask: AskLock;
  readonly unlocked?: () => void;
}

export function Locked({ ask, unlocked }: LockedProps) {
  return (
    <main class="popup" data-state="locked">
      <header class="state-line" data-tone="locked">
        <span class="round">
          <Glyph state="locked" />
        </span>
        <div class="state-line-words">
          <h1>{word('extensionName')}</h1>
          <p class="state-words" role="status">
            {word('state_locked')}
          </p>
        </div>
        <p class="meaning">{word('popup_locked')}</p>
      </header>
      <Unlock ask={ask} {...(unlocked && { unlocked })} />
      <footer class="foot">
        <OwnMark />
      </footer>
    </main>
  );
}
