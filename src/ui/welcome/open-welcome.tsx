/** Joins the welcome page's view to the background and the browser's permissions. */
import { render } from 'preact';
import type { LockState } from '#channel/lock.ts';
import { askLock, followLock } from '#ui/lock-client.ts';
import { LockContext } from '#ui/lock-context.ts';
import { markWearer } from '#ui/mark/wear-mark.ts';
import { browserSites } from '#ui/sites/site-access.ts';
import { speakOurLanguage, word } from '#ui/words.ts';
import { Welcome } from './welcome.tsx';
import type { WelcomeActions } from './welcome-actions.ts';

/** Fills `root` for as long as the document lives. */
export function openWelcome(root: HTMLElement): void {
  const wear = markWearer(document.documentElement);
  const actions: WelcomeActions = { askLock, sites: browserSites, close: () => window.close() };
  const draw = (lock: LockState | undefined) =>
    render(
      <LockContext.Provider value={lock}>
        <Welcome actions={actions} />
      </LockContext.Provider>,
      root,
    );
  speakOurLanguage(document.documentElement);
  document.title = word('welcome_title');
  draw(undefined);
  followLock((lock) => {
    wear(lock.mark);
    draw(lock);
  });
}
