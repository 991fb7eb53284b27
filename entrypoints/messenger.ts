/**
 * The content script of a messenger's top frame. Wiring only.
 *
 * Registered at run time, so WXT need not wrap it as a content script, which costs 1 kB. `chrome` is there in every browser, Firefox included, and answers with promises under manifest version 3.
 */
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import type { TaughtRecipe } from '#channel/site.ts';
import { BackgroundClient } from '#sites/background-client.ts';
import { chipWords, groupWords } from '#sites/chip-words.ts';
import { runMessengerTab } from '#sites/messenger-tab.ts';
import { chooseSite } from '#sites/site-choice.ts';

export default defineUnlistedScript({
  main() {
    const { signal } = new AbortController();
    const background = new BackgroundClient(chrome.runtime, signal);
    const take = chooseSite({
      sentence: () => chrome.i18n.getMessage('page_private_message'),
      taught: async () => {
        const { recipe } = (await background.tell({ type: 'recipe' })) as TaughtRecipe;
        return recipe ?? undefined;
      },
      run: (site, ended) =>
        runMessengerTab({
          site,
          background,
          panelUrl: (token) => `${chrome.runtime.getURL('panel.html')}#${token}`,
          words: (state, peer) => chipWords(chrome.i18n.getMessage, state, peer),
          groupWords: () => groupWords(chrome.i18n.getMessage),
          coverWords: (peer) => chrome.i18n.getMessage('cover_composer', [peer]),
          signal: ended,
        }),
      signal,
    });
    chrome.runtime.onMessage.addListener((message, sender, respond) => {
      const answer = sender.id === chrome.runtime.id ? take(message) : undefined;
      if (answer !== undefined) respond(answer);
    });
  },
});
