/** The contacts: what the user calls them, and the keys they were met with. */
import { contactTag, openContact, sealContact } from './contact-record.ts';
import type { Database } from './database.ts';
import { openAll } from './fingerprints.ts';
import type { KnownFingerprint } from './known-fingerprint.ts';
import type { Lock } from './lock.ts';
import type { ContactName } from './names.ts';
import { contactScope } from './policies.ts';
import type { KnownKeyRow } from './rows.ts';

export interface Contact {
  readonly contact: ContactName;
  /** The user's own name for them. */
  readonly name?: string;
  /** The most recently seen first. */
  readonly fingerprints: readonly KnownFingerprint[];
}

/** In characters as people count them (code points). */
const LONGEST_NAME = 100;

export class Contacts {
  readonly #db: Database;
  readonly #lock: Lock;

  constructor(db: Database, lock: Lock) {
    this.#db = db;
    this.#lock = lock;
  }

  async find(contact: ContactName): Promise<Contact | undefined> {
    const keys = await this.#lock.keys();
    const tag = contactTag(keys, contact);
    const row = await this.#db.contacts.get(tag);
    if (row === undefined) return undefined;
    const known = await this.#db.knownKeys.where({ contact: tag }).toArray();
    return { ...openContact(keys, row), fingerprints: openAll(keys, known) };
  }

  /** All of them, in no particular order. */
  async list(): Promise<Contact[]> {
    const keys = await this.#lock.keys();
    const tables = [this.#db.contacts, this.#db.knownKeys];
    const [rows, known] = await this.#db.transaction('r', tables, async () =>
      Promise.all([this.#db.contacts.toArray(), this.#db.knownKeys.toArray()]),
    );
    const byContact = groupByContact(known);
    return rows.map((row) => ({
      ...openContact(keys, row),
      fingerprints: openAll(keys, byContact.get(row.tag) ?? []),
    }));
  }

  /** Trims the name; an empty one takes it away. Throws RangeError above 100 characters. */
  async rename(contact: ContactName, name: string): Promise<void> {
    const trimmed = name.trim();
    if (Array.from(trimmed).length > LONGEST_NAME) throw new RangeError('The name is too long');
    const keys = await this.#lock.keys();
    await this.#db.contacts.put(sealContact(keys, trimmed === '' ? { contact } : { contact, name: trimmed }));
  }

  /** Forgets everything about the contact: name, keys, policy, history. */
  async forget(contact: ContactName): Promise<void> {
    const keys = await this.#lock.keys();
    const tag = contactTag(keys, contact);
    const { contacts, knownKeys, policies, history } = this.#db;
    await this.#db.transaction('rw', contacts, knownKeys, policies, history, async () => {
      await contacts.delete(tag);
      await knownKeys.where({ contact: tag }).delete();
      await policies.delete(contactScope(tag));
      await history.where({ contact: tag }).delete();
    });
  }
}

function groupByContact(rows: readonly KnownKeyRow[]): Map<string, KnownKeyRow[]> {
  const groups = new Map<string, KnownKeyRow[]>();
  for (const row of rows) {
    const group = groups.get(row.contact);
    if (group === undefined) groups.set(row.contact, [row]);
    else group.push(row);
  }
  return groups;
}
