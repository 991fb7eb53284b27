/** Puts the wizard into a tab. It is no part of the registered scripts: pages that nobody teaches pay nothing for it. */
import browser from 'webextension-polyfill';

/** Rejects where the browser lets no script in. */
export async function injectWizard(tab: number): Promise<void> {
  await browser.scripting.executeScript({ target: { tabId: tab }, files: ['content-scripts/teach.js'] });
}

/** The tabs that show the origin, the one that was looked at last first. */
export async function tabsOf(origin: string): Promise<number[]> {
  const tabs = await browser.tabs.query({ url: `${origin.replace(/:\d+$/, '')}/*` });
  const here = tabs.filter(({ url = '' }) => URL.canParse(url) && new URL(url).origin === origin);
  here.sort((one, other) => (other.lastAccessed ?? 0) - (one.lastAccessed ?? 0));
  return here.flatMap(({ id }) => id ?? []);
}

export async function showTab(tab: number): Promise<void> {
  const { windowId } = await browser.tabs.update(tab, { active: true });
  if (windowId !== undefined) await browser.windows.update(windowId, { focused: true });
}
