/**
 * What a messenger's tab shows of its open conversation: the toolbar (the truth) and the chip in the page.
 */
import type { Address, PadlockState } from '#channel/conversation.ts';
import type { ChatState, ToSite } from '#channel/site.ts';
import type { ContactNames } from './contact-names.ts';
import { type ConversationRecord, isUndecided, padlockState, panelMode } from './conversation-record.ts';
import type { SessionLock } from './session-lock.ts';
import { addressKey, type SessionStore } from './session-store.ts';
import type { MessengerTab, Tabs } from './tabs.ts';

/** The toolbar button of one tab. */
export interface ToolbarFace {
  readonly state: PadlockState;
  /** The contact as the user knows them; absent when there is no chat. */
  readonly name?: string;
  /** At most 4 characters: the number of unread messages, "!" when a decision waits, or nothing. */
  readonly badge: string;
}

export interface TabFacesOptions {
  readonly store: SessionStore;
  readonly tabs: Tabs;
  readonly names: ContactNames;
  readonly lock: Pick<SessionLock, 'locked' | 'panelOf'>;
  toSite(tab: number, message: ToSite): Promise<unknown>;
  paintToolbar(tab: number, face: ToolbarFace): Promise<void>;
}

export class TabFaces {
  readonly #options: TabFacesOptions;

  constructor(options: TabFacesOptions) {
    this.#options = options;
  }

  chatState(tab: number): ChatState {
    const known = this.#options.tabs.get(tab);
    const chat = known?.chat;
    if (known !== undefined && this.#options.lock.locked()) return this.#lockedState(known);
    const record = chat && this.#options.store.find(chat);
    if (chat === undefined) return { chat: null, state: 'plain', panel: 'closed' };
    const { origin: _, ...peer } = chat;
    return record === undefined
      ? { chat: peer, state: 'plain', panel: 'closed' }
      : { chat: peer, state: padlockState(record), panel: panelMode(record) };
  }

  /** The panel goes on covering what it covered, unless the user did otherwise since. */
  #lockedState({ chat, whileLocked }: MessengerTab): ChatState {
    if (chat === undefined) return { chat: null, state: 'locked', panel: 'closed' };
    const { origin: _, ...peer } = chat;
    const wished = whileLocked && sameChat(whileLocked.chat, chat) ? whileLocked.panel : undefined;
    return { chat: peer, state: 'locked', panel: wished ?? this.#options.lock.panelOf(chat) ?? 'closed' };
  }

  /** Repaints one tab, toolbar and page. */
  async refresh(tab: number): Promise<void> {
    await Promise.all([this.paint(tab), this.#tell(tab)]);
  }

  async refreshAll(): Promise<void> {
    await Promise.all(this.#options.tabs.all().map(({ id }) => this.refresh(id)));
  }

  /** Repaints the tabs in which this conversation is open, and those whose badge counts it. */
  async changed(record: ConversationRecord): Promise<void> {
    const { origin, service, account, peer } = record.address;
    const tabs = this.#options.tabs.all().filter((tab) => tab.origin === origin);
    const open = tabs.filter(
      ({ chat }) => chat?.service === service && chat.account === account && chat.peer === peer,
    );
    await Promise.all([...tabs.map(({ id }) => this.paint(id)), ...open.map(({ id }) => this.#tell(id))]);
  }

  /** Repaints the tabs in which the chat with this contact is open. */
  async contactChanged({ origin, service, account, peer }: Address): Promise<void> {
    const open = this.#options.tabs
      .all()
      .filter(({ chat }) => chat?.origin === origin && chat.service === service)
      .filter(({ chat }) => chat?.account === account && chat.peer === peer);
    await Promise.all(open.map(({ id }) => this.paint(id)));
  }

  async paint(tab: number): Promise<void> {
    if (this.#options.lock.locked()) return this.#options.paintToolbar(tab, { state: 'locked', badge: '' });
    const known = this.#options.tabs.get(tab);
    if (known?.chat !== undefined) await this.#options.names.learn(known.chat);
    const record = known?.chat && this.#options.store.find(known.chat);
    const name = known?.chat && this.#options.names.of(known.chat);
    await this.#options.paintToolbar(tab, {
      state: record === undefined ? 'plain' : padlockState(record),
      ...(name === undefined ? {} : { name }),
      badge: this.#badge(tab, record),
    });
  }

  #badge(tab: number, record: ConversationRecord | undefined): string {
    if (record !== undefined && isUndecided(record)) return '!';
    const known = this.#options.tabs.get(tab);
    const unread = this.#options.store
      .records()
      .filter(({ address }) => address.origin === known?.origin && address.account === known.account?.account)
      .reduce((sum, one) => sum + one.unread, 0);
    if (unread === 0) return '';
    return unread > 99 ? '99+' : String(unread);
  }

  /** The content script may be gone: it asks again when it is there. */
  async #tell(tab: number): Promise<void> {
    await this.#options
      .toSite(tab, { type: 'chat-state', state: this.chatState(tab) })
      .catch(() => undefined);
  }
}

const sameChat = (a: Address, b: Address): boolean => addressKey(a) === addressKey(b);
