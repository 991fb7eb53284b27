/**
 * The door for messenger tabs: each message is validated, its sender is taken from the browser, never from the message.
 *
 * An answer means: on record. A message that is not of the contract is answered with an error and changes nothing.
 */
import * as v from 'valibot';
import type { Address } from '#channel/conversation.ts';
import { type ChatState, FromSite, type TaughtRecipe } from '#channel/site.ts';
import { findWhitespaceTag } from '#otr/whitespace-tag.ts';
import type { Conversations } from './conversations.ts';
import type { Courier } from './courier.ts';
import type { Documents } from './documents.ts';
import type { Inbox, InboxItem } from './inbox.ts';
import type { PolicyDesk } from './policy-desk.ts';
import type { SessionLock } from './session-lock.ts';
import type { SessionStore } from './session-store.ts';
import type { TabFaces } from './tab-faces.ts';
import type { Tabs } from './tabs.ts';
import type { TaughtDesk } from './taught-desk.ts';

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
  readonly lock: Pick<SessionLock, 'locked'>;
  readonly inbox: Inbox;
  readonly policies: PolicyDesk;
  readonly taught: Pick<TaughtDesk, 'recipeOf' | 'taught'>;
  /** Puts the engine that reads pages into the tab; resolves with whether it is there. */
  injectEngine(tab: number): Promise<boolean>;
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
    const { documents } = this.#options;
    switch (message.type) {
      case 'account':
        return this.#account(message, sender);
      case 'chat':
        return this.#chat(message.chat, sender);
      case 'received':
        return this.#received(message, sender);
      case 'held':
        return this.#keepOrTake({
          kind: 'held',
          address: addressOf(message, sender),
          id: message.id,
          text: message.text,
        });
      case 'too-long':
        return this.#keepOrTake({ kind: 'too-long', address: addressOf(message, sender), id: message.id });
      case 'delivered':
        return this.#keepOrTake({ kind: 'settled', item: message.id, outcome: 'sent', tab: sender.tab });
      case 'undelivered':
        return this.#keepOrTake({ kind: 'settled', item: message.id, outcome: 'failed', tab: sender.tab });
      case 'open':
        return this.#open(message, sender);
      case 'recipe':
        return this.#recipe(sender);
      case 'engine':
        return { there: await this.#options.injectEngine(sender.tab) };
      case 'taught':
        return { saved: await this.#options.taught.taught(message.recipe, sender) };
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
    const { lock, policies, tabs } = this.#options;
    if (!lock.locked()) await policies.meet(chat);
    await tabs.openChat(tab, origin, chat, title);
  }

  async #received(
    { id, text, live, archived, ...peer }: Extract<FromSite, { type: 'received' }>,
    sender: SiteSender,
  ): Promise<unknown> {
    const { lock, faces } = this.#options;
    const copy = archived === undefined ? {} : { archived };
    const received = { address: addressOf(peer, sender), id, text, live, ...copy };
    // What is written without privacy is ours to show where the panel stands over it.
    const isPlain = !text.includes('?OTR') && findWhitespaceTag(text) === undefined;
    const nothingToUs = lock.locked() && isPlain && (await faces.lockedPanel(received.address)) === 'closed';
    return nothingToUs ? { ok: true } : this.#keepOrTake({ kind: 'received', received });
  }

  /** What the inbox is for while Sotto is locked, taken in at once while it is not. */
  async #keepOrTake(item: InboxItem): Promise<unknown> {
    const { lock, inbox } = this.#options;
    await (lock.locked() ? inbox.add(item) : this.take(item));
    return { ok: true };
  }

  /** While Sotto is locked the panel opens all the same, and says so; the rest follows when it is unlocked. */
  async #open(message: Extract<FromSite, { type: 'open' }>, sender: SiteSender): Promise<unknown> {
    const { lock, tabs, faces, conversations } = this.#options;
    const chat = addressOf(message, sender);
    if (lock.locked()) {
      await tabs.set(sender.tab, sender.origin, { whileLocked: { chat, panel: 'open', start: true } });
      await faces.refresh(sender.tab);
    } else {
      await conversations.open(chat);
    }
    return { ok: true };
  }

  /** Acts on what a tab told, now or while Sotto was locked. Rejects with VaultLockedError. */
  async take(item: InboxItem): Promise<void> {
    const { conversations, policies } = this.#options;
    switch (item.kind) {
      case 'received': {
        const { address, live } = item.received;
        await policies.meet(address);
        await conversations.receive(item.received);
        if (live) void policies.startIfWanted(address);
        return;
      }
      case 'held':
        await policies.meet(item.address);
        return conversations.held(item.address, item.id, item.text);
      case 'too-long':
        return conversations.tooLong(item.address, item.id);
      case 'settled':
        return this.#settle(item.item, item.outcome, item.tab);
    }
  }

  async #recipe({ origin }: SiteSender): Promise<TaughtRecipe> {
    return { recipe: (await this.#options.taught.recipeOf(origin)) ?? null };
  }

  /** Only the tab that an item was handed to can tell what became of it. */
  async #settle(item: string, outcome: 'sent' | 'failed', tab: number): Promise<void> {
    const record = this.#options.store
      .records()
      .find(({ outbox }) => outbox.some((one) => one.id === item && one.tab === tab));
    if (record !== undefined) await this.#options.conversations.settle(record.id, item, outcome);
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
