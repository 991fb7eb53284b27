/** Runs in `popup.html` before its modules have come. Wiring only. */
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { type AttachedPort, attachEarly } from '#ui/popup/early-port.ts';

declare global {
  /** Undefined in the window that asks for the passphrase. */
  var sottoPort: Promise<AttachedPort> | undefined;
}

export default defineUnlistedScript({
  main() {
    const asked = new URLSearchParams(location.search);
    if (!asked.has('unlock')) globalThis.sottoPort = attachEarly(chrome, asked);
    // Browsers read our words from disk at the first: better now than when the modules wait to show something.
    chrome.i18n.getMessage('extensionName');
  },
});
