/**
 * The messenger tabs: which account each carries, which chat is open in it, which frame is its panel.
 *
 * All of it is the page's claim, but for the origin. One tab carries an account: the one that was there first;
 * another takes over when it is gone.
 */
import type { Address } from '#channel/conversation.ts';
import { type SessionArea, sameAddress } from './session-store.ts';

interface Account {
  readonly service: string;
  readonly account: string;
  readonly connected: boolean;
  readonly maxText: number;
  /** It can write to nobody but whoever's chat is open in it. */
  readonly openChatOnly: boolean;
}

export interface MessengerTab {
  readonly id: number;
  readonly origin: string;
  /** Rises with each tab that joins: the lowest carries. */
  readonly since: number;
  readonly account?: Account;
  readonly chat?: Address;
  /** What the page calls the contact. */
  readonly title?: string;
  /** The user asked for the wizard in it. */
  readonly teaching?: boolean;
  /** The token of the tab's panel, and the frame that came with it first. */
  readonly panel?: { readonly token: string; readonly frame?: number };
  /** What the user did with the panel over this chat while Sotto was locked; `start`: a click on the chip waits. */
  readonly whileLocked?: {
    readonly chat: Address;
    readonly panel: 'closed' | 'bar' | 'open';
    readonly start?: boolean;
  };
}

const KEY = 'tabs';

export class Tabs {
  readonly #area: SessionArea;
  readonly #tabs: Map<number, MessengerTab>;

  private constructor(area: SessionArea, tabs: readonly MessengerTab[]) {
    this.#area = area;
    this.#tabs = new Map(tabs.map((tab) => [tab.id, tab]));
  }

  static async load(area: SessionArea): Promise<Tabs> {
    const { [KEY]: stored } = await area.get(null);
    return new Tabs(area, Array.isArray(stored) ? (stored as MessengerTab[]) : []);
  }

  all = (): MessengerTab[] => Array.from(this.#tabs.values());

  get = (id: number): MessengerTab | undefined => this.#tabs.get(id);

  /** The tab that carries this conversation's account now, when one is connected. */
  carrier(address: Address): MessengerTab | undefined {
    const { origin, service, account } = address;
    const tabs = this.all()
      .filter((tab) => tab.origin === origin && tab.account?.connected)
      .filter((tab) => tab.account?.service === service && tab.account.account === account)
      .sort((a, b) => a.since - b.since);
    const ready = tabs.find((tab) => !tab.account?.openChatOnly || shows(tab, address));
    return ready ?? tabs[0];
  }

  /** What the page calls the contact, while a tab shows their chat. */
  titleOf = (address: Address): string | undefined =>
    this.all().find((tab) => tab.title !== undefined && shows(tab, address))?.title;

  /** Changes what is known of a tab; one on another origin than before is a new one. */
  async set(id: number, origin: string, fields: Partial<MessengerTab>): Promise<MessengerTab> {
    const known = this.#tabs.get(id);
    const base = known?.origin === origin ? known : { id, origin, since: this.#nextSince() };
    const tab = { ...base, ...fields };
    this.#tabs.set(id, tab);
    await this.#save();
    return tab;
  }

  /** `title`: what the page calls the contact. */
  async openChat(id: number, origin: string, chat: Address, title: string | undefined): Promise<void> {
    const known = this.#tabs.get(id);
    if (known?.title !== undefined) {
      const { title: _, ...tab } = known;
      this.#tabs.set(id, tab);
    }
    await this.set(id, origin, title === undefined ? { chat } : { chat, title });
  }

  async closeChat(id: number): Promise<void> {
    const known = this.#tabs.get(id);
    if (known === undefined) return;
    const { chat: _, title: __, ...tab } = known;
    this.#tabs.set(id, tab);
    await this.#save();
  }

  /** Sotto is unlocked: gives back the chats in which a click waits. */
  async takeStarts(): Promise<Address[]> {
    const starts: Address[] = [];
    for (const { whileLocked, ...tab } of this.all()) {
      if (whileLocked?.start && whileLocked.panel === 'open') starts.push(whileLocked.chat);
      this.#tabs.set(tab.id, tab);
    }
    await this.#save();
    return starts;
  }

  async remove(id: number): Promise<boolean> {
    const known = this.#tabs.delete(id);
    if (known) await this.#save();
    return known;
  }

  #nextSince = (): number => this.all().reduce((highest, { since }) => Math.max(highest, since), 0) + 1;

  #save = (): Promise<void> => this.#area.set({ [KEY]: this.all() });
}

const shows = ({ chat }: MessengerTab, address: Address): boolean =>
  chat !== undefined && sameAddress(chat, address);
