/** Takes the panel away from over the chat of a tab, where nothing private is lost by it. */
import { mustBePrivate, padlockState, panelMode } from './conversation-record.ts';
import type { Conversations } from './conversations.ts';
import type { SessionStore } from './session-store.ts';
import type { Tabs } from './tabs.ts';

interface Rooms {
  readonly tabs: Tabs;
  readonly store: SessionStore;
  readonly conversations: Conversations;
}

/** False when the panel must stay: the chat is private, is being made so, or has to be. */
export async function uncover({ tabs, store, conversations }: Rooms, tab: number): Promise<boolean> {
  const chat = tabs.get(tab)?.chat;
  const record = chat && store.find(chat);
  if (record === undefined) return true;
  if (padlockState(record) !== 'plain' || mustBePrivate(record)) return false;
  if (panelMode(record) !== 'closed') await conversations.panel(record.id, 'closed');
  return true;
}
