/**
 * The user's rules at work: what holds for each conversation is on its record, whom a page must not write to without
 * privacy is told to its tabs, and conversations are begun where the user wants that.
 *
 * Invariant: while Sotto is locked no rule changes, and a contact's own cannot be read: if any contact has one that
 * requires privacy, privacy is required with everybody. What is to be put on record then rejects with VaultLockedError.
 */
import type { Address } from '#channel/conversation.ts';
import {
  POLICY_SCOPES,
  type PolicyName,
  type PolicyScope,
  type PolicyView,
  type PolicyViews,
  policyView,
  withRule,
} from '#channel/policy.ts';
import type { Protection } from '#channel/protection.ts';
import type { ToSite } from '#channel/site.ts';
import { status } from '#otr/engine.ts';
import type { AccountName } from '#vault/names.ts';
import type { Policies, Rules, PolicyScope as VaultScope } from '#vault/policies.ts';
import { VaultLockedError } from '#vault/vault-locked-error.ts';
import { type ConversationRecord, policiesOf } from './conversation-record.ts';
import type { Conversations } from './conversations.ts';
import type { SessionStore } from './session-store.ts';
import type { Tabs } from './tabs.ts';

/** What is needed of the vault. */
export type RuleBook = Pick<Policies, 'rules' | 'set' | 'ofContacts' | 'anyContactHas'>;

export interface PolicyDeskOptions {
  readonly rules: RuleBook;
  readonly store: SessionStore;
  readonly tabs: Tabs;
  readonly conversations: Conversations;
  toSite(tab: number, message: ToSite): Promise<unknown>;
}

/** A page can claim that a thousand chats were opened: so many are begun by themselves in a minute, no more. */
const STARTS_IN_A_MINUTE = 5;
const MINUTE = 60_000;

export class PolicyDesk {
  readonly #options: PolicyDeskOptions;
  /** Contacts for whom nothing is set, so that not each of their messages asks the vault. */
  readonly #free = new Set<string>();

  constructor(options: PolicyDeskOptions) {
    this.#options = options;
  }

  /** Puts on record what holds for this contact, if anything does. */
  async meet(address: Address): Promise<void> {
    const { store, conversations } = this.#options;
    const known = store.find(address);
    if (known?.policies !== undefined || this.#free.has(keyOf(address))) return;
    const policies = await this.#read(address);
    if (known === undefined && !policies.requirePrivate.value && !policies.startAutomatically.value)
      this.#free.add(keyOf(address));
    else await conversations.note(conversations.at(address).id, { policies });
  }

  /** The user switches a rule. */
  async set(id: string, name: PolicyName, scope: PolicyScope, value: boolean): Promise<void> {
    const record = this.#options.store.record(id);
    if (record === undefined) return;
    const { [name]: view } = await this.#read(record.address);
    const own = withRule(view, scope, value).set[scope];
    await this.#options.rules.set(scopeOf(scope, record.address), name, own);
    await this.#options.conversations.note(id, { policies: await this.#read(record.address) });
    await this.relearn();
  }

  /** The rules have changed, or can be read again. */
  async relearn(): Promise<void> {
    const { store, tabs, conversations } = this.#options;
    this.#free.clear();
    for (const { id, address, policies: before } of store.records()) {
      const policies = await this.#read(address);
      if (JSON.stringify(before) !== JSON.stringify(policies)) await conversations.note(id, { policies });
    }
    for (const { chat } of tabs.all()) if (chat !== undefined) await this.meet(chat);
    await this.tellTabs();
  }

  /** Whom the page of this account must not write to without privacy. */
  async protection(account: AccountName): Promise<Protection> {
    const { rules } = this.#options;
    const [site, wide] = await this.#wideRules(account.origin);
    const everybody = site.requirePrivate ?? wide.requirePrivate ?? false;
    try {
      const contacts = await rules.ofContacts(account, 'requirePrivate');
      return { everybody, but: contacts.filter(({ value }) => value !== everybody).map(({ peer }) => peer) };
    } catch (error) {
      if (!(error instanceof VaultLockedError)) throw error;
      return { everybody: everybody || (await rules.anyContactHas('requirePrivate')), but: [] };
    }
  }

  /** Whether nothing may be written to this contact without privacy. Can be asked while Sotto is locked. */
  async isRequired(contact: Address): Promise<boolean> {
    const { everybody, but } = await this.protection(contact);
    return everybody !== but.includes(contact.peer);
  }

  async tellTabs(): Promise<void> {
    await Promise.all(
      this.#options.tabs.all().map(async ({ id, origin, account }) => {
        if (account === undefined) return;
        const { service, account: name } = account;
        const protection = await this.protection({ origin, service, account: name });
        // A content script that is not there asks when it is.
        await this.#options
          .toSite(id, { type: 'protect', service, account: name, protection })
          .catch(() => undefined);
      }),
    );
  }

  /** Begins a private conversation if the user wants that by itself: once for each contact in a browser session. */
  async startIfWanted(address: Address): Promise<void> {
    const { store, tabs, conversations } = this.#options;
    const record = store.find(address);
    if (record === undefined || !mayStart(record) || tabs.carrier(address) === undefined) return;
    const since = Date.now() - MINUTE;
    const lately = store.records().filter(({ startedAlone = 0 }) => startedAlone > since);
    if (lately.length >= STARTS_IN_A_MINUTE) return;
    await conversations.startAlone(record.id).catch(() => undefined); // Locked: nothing is begun.
  }

  async #read(address: Address): Promise<PolicyViews> {
    const [site, everywhere] = await this.#wideRules(address.origin);
    const contact = await this.#options.rules.rules({ scope: 'contact', contact: address });
    const sets = { contact, site, everywhere };
    return {
      requirePrivate: viewOf('requirePrivate', sets),
      startAutomatically: viewOf('startAutomatically', sets),
    };
  }

  #wideRules(origin: string): Promise<[Rules, Rules]> {
    const { rules } = this.#options;
    return Promise.all([rules.rules({ scope: 'site', origin }), rules.rules({ scope: 'everywhere' })]);
  }
}

function viewOf(name: PolicyName, sets: Readonly<Record<PolicyScope, Rules>>): PolicyView {
  const set: Partial<Record<PolicyScope, boolean>> = {};
  for (const scope of POLICY_SCOPES) {
    const value = sets[scope][name];
    if (value !== undefined) set[scope] = value;
  }
  return policyView(set);
}

const mayStart = (record: ConversationRecord): boolean =>
  policiesOf(record).startAutomatically.value &&
  record.startedAlone === undefined &&
  status(record.otr) === 'plaintext';

function scopeOf(scope: PolicyScope, address: Address): VaultScope {
  if (scope === 'everywhere') return { scope };
  return scope === 'site' ? { scope, origin: address.origin } : { scope, contact: address };
}

const keyOf = ({ origin, service, account, peer }: Address): string =>
  JSON.stringify([origin, service, account, peer]);
