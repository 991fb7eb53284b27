/** Paints the toolbar button of a tab: icon, title and badge say the same, in words too. */
import browser, { type Action } from 'webextension-polyfill';
import type { PadlockState } from '#channel/conversation.ts';
import type { ToolbarFace } from '#conversations/tab-faces.ts';
import { drawPadlock } from '#ui/toolbar-icon.ts';
import { stateWords, word } from '#ui/words.ts';

const SIZES = [16, 32] as const;

export async function paintToolbar(tabId: number, { state, name, badge }: ToolbarFace): Promise<void> {
  // The polyfill's type asks for an index signature that no ImageData has.
  const imageData = Object.fromEntries(
    SIZES.map((size) => [size, drawPadlock(state, size) as Action.ImageDataType]),
  );
  await Promise.all([
    browser.action.setIcon({ tabId, imageData }),
    browser.action.setTitle({ tabId, title: title(state, name) }),
    browser.action.setBadgeText({ tabId, text: badge }),
  ]).catch(() => undefined); // The tab was closed meanwhile.
}

function title(state: PadlockState, name: string | undefined): string {
  return name === undefined ? word('extensionName') : word('toolbar_title', stateWords(state, name), name);
}
