/**
 * `popup.html`: the toolbar's popup, for the active tab; `?tab=N` names another one.
 * `popup.html?conversation=ID`: verification in a window of its own.
 * `popup.html?unlock`: the question for the passphrase in a window of its own.
 */
import browser from 'webextension-polyfill';
import '#ui/popup/popup.css';
import type { Attach } from '#ui/document-port.ts';
import { openPopup, openUnlock } from '#ui/popup/open-popup.tsx';

async function attachment(): Promise<Attach> {
  const asked = new URLSearchParams(location.search);
  const conversation = asked.get('conversation');
  if (conversation !== null) return { type: 'attach-conversation', conversation };
  const tab = asked.get('tab');
  return { type: 'attach-tab', tab: tab === null ? await activeTab() : Number(tab) };
}

async function activeTab(): Promise<number> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id ?? browser.tabs.TAB_ID_NONE;
}

const root = document.getElementById('root');
if (root === null) throw new Error('the document has no #root');
if (new URLSearchParams(location.search).has('unlock')) openUnlock(root);
else openPopup(root, await attachment());
