/**
 * The door for messenger tabs: each message is validated, its sender is taken from the browser, never from the message.
 *
 * An answer means: on record. A message that is not of the contract is answered with an error and changes nothing.
 */
import * as v from 'valibot';
import type { Address } from '#channel/conversation.ts';
import { type ChatState, FromSite } from '#channel/site.ts';
import type { Conversations } from './conversations.ts';
import type { Courier } from './courier.ts';
import type { Documents } from './documents.ts';
import type { PolicyDesk } from './policy-desk.ts';
import type { SessionStore } from './session-store.ts';
import type { TabFaces } from './tab-faces.ts';
import type { Tabs } from './tabs.ts';

/** Who sent it, as the browser says. */
export interface SiteSender {
  readonly tab: number;
  /** The origin of the tab's page; empty for a frame within it. */
  readonly origin: string;
  /** Frames within the page have a key guard only. */
  readonly top: boolean;
}

export interface SiteDoorOptions {
  readonly store: SessionStore;
  readonly tabs: Tabs;
  readonly conversations: Conversations;
  readonly courier: Courier;
  readonly documents: Documents;
  readonly faces: TabFaces;
  readonly policies: PolicyDesk;
  newToken(): string;
}

/** What the key guards of frames within the page may say. */
const FROM_ANY_FRAME: ReadonlySet<FromSite['type']> = new Set(['trouble', 'guard-released', 'guard-armed']);

export class SiteDoor {
  readonly #options: SiteDoorOptions;

  constructor(options: SiteDoorOptions) {
    this.#options = options;
  }

  /** Resolves with the answer; rejects with an error that carries nothing of the message. */
  async receive(raw: unknown, sender: SiteSender): Promise<unknown> {
    const parsed = v.safeParse(FromSite, raw);
    if (!parsed.success || !(sender.top || FROM_ANY_FRAME.has(parsed.output.type))) return { refused: true };
    return this.#take(parsed.output, sender);
  }

  async #take(message: FromSite, sender: SiteSender): Promise<unknown> {
    const { conversations, documents } = this.#options;
    switch (message.type) {
      case 'account':
        return this.#account(message, sender);
      case 'chat':
        return this.#chat(message.chat, sender);
      case 'received':
        return this.#received(message, sender);
      case 'held':
        await conversations.held(addressOf(message, sender), message.id, message.text);
        return { ok: true };
      case 'too-long':
        await conversations.tooLong(addressOf(message, sender), message.id);
        return { ok: true };
      case 'delivered':
        return this.#settle(message.id, 'sent', sender);
      case 'undelivered':
        return this.#settle(message.id, 'failed', sender);
      case 'open':
        await conversations.open(addressOf(message, sender));
        return { ok: true };
      case 'panel-token':
        return this.#panelToken(sender);
      case 'trouble':
        documents.trouble(sender.tab, message.trouble);
        return { ok: true };
      case 'guard-released':
        await documents.guard(sender.tab, false);
        return { ok: true };
      case 'guard-armed':
        return { armed: documents.isGuarded(sender.tab) };
    }
  }

  async #account(
    message: Extract<FromSite, { type: 'account' }>,
    { tab, origin }: SiteSender,
  ): Promise<unknown> {
    const { type: _, ...account } = message;
    await this.#options.tabs.set(tab, origin, { account });
    this.#options.documents.connectionsChanged();
    void this.#options.courier.tabSpoke(tab);
    return { protection: await this.#options.policies.protection({ ...account, origin }) };
  }

  async #received(message: Extract<FromSite, { type: 'received' }>, sender: SiteSender): Promise<unknown> {
    const { conversations, policies } = this.#options;
    const address = addressOf(message, sender);
    await policies.meet(address);
    await conversations.receive({ ...message, address });
    if (message.live) void policies.startIfWanted(address);
    return { ok: true };
  }

  async #chat(chat: Extract<FromSite, { type: 'chat' }>['chat'], sender: SiteSender): Promise<ChatState> {
    const { tabs, documents, faces, policies } = this.#options;
    if (chat === null) await tabs.closeChat(sender.tab);
    else await this.#opened(addressOf(chat, sender), chat.title, sender);
    documents.tabChanged(sender.tab);
    void faces.paint(sender.tab);
    if (chat !== null) void policies.startIfWanted(addressOf(chat, sender));
    return faces.chatState(sender.tab);
  }

  async #opened(chat: Address, title: string | undefined, { tab, origin }: SiteSender): Promise<void> {
    const { policies, tabs } = this.#options;
    await policies.meet(chat);
    await tabs.openChat(tab, origin, chat, title);
  }

  /** Only the tab that an item was handed to can tell what became of it. */
  async #settle(item: string, outcome: 'sent' | 'failed', { tab }: SiteSender): Promise<unknown> {
    const record = this.#options.store
      .records()
      .find(({ outbox }) => outbox.some((one) => one.id === item && one.tab === tab));
    if (record !== undefined) await this.#options.conversations.settle(record.id, item, outcome);
    return { ok: true };
  }

  async #panelToken({ tab, origin }: SiteSender): Promise<unknown> {
    const token = this.#options.newToken();
    await this.#options.tabs.set(tab, origin, { panel: { token } });
    return { token };
  }
}

const addressOf = (
  { service, account, peer }: { service: string; account: string; peer: string },
  { origin }: SiteSender,
): Address => ({ origin, service, account, peer });
