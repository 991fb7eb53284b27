/**
 * Putting a backup into a vault that may hold something already: what is here wins, what is missing is added.
 *
 * - An identity is never replaced; another key for the same account is reported as a conflict.
 * - A verified mark that is here stays as it is; a key that is unverified here takes the mark of the backup.
 * - A key that is new here does not become acceptable by being in the backup when the contact has other keys.
 * - Rules, settings and recipes that are set here stay. History is added only where the history is on.
 *
 * Runs inside one transaction over all tables.
 */
import type { BackupContact, BackupIdentity, BackupPayload } from './backup-payload.ts';
import { type ContactRecord, contactTag, openContact, sealContact } from './contact-record.ts';
import type { Database } from './database.ts';
import { appendHistory } from './history.ts';
import { fingerprintText } from './identities.ts';
import { keyFromText, openIdentity, sealIdentity } from './identity-record.ts';
import {
  fingerprintTag,
  type KnownFingerprint,
  openFingerprint,
  sealFingerprint,
} from './known-fingerprint.ts';
import type { AccountName, ContactName } from './names.ts';
import { contactScope } from './policies.ts';
import type { PolicyRow } from './rows.ts';
import { isSettingName, isSettingValue, Settings } from './settings.ts';
import type { VaultKeys } from './vault-keys.ts';

export interface Count {
  readonly added: number;
  readonly kept: number;
}

/** `kept`: was here already. `conflicts`: accounts that have another key here, which stays. */
export interface RestoreReport {
  readonly identities: Count & { readonly conflicts: readonly AccountName[] };
  readonly contacts: Count;
  readonly fingerprints: Count;
  readonly history: Count;
  readonly policies: Count;
  readonly settings: Count;
}

class Tally implements Count {
  added = 0;
  kept = 0;

  count(added: boolean): void {
    if (added) this.added += 1;
    else this.kept += 1;
  }

  total = (): Count => ({ added: this.added, kept: this.kept });
}

export class Restore {
  readonly #db: Database;
  readonly #keys: VaultKeys;
  readonly #identities = new Tally();
  readonly #conflicts: AccountName[] = [];
  readonly #contacts = new Tally();
  readonly #fingerprints = new Tally();
  readonly #history = new Tally();
  readonly #policies = new Tally();
  readonly #settings = new Tally();

  constructor(db: Database, keys: VaultKeys) {
    this.#db = db;
    this.#keys = keys;
  }

  async run(payload: BackupPayload): Promise<RestoreReport> {
    for (const identity of payload.identities) await this.#identity(identity);
    for (const setting of payload.settings) await this.#setting(setting);
    for (const rules of payload.policies) await this.#rules(rules);
    for (const one of payload.taught ?? []) await this.#taught(one);
    const keepsHistory = await new Settings(this.#db).get('history');
    for (const contact of payload.contacts) await this.#contact(contact, keepsHistory);
    return {
      identities: { ...this.#identities.total(), conflicts: this.#conflicts },
      contacts: this.#contacts.total(),
      fingerprints: this.#fingerprints.total(),
      history: this.#history.total(),
      policies: this.#policies.total(),
      settings: this.#settings.total(),
    };
  }

  async #identity({ account, key: text, created }: BackupIdentity): Promise<void> {
    const key = keyFromText(text);
    const coming = sealIdentity(this.#keys, { account, key, created });
    const here = await this.#db.accounts.get(coming.tag);
    this.#identities.count(here === undefined);
    if (here === undefined) await this.#db.accounts.add(coming);
    else if (fingerprintText(openIdentity(this.#keys, here).key) !== fingerprintText(key)) {
      this.#conflicts.push(account);
    }
  }

  async #taught(row: NonNullable<BackupPayload['taught']>[number]): Promise<void> {
    if ((await this.#db.taught.get(row.origin)) === undefined) await this.#db.taught.add(row);
  }

  async #setting({ name, value }: BackupPayload['settings'][number]): Promise<void> {
    // A setting of another version is nothing to us.
    if (!isSettingName(name) || !isSettingValue(name, value)) return;
    const here = await this.#db.settings.get(name);
    this.#settings.count(here === undefined);
    if (here === undefined) await this.#db.settings.add({ name, value });
  }

  async #rules(coming: PolicyRow): Promise<void> {
    if (Object.keys(coming).length === 1) return;
    const here = await this.#db.policies.get(coming.scope);
    const merged = { ...coming, ...here };
    this.#policies.count(here === undefined);
    await this.#db.policies.put(merged);
  }

  async #contact({ fingerprints, rules, history, ...record }: BackupContact, keepsHistory: boolean) {
    const { contact } = record;
    await this.#name(record);
    await this.#rules({ scope: contactScope(contactTag(this.#keys, contact)), ...rules });
    const known = await this.#db.knownKeys.where({ contact: contactTag(this.#keys, contact) }).count();
    for (const fingerprint of fingerprints) await this.#fingerprint(contact, fingerprint, known > 0);
    if (!keepsHistory) return;
    const added = await appendHistory(this.#db, this.#keys, contact, history);
    this.#history.added += added;
    this.#history.kept += history.length - added;
  }

  async #name(coming: ContactRecord): Promise<void> {
    const row = await this.#db.contacts.get(contactTag(this.#keys, coming.contact));
    this.#contacts.count(row === undefined);
    const here = row === undefined ? {} : openContact(this.#keys, row);
    await this.#db.contacts.put(sealContact(this.#keys, { ...coming, ...here }));
  }

  async #fingerprint(contact: ContactName, coming: KnownFingerprint, hasOthers: boolean): Promise<void> {
    const id: [string, string] = [
      contactTag(this.#keys, contact),
      fingerprintTag(this.#keys, coming.fingerprint),
    ];
    const row = await this.#db.knownKeys.get(id);
    this.#fingerprints.count(row === undefined);
    const accepted = coming.accepted && (!hasOthers || coming.verified !== undefined);
    const merged = row ? merge(openFingerprint(this.#keys, row), coming) : { ...coming, accepted };
    await this.#db.knownKeys.put(sealFingerprint(this.#keys, contact, merged));
  }
}

function merge(here: KnownFingerprint, coming: KnownFingerprint): KnownFingerprint {
  const verified = here.verified ?? coming.verified;
  return {
    ...here,
    firstSeen: Math.min(here.firstSeen, coming.firstSeen),
    lastSeen: Math.max(here.lastSeen, coming.lastSeen),
    accepted: here.accepted || verified !== undefined,
    ...(verified === undefined ? {} : { verified }),
  };
}
