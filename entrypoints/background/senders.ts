/** Who speaks, as the browser says: nothing here is taken from a message. */
import browser, { type Runtime } from 'webextension-polyfill';
import type { DocumentPort } from '#conversations/documents.ts';
import type { SiteSender } from '#conversations/site-door.ts';

/** The content script of a messenger's tab; undefined for every other sender. */
export function siteSender({ id, tab, frameId, url = '' }: Runtime.MessageSender): SiteSender | undefined {
  const ours = url.startsWith(browser.runtime.getURL(''));
  if (id !== browser.runtime.id || tab?.id === undefined || ours) return undefined;
  if (frameId !== 0) return { tab: tab.id, origin: '', top: false };
  return /^https?:/.test(url) ? { tab: tab.id, origin: new URL(url).origin, top: true } : undefined;
}

/** Whether it is the options page, or the welcome page, at the top of a tab. */
export function isOptionsPage({ id, url = '', frameId }: Runtime.MessageSender): boolean {
  const page = url.split(/[?#]/, 1)[0];
  const ours = ['options.html', 'welcome.html'].some((name) => page === browser.runtime.getURL(name));
  return id === browser.runtime.id && frameId === 0 && ours;
}

/** A document of ours; `overPage` for one that a page has in a frame. Undefined for every other sender. */
export function documentSender({
  id,
  url = '',
  frameId = 0,
}: Runtime.MessageSender): { overPage: boolean } | undefined {
  const ours = id === browser.runtime.id && url.startsWith(browser.runtime.getURL(''));
  return ours ? { overPage: frameId !== 0 } : undefined;
}

/** The port of one of our documents; undefined for every other sender. */
export function documentPort(port: Runtime.Port): DocumentPort | undefined {
  const { id, url = '', tab, frameId } = port.sender ?? {};
  const page = (['panel', 'popup'] as const).find((name) => isOurs(url, name));
  if (id !== browser.runtime.id || page === undefined) return undefined;
  return {
    page,
    ...(tab?.id === undefined || frameId === undefined ? {} : { place: { tab: tab.id, frame: frameId } }),
    post: (message) => post(port, message),
  };
}

const isOurs = (url: string, page: 'panel' | 'popup'): boolean =>
  url.split(/[?#]/, 1)[0] === browser.runtime.getURL(`${page}.html`);

/** A document that closed meanwhile needs no message. */
function post(port: Runtime.Port, message: unknown): void {
  try {
    port.postMessage(message);
  } catch {
    // It attaches anew when it is still there.
  }
}
