/**
 * The door for the options page: each question is validated, and answered with what the page then shows.
 *
 * Whether the sender is the options page is the caller's to know, from the browser. While Sotto is locked every
 * question is answered with 'locked'. Errors carry nothing of what was asked.
 */
import * as v from 'valibot';
import type { Address } from '#channel/conversation.ts';
import {
  type Account,
  type AccountView,
  type ContactView,
  type FromOptions,
  OptionsEnvelope,
  type OptionsReply,
} from '#channel/options.ts';
import type { Vault } from '#vault/vault.ts';
import { VaultLockedError } from '#vault/vault-locked-error.ts';
import type { Conversations } from './conversations.ts';
import { HistoryDesk } from './history-desk.ts';
import { RulesDesk } from './rules-desk.ts';
import type { SessionLock } from './session-lock.ts';
import type { Tabs } from './tabs.ts';
import { isForTaughtDesk, type TaughtDesk } from './taught-desk.ts';
import { isForTransfer, TransferDesk } from './transfer-desk.ts';

export interface OptionsDoorOptions {
  readonly vault: Vault;
  readonly lock: Pick<SessionLock, 'locked'>;
  readonly tabs: Tabs;
  readonly taught: Pick<TaughtDesk, 'answer'>;
  readonly conversations: Conversations;
  random(length: number): Uint8Array;
  /** The user's name for this contact, or all that is known of them, changed. */
  contactChanged(contact: Address): Promise<void>;
  /** Names and trust of any contact may be others now. */
  allChanged(): Promise<void>;
  /** A rule is another one now. */
  rulesChanged(): Promise<void>;
  newId(): string;
}

export class OptionsDoor {
  readonly #options: OptionsDoorOptions;
  readonly #history: HistoryDesk;
  readonly #rules: RulesDesk;
  readonly #transfer: TransferDesk;

  constructor(options: OptionsDoorOptions) {
    this.#options = options;
    this.#history = new HistoryDesk(options.vault);
    const { policies, identities } = options.vault;
    this.#rules = new RulesDesk({ policies, identities, tabs: options.tabs, changed: options.rulesChanged });
    this.#transfer = new TransferDesk(options);
  }

  async receive(raw: unknown): Promise<OptionsReply<FromOptions['type']>> {
    const parsed = v.safeParse(OptionsEnvelope, raw);
    if (!parsed.success) return { ok: false, why: 'refused' };
    if (this.#options.lock.locked()) return { ok: false, why: 'locked' };
    try {
      return { ok: true, answer: await this.#answer(parsed.output.ask) };
    } catch (error) {
      return { ok: false, why: error instanceof VaultLockedError ? 'locked' : 'failed' };
    }
  }

  async #answer(ask: FromOptions) {
    if (isForTransfer(ask)) return this.#transfer.answer(ask);
    if (isForTaughtDesk(ask)) return this.#options.taught.answer(ask);
    switch (ask.type) {
      case 'accounts':
      case 'make-key':
      case 'new-key':
      case 'remove-key':
        return this.#accountsAfter(ask);
      case 'contacts':
      case 'rename':
      case 'forget-key':
      case 'forget-contact':
        return this.#contactsAfter(ask);
      case 'rules':
      case 'set-rule':
      case 'drop-rules':
        return this.#rules.answer(ask);
      default:
        return this.#history.answer(ask);
    }
  }

  async #accountsAfter(ask: Extract<FromOptions, { type: 'accounts' | `${string}-key` }>) {
    const { vault, conversations, random } = this.#options;
    switch (ask.type) {
      case 'make-key':
        await vault.identity(ask.account, random);
        break;
      case 'new-key':
        await vault.identities.regenerate(ask.account, random);
        await conversations.keyReplaced(ask.account);
        break;
      case 'remove-key':
        await conversations.endAll(ask.account);
        await vault.identities.remove(ask.account);
        break;
    }
    return this.#accounts();
  }

  /** Those with a key, the oldest first, then those that a tab carries and that have none yet. */
  async #accounts(): Promise<AccountView[]> {
    const identities = await this.#options.vault.identities.list();
    const known = new Set(identities.map(({ account }) => keyOf(account)));
    const without = new Map<string, Account>();
    for (const { origin, account: carried } of this.#options.tabs.all()) {
      if (carried === undefined) continue;
      const account = { origin, service: carried.service, account: carried.account };
      if (!known.has(keyOf(account))) without.set(keyOf(account), account);
    }
    return [
      ...identities.map(({ account, fingerprint, created }) => ({ account, key: { fingerprint, created } })),
      ...Array.from(without.values(), (account) => ({ account })),
    ];
  }

  async #contactsAfter(
    ask: Extract<FromOptions, { type: 'contacts' | 'rename' | 'forget-key' | 'forget-contact' }>,
  ) {
    const { vault, contactChanged } = this.#options;
    switch (ask.type) {
      case 'rename':
        await vault.contacts.rename(ask.contact, ask.name);
        await contactChanged(ask.contact);
        break;
      case 'forget-key':
        await vault.fingerprints.forget(ask.contact, ask.fingerprint);
        await this.#options.conversations.keyForgotten(ask.contact);
        break;
      case 'forget-contact':
        await vault.contacts.forget(ask.contact);
        await this.#options.conversations.keyForgotten(ask.contact);
        await contactChanged(ask.contact);
        break;
    }
    return this.#contacts();
  }

  async #contacts(): Promise<ContactView[]> {
    const contacts = await this.#options.vault.contacts.list();
    return contacts.map(({ fingerprints, ...contact }) => ({ ...contact, keys: fingerprints }));
  }
}

const keyOf = ({ origin, service, account }: Account): string => JSON.stringify([origin, service, account]);
