/**
 * Locks and unlocks a whole browser session: conversations are sealed, then the vault key is forgotten; the other
 * way round, conversations are opened, then what came meanwhile is read, and only then do new texts go straight in.
 *
 * A worker may die anywhere: locking that was begun is on record and is finished by the next one, see also
 * sealed-conversations.ts. When in doubt it is locked.
 */
import type { Address } from '#channel/conversation.ts';
import type { Vault } from '#vault/vault.ts';
import type { Conversations } from './conversations.ts';
import type { Inbox, InboxItem } from './inbox.ts';
import { KeyedQueue } from './keyed-queue.ts';
import { removeClear, SealedPanels, type Sealer, sealAll, unsealAll } from './sealed-conversations.ts';
import type { SessionArea, SessionStore } from './session-store.ts';

export interface SessionLockOptions {
  readonly area: SessionArea;
  readonly store: SessionStore;
  readonly inbox: Inbox;
  readonly conversations: Conversations;
  readonly vault: Sealer & {
    readonly lock: Pick<Vault['lock'], 'hasPassphrase' | 'needsPassphrase' | 'lock'>;
  };
  /** A new random text. */
  newSalt(): string;
  /** Takes in what came while it was locked. */
  take(item: InboxItem): Promise<void>;
  /** Told when it was locked, and when it was unlocked; not at the start. */
  changed(): void | Promise<void>;
}

/** There from the moment locking begins until it is done. */
const LOCKING = 'locking';

export class SessionLock {
  readonly #options: SessionLockOptions;
  readonly #queue = new KeyedQueue();
  #locked = true;
  #panels = SealedPanels.none;

  constructor(options: SessionLockOptions) {
    this.#options = options;
  }

  /** From the moment locking begins until unlocking is done; true before `start`. */
  locked = (): boolean => this.#locked;

  /** How the panel of the conversation in that chat stood when it was locked. */
  panelOf = (chat: Address): 'closed' | 'bar' | 'open' | undefined => this.#panels.of(chat);

  /** Finds out how the last worker left it, and finishes what it had begun. */
  async start(): Promise<void> {
    await this.#inTurn(async () => {
      const { area, vault } = this.#options;
      const begun = LOCKING in (await area.get(null));
      if (await vault.lock.needsPassphrase()) await this.#stayLocked();
      else if (begun) await this.#lockAgain();
      else await this.#open();
    });
  }

  /** False when there is no passphrase, so that nothing can be locked. */
  lock(): Promise<boolean> {
    return this.#inTurn(async () => {
      if (this.#locked) return true;
      if (!(await this.#options.vault.lock.hasPassphrase())) return false;
      await this.#options.area.set({ [LOCKING]: true });
      await this.#seal();
      await this.#options.changed();
      return true;
    });
  }

  /** The vault was opened: so is the rest. */
  vaultOpened(): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#locked || (await this.#options.vault.lock.needsPassphrase())) return;
      await this.#open();
      await this.#options.changed();
    });
  }

  async #stayLocked(): Promise<void> {
    const { area } = this.#options;
    await removeClear(area);
    await area.remove([LOCKING]);
    this.#panels = await SealedPanels.read(area);
  }

  async #lockAgain(): Promise<void> {
    const { area, store, vault } = this.#options;
    await unsealAll(area, vault);
    await store.open();
    if (await vault.lock.hasPassphrase()) return this.#seal();
    await area.remove([LOCKING]);
    await this.#open();
  }

  async #seal(): Promise<void> {
    const { area, store, conversations, vault, newSalt } = this.#options;
    this.#locked = true;
    store.close();
    await conversations.idle();
    await sealAll(area, store, vault, newSalt());
    store.forget();
    await vault.lock.lock();
    this.#panels = await SealedPanels.read(area);
    await area.remove([LOCKING]);
  }

  async #open(): Promise<void> {
    const { area, store, inbox, vault, take } = this.#options;
    await unsealAll(area, vault);
    await store.open();
    await inbox.drain(take);
    this.#locked = false;
    this.#panels = SealedPanels.none;
  }

  #inTurn = <T>(work: () => Promise<T>): Promise<T> => this.#queue.run('', work);
}
