/** The wire hook in the page's own world, before the page's scripts run. Wiring only. */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { installWireHook } from '#sites/xmpp/wire/hook.ts';

export default defineContentScript({
  registration: 'runtime',
  matches: [],
  runAt: 'document_start',
  // WXT would announce the script to the page by postMessage.
  noScriptStartedPostMessage: true,
  world: 'MAIN',
  main() {
    installWireHook(window);
  },
});
