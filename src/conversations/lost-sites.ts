/**
 * Sites that Sotto may no longer work on: the user, or the browser, took the permission back.
 *
 * The content scripts in their open tabs live on until the pages are loaded again. That is time enough to end what is
 * private there, so that the other side knows; then the pages are loaded again, without Sotto.
 */
import { status } from '#otr/engine.ts';
import type { Conversations } from './conversations.ts';
import type { SessionStore } from './session-store.ts';
import type { Tabs } from './tabs.ts';

export interface LostSitesOptions {
  readonly store: SessionStore;
  readonly tabs: Tabs;
  readonly conversations: Conversations;
  /** Whether Sotto may work on the origin. */
  isOn(origin: string): Promise<boolean>;
  /** The tab is a messenger's no longer. */
  forget(tab: number): Promise<void>;
  reload(tab: number): Promise<void>;
}

/** How long a page may take to send the last message, in ms: the user wants Sotto gone now. */
const PATIENCE = 3000;

export class LostSites {
  readonly #options: LostSitesOptions;
  readonly #listeners = new Set<() => void>();

  constructor(options: LostSitesOptions) {
    this.#options = options;
  }

  /** To be told after each turn of a conversation. */
  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Whether a page may speak: a tab that is being left still may, to say that the last message has gone. */
  async mayPass(tab: number, origin: string): Promise<boolean> {
    return this.#options.tabs.get(tab)?.origin === origin || (await this.#options.isOn(origin));
  }

  /** Leaves all sites that are lost by now. */
  async leave(): Promise<void> {
    const { store, tabs, conversations, isOn, forget, reload } = this.#options;
    const known = tabs.all();
    const stays = await Promise.all(known.map(({ origin }) => isOn(origin)));
    const left = known.filter((_, index) => !stays[index]);
    const origins = new Set(left.map(({ origin }) => origin));
    const ended = store
      .records()
      .filter(({ address, otr }) => origins.has(address.origin) && status(otr) !== 'plaintext')
      .map(({ id }) => id);
    // One that cannot be ended, of a locked vault say, must not keep Sotto in the page.
    await Promise.allSettled(ended.map((id) => conversations.end(id)));
    await this.#sent(ended);
    await Promise.allSettled(ended.map((id) => conversations.panel(id, 'closed')));
    for (const { id } of left) {
      await forget(id);
      await reload(id);
    }
  }

  /** Resolves when nothing of these conversations waits to be sent, or the patience is at its end. */
  #sent(conversations: readonly string[]): Promise<void> {
    const { store } = this.#options;
    const isDone = () => conversations.every((id) => (store.record(id)?.outbox.length ?? 0) === 0);
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        this.#listeners.delete(look);
        resolve();
      };
      const look = () => {
        if (isDone()) finish();
      };
      const timer = setTimeout(finish, PATIENCE);
      this.#listeners.add(look);
      look();
    });
  }
}
