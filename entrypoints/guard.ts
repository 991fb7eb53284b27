/**
 * The key guard of every other frame in a messenger's tab: swallows keys while the panel's composer is in use.
 *
 * It is in every frame, so it is as small as can be: what WXT wraps round a content script is half as much again.
 */
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { guardAnswer, guardOrder } from '#channel/guard.ts';
import { BackgroundClient } from '#sites/background-client.ts';
import { createKeyGuard } from '#sites/surface/key-guard.ts';

export default defineUnlistedScript({
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
    void background.tell({ type: 'guard-armed' }).then((answer) => obey(guardAnswer(answer)));
    chrome.runtime.onMessage.addListener((raw) => {
      const armed = guardOrder(raw);
      if (armed !== undefined) obey(armed);
    });
  },
});
