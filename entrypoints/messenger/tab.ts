/** What every messenger's top frame has from its beginning: the line to the background, the key guard, and the words. Wiring only. */
import type { TaughtRecipe } from '#channel/site.ts';
import { BackgroundClient } from '#sites/background-client.ts';
import { chipWords, groupWords } from '#sites/chip-words.ts';
import { runMessengerTab } from '#sites/messenger-tab.ts';
import type { RunTab, Take } from '#sites/site-switch.ts';
import { createTabGuard } from '#sites/surface/tab-guard.ts';

/** `chrome` is there in every browser, Firefox included, and answers with promises under manifest version 3. */
export function startTab() {
  const { signal } = new AbortController();
  const background = new BackgroundClient(chrome.runtime, signal);
  const guard = createTabGuard({
    onFocusTaken: () => void background.tell({ type: 'trouble', trouble: 'focus-taken' }),
    onReleased: () => void background.tell({ type: 'guard-released' }),
    signal,
  });
  const run: RunTab = (site, ended) =>
    runMessengerTab({
      site,
      background,
      guard,
      panelUrl: (token) => `${chrome.runtime.getURL('panel.html')}#${token}`,
      words: (state, peer) => chipWords(chrome.i18n.getMessage, state, peer),
      groupWords: () => groupWords(chrome.i18n.getMessage),
      coverWords: (peer) => chrome.i18n.getMessage('cover_composer', [peer]),
      signal: ended,
    });
  const taught = async () => {
    const { recipe } = (await background.tell({ type: 'recipe' })) as TaughtRecipe;
    return recipe ?? undefined;
  };
  return { background, run, taught, signal };
}

/** `take`: what is done with a message from the background; undefined where there is no answer. */
export function hearBackground(take: Take): void {
  chrome.runtime.onMessage.addListener((message, sender, respond) => {
    const answer = sender.id === chrome.runtime.id ? take(message) : undefined;
    if (answer !== undefined) respond(answer);
  });
}
