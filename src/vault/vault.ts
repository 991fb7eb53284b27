/**
 * What lasts: one identity key per account, and the fingerprints met, per contact. IndexedDB through Dexie.
 *
 * Invariants: an account has one identity, made at its first use and never replaced by a second first use;
 * a fingerprint belongs to one contact (origin, service, account, peer) and is never forgotten by itself.
 */
import Dexie, { type Table } from 'dexie';
import { type DsaKeyPair, generateDsaKey } from '#otr/crypto/dsa.ts';

/** An account of ours on one origin. */
export interface AccountName {
  readonly origin: string;
  readonly service: string;
  readonly account: string;
}

/** A contact of one of our accounts. */
export interface ContactName extends AccountName {
  readonly peer: string;
}

interface IdentityRow {
  readonly account: string;
  readonly key: DsaKeyPair;
  /** Milliseconds since the epoch. */
  readonly created: number;
}

/** A key that a contact was met with. `fingerprint`: 40 upper-case hexadecimal digits; times in ms since the epoch. */
export interface KnownFingerprint {
  readonly contact: string;
  readonly fingerprint: string;
  readonly firstSeen: number;
  readonly lastSeen: number;
  /** The user lets this key be talked to: the contact's first key, or one decided about. */
  readonly accepted: boolean;
  readonly verified?: { readonly at: number; readonly how: 'compared' };
}

/** What is known of the key that a session was just set up with. */
export interface Trust {
  readonly verified: boolean;
  /** False when the contact was met with another key before and the user has not decided about this one. */
  readonly accepted: boolean;
}

const accountKey = ({ origin, service, account }: AccountName): string =>
  JSON.stringify([origin, service, account]);
const contactKey = ({ origin, service, account, peer }: ContactName): string =>
  JSON.stringify([origin, service, account, peer]);

export class Vault {
  readonly #db: Dexie;
  readonly #identities: Table<IdentityRow, string>;
  readonly #fingerprints: Table<KnownFingerprint, [string, string]>;

  constructor(name = 'sotto') {
    this.#db = new Dexie(name);
    this.#db.version(1).stores({ identities: 'account', fingerprints: '[contact+fingerprint], contact' });
    this.#identities = this.#db.table('identities');
    this.#fingerprints = this.#db.table('fingerprints');
  }

  /** The account's identity key; made (about 0.1 s) when there is none yet. */
  async identity(account: AccountName, random: (length: number) => Uint8Array): Promise<DsaKeyPair> {
    const id = accountKey(account);
    const known = await this.#identities.get(id);
    if (known !== undefined) return known.key;
    const key = generateDsaKey(random);
    return this.#db.transaction('rw', this.#identities, async () => {
      const raced = await this.#identities.get(id);
      if (raced !== undefined) return raced.key;
      await this.#identities.add({ account: id, key, created: Date.now() });
      return key;
    });
  }

  /** Records that the contact was met with this key, and says how far it is trusted. */
  async meet(contact: ContactName, fingerprint: string, now: number): Promise<Trust> {
    const id = contactKey(contact);
    return this.#db.transaction('rw', this.#fingerprints, async () => {
      const all = await this.#fingerprints.where('contact').equals(id).toArray();
      const known = all.find((row) => row.fingerprint === fingerprint);
      const row: KnownFingerprint = known
        ? { ...known, lastSeen: now }
        : { contact: id, fingerprint, firstSeen: now, lastSeen: now, accepted: all.length === 0 };
      await this.#fingerprints.put(row);
      return { verified: row.verified !== undefined, accepted: row.accepted };
    });
  }

  /** The user compared the fingerprint and says whether it is the contact's. A verified key is accepted too. */
  async verify(contact: ContactName, fingerprint: string, verified: boolean, now: number): Promise<void> {
    await this.#change(contact, fingerprint, ({ verified: _, ...row }) =>
      verified ? { ...row, accepted: true, verified: { at: now, how: 'compared' } } : row,
    );
  }

  /** The user decided to talk to a new key without verifying it. */
  async accept(contact: ContactName, fingerprint: string): Promise<void> {
    await this.#change(contact, fingerprint, (row) => ({ ...row, accepted: true }));
  }

  async #change(
    contact: ContactName,
    fingerprint: string,
    change: (row: KnownFingerprint) => KnownFingerprint,
  ): Promise<void> {
    await this.#db.transaction('rw', this.#fingerprints, async () => {
      const row = await this.#fingerprints.get([contactKey(contact), fingerprint]);
      if (row !== undefined) await this.#fingerprints.put(change(row));
    });
  }
}
