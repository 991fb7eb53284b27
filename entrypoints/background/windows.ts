/** Windows of our own: no page can reach them. */
import browser from 'webextension-polyfill';
import type { Settings } from '#vault/settings.ts';

const VIEWS = {
  chat: { page: 'panel.html', width: 520, height: 720 },
  verify: { page: 'popup.html', width: 400, height: 720 },
} as const;

/** Opens the conversation, or its verification. The id in the address is random and names nobody. */
export async function openWindow(conversation: string, view: 'chat' | 'verify'): Promise<void> {
  const { page, width, height } = VIEWS[view];
  const url = browser.runtime.getURL(`${page}?conversation=${conversation}`);
  await browser.windows.create({ type: 'popup', url, width, height });
}

/** The question for the passphrase, where no page can reach it. */
export async function openUnlock(): Promise<void> {
  const { page, width } = VIEWS.verify;
  await browser.windows.create({
    type: 'popup',
    url: browser.runtime.getURL(`${page}?unlock`),
    width,
    height: 420,
  });
}

/** Once: a browser may call an update an installation. */
export async function openWelcome(settings: Settings): Promise<void> {
  if (await settings.get('welcomeDone')) return;
  await settings.set('welcomeDone', true);
  await browser.tabs.create({ url: browser.runtime.getURL('welcome.html') });
}
