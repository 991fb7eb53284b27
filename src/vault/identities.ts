/**
 * Our identity keys, one per account.
 *
 * Invariants: an account has one identity, made at its first use; only `regenerate` and `remove` ever end it.
 */
import { bytesToHex } from '@noble/hashes/utils.js';
import { type DsaKeyPair, fingerprint, generateDsaKey, isDsaKeyPair } from '#otr/crypto/dsa.ts';
import { randomInstanceTag } from '#otr/v3/instance-tag.ts';
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import { accountTag, type IdentityRecord, openIdentity, sealIdentity } from './identity-record.ts';
import type { Lock } from './lock.ts';
import type { AccountName } from './names.ts';
import type { Random } from './sealing.ts';

/** An identity as the user sees it, without the key. */
export interface Identity {
  readonly account: AccountName;
  /** 40 upper-case hexadecimal digits. */
  readonly fingerprint: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
}

/** 'known': the account has this very key. 'conflict': it has another one, which stays; 'invalid': not a DSA key pair. */
export type ImportOutcome =
  | { readonly outcome: 'added' | 'known'; readonly fingerprint: string }
  | { readonly outcome: 'conflict'; readonly fingerprint: string; readonly existing: string }
  | { readonly outcome: 'invalid' };

/** 40 upper-case hexadecimal digits. */
export const fingerprintText = (key: DsaKeyPair): string => bytesToHex(fingerprint(key)).toUpperCase();

export class Identities {
  readonly #db: Database;
  readonly #lock: Lock;
  readonly #clock: Clock;

  constructor(db: Database, lock: Lock, clock: Clock) {
    this.#db = db;
    this.#lock = lock;
    this.#clock = clock;
  }

  /** The account's key pair; made (about 0.1 s) when there is none yet. Two who ask at once get the same. */
  async keyOf(account: AccountName, random: Random): Promise<DsaKeyPair> {
    const keys = await this.#lock.keys();
    const row = await this.#db.accounts.get(accountTag(keys, account));
    if (row !== undefined) return openIdentity(keys, row).key;
    const made = sealIdentity(keys, this.#make(account, random));
    const kept = await this.#db.transaction('rw', this.#db.accounts, async () => {
      const raced = await this.#db.accounts.get(made.tag);
      if (raced === undefined) await this.#db.accounts.add(made);
      return raced ?? made;
    });
    return openIdentity(keys, kept).key;
  }

  /** The account's instance tag; drawn when there is none yet, and the same from then on. */
  async instanceTagOf(account: AccountName, random: Random): Promise<number> {
    await this.keyOf(account, random);
    const keys = await this.#lock.keys();
    return this.#db.transaction('rw', this.#db.accounts, async () => {
      const row = await this.#db.accounts.get(accountTag(keys, account));
      const identity = row && openIdentity(keys, row);
      const instanceTag = identity?.instanceTag ?? randomInstanceTag(random);
      if (identity && identity.instanceTag === undefined) {
        await this.#db.accounts.put(sealIdentity(keys, { ...identity, instanceTag }));
      }
      return instanceTag;
    });
  }

  async find(account: AccountName): Promise<Identity | undefined> {
    const keys = await this.#lock.keys();
    const row = await this.#db.accounts.get(accountTag(keys, account));
    return row && shown(openIdentity(keys, row));
  }

  /** All of them, the oldest first. */
  async list(): Promise<Identity[]> {
    const keys = await this.#lock.keys();
    const rows = await this.#db.accounts.toArray();
    return rows.map((row) => shown(openIdentity(keys, row))).sort((a, b) => a.created - b.created);
  }

  /** A new key for the account; the old one is gone. The account's contacts will see a new key. */
  async regenerate(account: AccountName, random: Random): Promise<Identity> {
    const keys = await this.#lock.keys();
    const made = this.#make(account, random);
    await this.#db.accounts.put(sealIdentity(keys, made));
    return shown(made);
  }

  async remove(account: AccountName): Promise<void> {
    const keys = await this.#lock.keys();
    await this.#db.accounts.delete(accountTag(keys, account));
  }

  /** Takes a key from elsewhere. An account that has another key keeps it, and the caller is told. */
  async import(account: AccountName, key: DsaKeyPair): Promise<ImportOutcome> {
    if (!isDsaKeyPair(key)) return { outcome: 'invalid' };
    const keys = await this.#lock.keys();
    const coming = sealIdentity(keys, { account, key, created: this.#clock.now() });
    const known = await this.#db.transaction('rw', this.#db.accounts, async () => {
      const row = await this.#db.accounts.get(coming.tag);
      if (row === undefined) await this.#db.accounts.add(coming);
      return row;
    });
    const theirs = fingerprintText(key);
    if (known === undefined) return { outcome: 'added', fingerprint: theirs };
    const existing = fingerprintText(openIdentity(keys, known).key);
    if (existing === theirs) return { outcome: 'known', fingerprint: theirs };
    return { outcome: 'conflict', fingerprint: theirs, existing };
  }

  #make(account: AccountName, random: Random): IdentityRecord {
    return { account, key: generateDsaKey(random), created: this.#clock.now() };
  }
}

const shown = ({ account, key, created }: IdentityRecord): Identity => ({
  account,
  fingerprint: fingerprintText(key),
  created,
});
