/** The wizard that learns where a chat is; put into a tab when the user asked for it. Wiring only. */
import * as v from 'valibot';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { BackgroundClient } from '#sites/background-client.ts';
import { startWizard } from '#sites/teach/wizard.ts';

declare global {
  /** The wizard that is in this page, seen by our own scripts alone. */
  var sottoWizard: AbortController | undefined;
}

export default defineContentScript({
  registration: 'runtime',
  matches: [],
  // WXT would announce the script to the page by postMessage.
  noScriptStartedPostMessage: true,
  main() {
    globalThis.sottoWizard?.abort();
    const end = new AbortController();
    globalThis.sottoWizard = end;
    const background = new BackgroundClient(chrome.runtime, end.signal);
    startWizard({
      words: chrome.i18n.getMessage,
      direction: chrome.i18n.getMessage('language_direction'),
      keep: async (recipe) =>
        v.is(v.object({ saved: v.literal(true) }), await background.tell({ type: 'taught', recipe })),
      ended: () => end.abort(),
      signal: end.signal,
    });
  },
});
