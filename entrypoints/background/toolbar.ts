/** Paints the toolbar button of a tab: icon, title and badge say the same, in words too. */
import browser, { type Action } from 'webextension-polyfill';
import type { ToolbarFace } from '#conversations/tab-faces.ts';
import { drawPadlock } from '#ui/toolbar-icon.ts';
import { stateWords, word } from '#ui/words.ts';

const SIZES = [16, 32] as const;

export async function paintToolbar(tabId: number, face: ToolbarFace): Promise<void> {
  const { state, badge } = face;
  // The polyfill's type asks for an index signature that no ImageData has.
  const imageData = Object.fromEntries(
    SIZES.map((size) => [size, drawPadlock(state, size) as Action.ImageDataType]),
  );
  await Promise.all([
    browser.action.setIcon({ tabId, imageData }),
    browser.action.setTitle({ tabId, title: title(face) }),
    browser.action.setBadgeText({ tabId, text: badge }),
  ]).catch(() => undefined); // The tab was closed meanwhile.
}

function title({ state, name, asks }: ToolbarFace): string {
  if (name === undefined) return word('extensionName');
  const now = word('toolbar_title', stateWords(state, name), name);
  if (asks === undefined) return now;
  const asked = asks === 'question' ? word('check_asked_question', name) : word('check_asked_secret', name);
  return `${now}\n${asked}`;
}
