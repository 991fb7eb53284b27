/**
 * What a messenger's tab shows of its open conversation: the toolbar (the truth) and the chip in the page.
 */
import type { Address, PadlockState } from '#channel/conversation.ts';
import type { ChatState, ToSite } from '#channel/site.ts';
import type { ContactNames } from './contact-names.ts';
import {
  type ConversationRecord,
  isUndecided,
  mustBePrivate,
  padlockState,
  panelMode,
} from './conversation-record.ts';
import type { PolicyDesk } from './policy-desk.ts';
import type { SessionLock } from './session-lock.ts';
import { type SessionStore, sameAddress } from './session-store.ts';
import type { MessengerTab, Tabs } from './tabs.ts';

/** The toolbar button of one tab. */
export interface ToolbarFace {
  readonly state: PadlockState;
  /** What the contact wants to know, as long as they wait for it. */
  readonly asks?: 'question' | 'secret';
  /** The contact as the user knows them; absent when there is no chat. */
  readonly name?: string;
  /** At most 4 characters: the number of unread messages, "!" when a decision or the contact waits, or nothing. */
  readonly badge: string;
}

export interface TabFacesOptions {
  readonly store: SessionStore;
  readonly tabs: Tabs;
  readonly names: Pick<ContactNames, 'learn' | 'of'>;
  readonly lock: Pick<SessionLock, 'locked' | 'panelOf'>;
  readonly policies: Pick<PolicyDesk, 'isRequired'>;
  toSite(tab: number, message: ToSite): Promise<unknown>;
  paintToolbar(tab: number, face: ToolbarFace): Promise<void>;
}

const NOTHING = { state: 'plain', panel: 'closed', coverComposer: false } as const;

export class TabFaces {
  readonly #options: TabFacesOptions;

  constructor(options: TabFacesOptions) {
    this.#options = options;
  }

  async chatState(tab: number): Promise<ChatState> {
    const known = this.#options.tabs.get(tab);
    if (known !== undefined && this.#options.lock.locked()) return this.#lockedState(known);
    const chat = known?.chat;
    const record = chat && this.#options.store.find(chat);
    if (chat === undefined) return { chat: null, ...NOTHING };
    const { origin: _, ...peer } = chat;
    return record === undefined
      ? { chat: peer, ...NOTHING }
      : {
          chat: peer,
          state: padlockState(record),
          panel: panelMode(record),
          coverComposer: mustBePrivate(record),
        };
  }

  /** The panel goes on covering what it covered, and what must be private, unless the user did otherwise since. */
  async #lockedState({ chat, whileLocked }: MessengerTab): Promise<ChatState> {
    if (chat === undefined) return { chat: null, ...NOTHING, state: 'locked' };
    const { origin: _, ...peer } = chat;
    const [covers, coverComposer] = await Promise.all([
      this.lockedPanel(chat),
      this.#options.policies.isRequired(chat),
    ]);
    const wished = whileLocked && sameAddress(whileLocked.chat, chat) ? whileLocked.panel : undefined;
    return { chat: peer, state: 'locked', panel: wished ?? covers, coverComposer };
  }

  /** How the panel stands over a chat while Sotto is locked, as long as the user does not change it. */
  async lockedPanel(chat: Address): Promise<'closed' | 'bar' | 'open'> {
    const { lock, policies } = this.#options;
    const panel = lock.panelOf(chat) ?? 'closed';
    return panel === 'closed' && (await policies.isRequired(chat)) ? 'open' : panel;
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
      ...asks(record),
      badge: this.#badge(tab, record),
    });
  }

  #badge(tab: number, record: ConversationRecord | undefined): string {
    if (record !== undefined && waitsForUser(record)) return '!';
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
    const state = await this.chatState(tab);
    await this.#options.toSite(tab, { type: 'chat-state', state }).catch(() => undefined);
  }
}

const waitsForUser = (record: ConversationRecord): boolean =>
  record.smp?.stage === 'asked' || isUndecided(record);

function asks(record: ConversationRecord | undefined): Pick<ToolbarFace, 'asks'> {
  if (record?.smp?.stage !== 'asked') return {};
  return { asks: record.smp.question === undefined ? 'secret' : 'question' };
}
