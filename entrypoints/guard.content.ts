/** The key guard of every other frame in a messenger's tab: swallows keys while the panel's composer is in use. */
import * as v from 'valibot';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { ToSite } from '#channel/site.ts';
import { createKeyGuard } from '#sites/surface/key-guard.ts';

export default defineContentScript({
  registration: 'runtime',
  matches: [],
  runAt: 'document_start',
  main() {
    // The top frame's own script guards it.
    if (window.top === window) return;
    const { signal } = new AbortController();
    const guard = createKeyGuard({
      // Without an answer the keys are swallowed all the same.
      onFocusTaken: () => {
        chrome.runtime.sendMessage({ type: 'trouble', trouble: 'focus-taken' }).catch(() => undefined);
      },
      signal,
    });
    chrome.runtime.onMessage.addListener((raw) => {
      const message = v.safeParse(ToSite, raw);
      if (!message.success || message.output.type !== 'guard') return;
      if (message.output.armed) guard.arm();
      else guard.disarm();
    });
  },
});
