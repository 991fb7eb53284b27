/**
 * The keys that contacts were met with, and how far each is trusted.
 *
 * Invariants: trust belongs to a key and a contact together; a fingerprint is never forgotten by itself; a second
 * key of a contact, and one that the user verified as another contact's, is not accepted before the user says so.
 */
import { contactTag, openContact, sealContact } from './contact-record.ts';
import type { Database } from './database.ts';
import { accountTag } from './identity-record.ts';
import {
  fingerprintTag,
  type KnownFingerprint,
  openFingerprint,
  sealFingerprint,
  type VerifiedHow,
} from './known-fingerprint.ts';
import type { Lock } from './lock.ts';
import type { ContactName } from './names.ts';
import type { KnownKeyRow } from './rows.ts';
import type { VaultKeys } from './vault-keys.ts';

/** Why a key may not be talked to before the user has decided: the gravest reason. */
export type Doubt =
  /** Verified, but as another contact's. */
  | { readonly kind: 'known-to-another'; readonly owner: ContactName }
  /** Not verified, and the contact has a key that is. */
  | { readonly kind: 'was-verified' }
  /** The contact was met with another key before. */
  | { readonly kind: 'new-key' };

/** What is known of the key that a session was just set up with. */
export interface Trust {
  readonly verified: boolean;
  /** False when there is a doubt and the user has not decided about this key. */
  readonly accepted: boolean;
  /** There when it is not accepted. */
  readonly doubt?: Doubt;
}

type Change = (known: KnownFingerprint) => KnownFingerprint;

export class Fingerprints {
  readonly #db: Database;
  readonly #lock: Lock;

  constructor(db: Database, lock: Lock) {
    this.#db = db;
    this.#lock = lock;
  }

  /** Records that the contact was met with this key, and says how far it is trusted. */
  async meet(contact: ContactName, fingerprint: string, now: number): Promise<Trust> {
    const keys = await this.#lock.keys();
    const tag = contactTag(keys, contact);
    const key = fingerprintTag(keys, fingerprint);
    return this.#db.transaction('rw', this.#db.knownKeys, this.#db.contacts, async () => {
      const all = await this.#db.knownKeys.where({ contact: tag }).toArray();
      const row = all.find((one) => one.key === key);
      const others = all.filter((one) => one !== row).map((one) => openFingerprint(keys, one));
      const owner = await this.#ownerBeside(keys, tag, contact, key);
      const known: KnownFingerprint = row
        ? { ...openFingerprint(keys, row), lastSeen: now }
        : {
            fingerprint,
            firstSeen: now,
            lastSeen: now,
            accepted: others.length === 0 && owner === undefined,
          };
      await this.#db.knownKeys.put(sealFingerprint(keys, contact, known));
      await rememberContact(this.#db, keys, contact);
      return trustIn(known, others, owner);
    });
  }

  /** The user made sure, or takes it back. A verified key is accepted too. Nothing for a key that was never met. */
  async verify(
    contact: ContactName,
    fingerprint: string,
    verified: { readonly at: number; readonly how: VerifiedHow } | undefined,
  ): Promise<void> {
    await this.#change(contact, fingerprint, ({ verified: _, ...known }) =>
      verified ? { ...known, accepted: true, decided: true, verified } : known,
    );
  }

  /** The user decided to talk to a new key without verifying it. */
  async accept(contact: ContactName, fingerprint: string): Promise<void> {
    await this.#change(contact, fingerprint, (known) => ({ ...known, accepted: true, decided: true }));
  }

  /** The most recently seen first. */
  async of(contact: ContactName): Promise<KnownFingerprint[]> {
    const keys = await this.#lock.keys();
    const rows = await this.#db.knownKeys.where({ contact: contactTag(keys, contact) }).toArray();
    return openAll(keys, rows);
  }

  /** Met again, the key counts as new. */
  async forget(contact: ContactName, fingerprint: string): Promise<void> {
    const keys = await this.#lock.keys();
    await this.#db.knownKeys.delete([contactTag(keys, contact), fingerprintTag(keys, fingerprint)]);
  }

  async hasVerified(contact: ContactName): Promise<boolean> {
    return (await this.of(contact)).some(({ verified }) => verified !== undefined);
  }

  /** Another contact of the same account to whom this key belongs, as the user verified. */
  async whoElse(fingerprint: string, contact: ContactName): Promise<ContactName | undefined> {
    const keys = await this.#lock.keys();
    return this.#ownerBeside(keys, contactTag(keys, contact), contact, fingerprintTag(keys, fingerprint));
  }

  /** `tag`: the contact's. `key`: the fingerprint's. */
  async #ownerBeside(
    keys: VaultKeys,
    tag: string,
    contact: ContactName,
    key: string,
  ): Promise<ContactName | undefined> {
    const rows = await this.#db.knownKeys.where({ account: accountTag(keys, contact), key }).toArray();
    const owner = rows.find((row) => row.contact !== tag && openFingerprint(keys, row).verified);
    const named = owner && (await this.#db.contacts.get(owner.contact));
    return named && openContact(keys, named).contact;
  }

  async #change(contact: ContactName, fingerprint: string, change: Change): Promise<void> {
    const keys = await this.#lock.keys();
    const id: [string, string] = [contactTag(keys, contact), fingerprintTag(keys, fingerprint)];
    await this.#db.transaction('rw', this.#db.knownKeys, async () => {
      const row = await this.#db.knownKeys.get(id);
      if (row === undefined) return;
      await this.#db.knownKeys.put(sealFingerprint(keys, contact, change(openFingerprint(keys, row))));
    });
  }
}

/** `others`: the contact's other keys. `owner`: another contact to whom the key belongs, as the user verified. */
function trustIn(
  { verified, decided, accepted }: KnownFingerprint,
  others: readonly KnownFingerprint[],
  owner: ContactName | undefined,
): Trust {
  if (verified !== undefined || decided) return { verified: verified !== undefined, accepted: true };
  const doubt = doubtAbout(accepted, others, owner);
  return { verified: false, accepted: doubt === undefined, ...(doubt === undefined ? {} : { doubt }) };
}

function doubtAbout(
  accepted: boolean,
  others: readonly KnownFingerprint[],
  owner: ContactName | undefined,
): Doubt | undefined {
  if (owner !== undefined) return { kind: 'known-to-another', owner };
  if (others.some((other) => other.verified !== undefined)) return { kind: 'was-verified' };
  return accepted ? undefined : { kind: 'new-key' };
}

/** Opens a contact's rows; the most recently seen first. */
export const openAll = (keys: VaultKeys, rows: readonly KnownKeyRow[]): KnownFingerprint[] =>
  rows.map((row) => openFingerprint(keys, row)).sort((a, b) => b.lastSeen - a.lastSeen);

/** Tags cannot be read back: whoever writes about a contact makes sure that its name is on record. In a transaction. */
export async function rememberContact(db: Database, keys: VaultKeys, contact: ContactName): Promise<void> {
  const known = await db.contacts.get(contactTag(keys, contact));
  if (known === undefined) await db.contacts.add(sealContact(keys, { contact }));
}
