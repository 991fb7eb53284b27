/**
 * The background worker: service worker in Chromium, event page in Firefox. Wiring only.
 *
 * Listeners are registered at once, as both browsers ask; what they do waits until the session was read.
 */
import browser, { type Runtime } from 'webextension-polyfill';
import { defineBackground } from 'wxt/utils/define-background';
import { DOCUMENT_PORT } from '#channel/document.ts';
import { isForOptions } from '#channel/options.ts';
import { lockCommand } from '#conversations/lock-door.ts';
import { Vault } from '#vault/vault.ts';
import { documentPort, documentSender, isOptionsPage, siteSender } from './senders.ts';
import { startSession } from './session.ts';
import { registerSiteScripts, reloadPagesLeftOut } from './site-scripts.ts';
import { openWelcome } from './windows.ts';

const TICK = 'tick';

// Not a module: the chunks it would share with the pages would be loaded anew at each of the worker's many starts.
export default defineBackground({
  main() {
    const vault = new Vault('sotto', { session: browser.storage.session });
    const session = startSession(vault);

    browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
      // A native promise: the browser takes nothing else for an answer that comes later.
      if (isOptionsPage(sender) && isForOptions(message))
        return (async () => (await session).options.receive(message))();
      const document = documentSender(sender);
      const command = document && lockCommand(message);
      if (document && command) {
        return (async () => (await session).lockDoor.receive(command, document.overPage))();
      }
      const from = siteSender(sender);
      if (from === undefined) return undefined;
      return (async () => (await session).fromSite(message, from))();
    });

    browser.runtime.onConnect.addListener((port) => {
      if (port.name !== DOCUMENT_PORT) return;
      const document = documentPort(port);
      if (document === undefined) return port.disconnect();
      port.onMessage.addListener(async (message) => (await session).documents.receive(document, message));
      port.onDisconnect.addListener(async () => (await session).documents.closed(document));
    });

    browser.idle.onStateChanged.addListener(async (state) => (await session).idle(state));
    browser.tabs.onRemoved.addListener(async (tab) => (await session).tabGone(tab));
    browser.alarms.onAlarm.addListener(async ({ name }) => {
      if (name === TICK) await (await session).tick();
    });

    const register = (): Promise<void> => registerSiteScripts(vault.taughtSites);
    browser.runtime.onInstalled.addListener(async ({ reason }) => {
      await register();
      if (reason === 'install') await openWelcome(vault.settings);
    });
    browser.runtime.onStartup.addListener(async () => {
      await register();
      await reloadPagesLeftOut();
    });
    browser.permissions.onRemoved.addListener(async () => {
      await register();
      await (await session).sitesLost();
    });
    browser.permissions.onAdded.addListener(async ({ origins }) => {
      await register();
      await reloadPagesLeftOut(origins ?? []);
    });
  },
});
