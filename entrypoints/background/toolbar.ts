/** Paints the toolbar button of a tab: icon, title and badge say the same, in words too. */
import browser, { type Action } from 'webextension-polyfill';
import type { PadlockState } from '#channel/conversation.ts';
import type { ToolbarFace } from '#conversations/tab-faces.ts';
import { drawPadlock } from '#ui/toolbar-icon.ts';
import { stateWords, word } from '#ui/words.ts';

const SIZES = [16, 32] as const;
const OWN_ICON = { 16: '/icon/16.png', 32: '/icon/32.png' };

export async function paintToolbar(tabId: number, face: ToolbarFace): Promise<void> {
  const { state, badge } = face;
  const imageData = padlock(state);
  await Promise.all([
    browser.action.setIcon({ tabId, imageData }),
    browser.action.setTitle({ tabId, title: title(face) }),
    browser.action.setBadgeText({ tabId, text: badge }),
  ]).catch(() => undefined); // The tab was closed meanwhile.
}

/** The button of all tabs that were not painted for themselves. */
export async function paintAllToolbars(locked: boolean): Promise<void> {
  const icon = locked ? { imageData: padlock('locked') } : { path: OWN_ICON };
  await Promise.all([
    browser.action.setIcon(icon),
    browser.action.setTitle({ title: word(locked ? 'toolbar_locked' : 'extensionName') }),
  ]);
}

// The polyfill's type asks for an index signature that no ImageData has.
const padlock = (state: PadlockState): Record<string, Action.ImageDataType> =>
  Object.fromEntries(SIZES.map((size) => [size, drawPadlock(state, size) as Action.ImageDataType]));

function title({ state, name, asks }: ToolbarFace): string {
  if (state === 'locked') return word('toolbar_locked');
  if (name === undefined) return word('extensionName');
  const now = word('toolbar_title', stateWords(state, name), name);
  if (asks === undefined) return now;
  const asked = asks === 'question' ? word('check_asked_question', name) : word('check_asked_secret', name);
  return `${now}\n${asked}`;
}
