/**
 * Hands the outbox to the tabs, in order, and never to two.
 *
 * An item is assigned to a tab on record before it is handed over. From then on only that tab can say what became
 * of it; the tab knows the ids it was given, so handing it over again (after a restart of the worker) is harmless.
 * When that tab is gone, nobody knows: the item has failed, and the user decides.
 */
import type { ToSite } from '#channel/site.ts';
import { ignoreLocked } from '#vault/vault-locked-error.ts';
import type { ConversationRecord, OutboxItem } from './conversation-record.ts';
import type { Conversations } from './conversations.ts';
import { KeyedQueue } from './keyed-queue.ts';
import type { SessionStore } from './session-store.ts';
import type { MessengerTab, Tabs } from './tabs.ts';

export interface CourierOptions {
  readonly store: SessionStore;
  readonly tabs: Tabs;
  readonly conversations: Conversations;
  /** Resolves with the content script's answer; rejects when there is none. */
  toSite(tab: number, message: ToSite): Promise<unknown>;
}

export class Courier {
  readonly #options: CourierOptions;
  readonly #queue = new KeyedQueue();
  /** Items that were taken over by a content script which is still there. */
  readonly #handed = new Set<string>();

  constructor(options: CourierOptions) {
    this.#options = options;
  }

  /** Hands over what this conversation has waiting. */
  async pump(id: string): Promise<void> {
    await this.#queue.run(id, async () => {
      try {
        while (await this.#handNext(id));
      } catch (error) {
        // What it was about to put on record is found out again.
        ignoreLocked(error);
      }
    });
  }

  /** Sotto was locked: tabs may come and go unseen, so each is given everything again afterwards. */
  forgetHanded(): void {
    this.#handed.clear();
  }

  /** The tab's content script spoke up: it may be a new one, which must be given everything again. */
  async tabSpoke(tab: number): Promise<void> {
    const { store } = this.#options;
    for (const { outbox } of store.records()) {
      for (const item of outbox) if (item.tab === tab) this.#handed.delete(item.id);
    }
    await this.pumpAll();
  }

  async pumpAll(): Promise<void> {
    const waiting = this.#options.store.records().filter(({ outbox }) => outbox.length > 0);
    await Promise.all(waiting.map(({ id }) => this.pump(id)));
  }

  /** True when there may be more to hand over. */
  async #handNext(id: string): Promise<boolean> {
    const { store } = this.#options;
    const record = store.isOpen ? store.record(id) : undefined;
    const item = record?.outbox.find((one) => !this.#handed.has(one.id));
    if (record === undefined || item === undefined) return false;
    if (item.tab === undefined) return this.#assign(record);
    const tab = this.#options.tabs.get(item.tab);
    if (tab !== undefined) return this.#hand(record, item, tab);
    await this.#options.conversations.settle(id, item.id, 'failed');
    return true;
  }

  async #assign(record: ConversationRecord): Promise<boolean> {
    const tab = this.#options.tabs.carrier(record.address);
    if (tab === undefined) return false;
    const items = record.outbox.filter((one) => one.tab === undefined).map((one) => one.id);
    await this.#options.conversations.assign(record.id, items, tab.id);
    return true;
  }

  async #hand(record: ConversationRecord, item: OutboxItem, tab: MessengerTab): Promise<boolean> {
    const { service, account, peer } = record.address;
    const message: ToSite = { type: 'deliver', service, account, peer, id: item.id, text: item.text };
    try {
      const answer = await this.#options.toSite(tab.id, message);
      if (taken(answer)) {
        this.#handed.add(item.id);
        return true;
      }
    } catch {
      // No content script there yet, or no longer: it speaks up when it is ready.
      return false;
    }
    await this.#options.conversations.assign(record.id, [item.id], undefined);
    return false;
  }
}

const taken = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && 'taken' in answer && answer.taken === true;
