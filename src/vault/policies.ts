/**
 * 'Require private' and 'start automatically', each for a contact, a site (origin), or everywhere; the narrowest
 * rule that says something holds.
 *
 * Rules for sites and everywhere can be read while the vault is locked; a contact's rule cannot, and then the
 * answer is VaultLockedError, never a guess.
 */
import { contactTag, openContact } from './contact-record.ts';
import type { Database } from './database.ts';
import { rememberContact } from './fingerprints.ts';
import { accountTag } from './identity-record.ts';
import type { Lock } from './lock.ts';
import type { AccountName, ContactName } from './names.ts';
import type { PolicyRow } from './rows.ts';

export type PolicyName = 'requirePrivate' | 'startAutomatically';

export type PolicyScope =
  | { readonly scope: 'everywhere' }
  | { readonly scope: 'site'; readonly origin: string }
  | { readonly scope: 'contact'; readonly contact: ContactName };

export interface EffectiveRule {
  readonly value: boolean;
  /** Which rule holds; 'everywhere' also when nothing was ever set. */
  readonly from: PolicyScope['scope'];
}

export type EffectivePolicy = Readonly<Record<PolicyName, EffectiveRule>>;

/** What is set in one scope; what is not set is left to the wider ones. */
export type Rules = Omit<PolicyRow, 'scope'>;

const EVERYWHERE = 'everywhere';
const CONTACT = 'contact:';
export const siteScope = (origin: string): string => `site:${origin}`;
/** `tag`: of the contact. */
export const contactScope = (tag: string): string => `${CONTACT}${tag}`;

export class Policies {
  readonly #db: Database;
  readonly #lock: Lock;

  constructor(db: Database, lock: Lock) {
    this.#db = db;
    this.#lock = lock;
  }

  /** What holds for the contact. */
  async policy(contact: ContactName): Promise<EffectivePolicy> {
    const [narrow, site, wide] = await this.#db.policies.bulkGet([
      await this.#keyOf({ scope: 'contact', contact }),
      siteScope(contact.origin),
      EVERYWHERE,
    ]);
    const effective = (name: PolicyName): EffectiveRule => {
      if (narrow?.[name] !== undefined) return { value: narrow[name], from: 'contact' };
      if (site?.[name] !== undefined) return { value: site[name], from: 'site' };
      return { value: wide?.[name] ?? false, from: 'everywhere' };
    };
    return {
      requirePrivate: effective('requirePrivate'),
      startAutomatically: effective('startAutomatically'),
    };
  }

  /** What is set in this scope itself. */
  async rules(scope: PolicyScope): Promise<Rules> {
    const { scope: _, ...rules } = (await this.#db.policies.get(await this.#keyOf(scope))) ?? { scope: '' };
    return rules;
  }

  /** The contacts of an account for whom the matter has a rule of its own. */
  async ofContacts(account: AccountName, name: PolicyName): Promise<{ peer: string; value: boolean }[]> {
    const keys = await this.#lock.keys();
    const ruled = (await this.#contactRows()).filter((row) => row[name] !== undefined);
    const contacts = await this.#db.contacts.bulkGet(ruled.map(({ scope }) => scope.slice(CONTACT.length)));
    const ours = accountTag(keys, account);
    return ruled.flatMap((row, index) => {
      const sealed = contacts[index];
      const contact = sealed && openContact(keys, sealed).contact;
      const value = row[name];
      return contact !== undefined && value !== undefined && accountTag(keys, contact) === ours
        ? [{ peer: contact.peer, value }]
        : [];
    });
  }

  /** Whether some contact's own rule says yes. Can be asked while the vault is locked: it does not say whose. */
  async anyContactHas(name: PolicyName): Promise<boolean> {
    return (await this.#contactRows()).some((row) => row[name] === true);
  }

  /** Undefined leaves the matter to the wider scopes. */
  async set(scope: PolicyScope, name: PolicyName, value: boolean | undefined): Promise<void> {
    const key = await this.#keyOf(scope);
    const keys = scope.scope === 'contact' ? await this.#lock.keys() : undefined;
    await this.#db.transaction('rw', this.#db.policies, this.#db.contacts, async () => {
      if (scope.scope === 'contact' && keys) await rememberContact(this.#db, keys, scope.contact);
      const { [name]: _, ...others } = (await this.#db.policies.get(key)) ?? { scope: key };
      await this.#db.policies.put(value === undefined ? others : { ...others, [name]: value });
    });
  }

  #contactRows = (): Promise<PolicyRow[]> => this.#db.policies.where('scope').startsWith(CONTACT).toArray();

  async #keyOf(scope: PolicyScope): Promise<string> {
    if (scope.scope === 'everywhere') return EVERYWHERE;
    if (scope.scope === 'site') return siteScope(scope.origin);
    return contactScope(contactTag(await this.#lock.keys(), scope.contact));
  }
}
