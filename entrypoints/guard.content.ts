/** The key guard of every other frame in a messenger's tab: swallows keys while the panel's composer is in use. */
import * as v from 'valibot';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { ToSite } from '#channel/site.ts';
import { BackgroundClient } from '#sites/background-client.ts';
import { createKeyGuard } from '#sites/surface/key-guard.ts';

export default defineContentScript({
  registration: 'runtime',
  matches: [],
  runAt: 'document_start',
  // WXT would announce the script to the page by postMessage.
  noScriptStartedPostMessage: true,
  main() {
    // The top frame's own script guards it.
    if (window.top === window) return;
    const { signal } = new AbortController();
    const background = new BackgroundClient(chrome.runtime, signal);
    const guard = createKeyGuard({
      onFocusTaken: () => void background.tell({ type: 'trouble', trouble: 'focus-taken' }),
      onReleased: () => void background.tell({ type: 'guard-released' }),
      armedUntilTold: true,
      signal,
    });
    const obey = (armed: boolean): void => (armed ? guard.arm() : guard.disarm());
    void background.tell({ type: 'guard-armed' }).then((answer) => {
      obey(v.is(v.object({ armed: v.literal(true) }), answer));
    });
    chrome.runtime.onMessage.addListener((raw) => {
      const message = v.safeParse(ToSite, raw);
      if (!message.success || message.output.type !== 'guard') return;
      obey(message.output.armed);
    });
  },
});
