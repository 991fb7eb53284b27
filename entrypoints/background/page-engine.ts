/** Puts the engine that reads pages into a tab whose script asked for it. It is no part of the registered scripts there. */
import browser from 'webextension-polyfill';

/** False where the browser lets no script in, or the tab is gone. */
export async function injectPageEngine(tab: number): Promise<boolean> {
  const target = { tabId: tab, frameIds: [0] };
  const injected = browser.scripting.executeScript({
    target,
    files: ['page-engine.js'],
    injectImmediately: true,
  });
  return injected.then(
    () => true,
    () => false,
  );
}
