/**
 * What lasts: identity keys, contacts and their fingerprints, policies, settings and the opt-in history, in
 * IndexedDB, with every secret sealed under the vault key.
 *
 * Each store is a property; the four methods of the conversations stand beside them. Whatever needs the vault key
 * rejects with VaultLockedError while the vault is locked. Opening is lazy: the first use opens.
 */

import type { DsaKeyPair } from '#otr/crypto/dsa.ts';
import type { Remembered } from '#otr/engine.ts';
import { Backup } from './backup.ts';
import { type Clock, systemClock } from './clock.ts';
import { Contacts } from './contacts.ts';
import { Database } from './database.ts';
import { Fingerprints, type Trust } from './fingerprints.ts';
import { History } from './history.ts';
import { Identities } from './identities.ts';
import type { VerifiedHow } from './known-fingerprint.ts';
import { Lock } from './lock.ts';
import type { AccountName, ContactName } from './names.ts';
import { type ScryptCost, USUAL_COST } from './passphrase.ts';
import { Policies } from './policies.ts';
import { sealBox } from './sealed-box.ts';
import { boundTo, type Random } from './sealing.ts';
import { OwnMemory, type SessionArea } from './session-area.ts';
import { Settings } from './settings.ts';
import { TaughtSites } from './taught-sites.ts';

export type { Trust };

export interface VaultOptions {
  /** `storage.session`. Without it an unlocked vault is locked again when the worker dies. */
  readonly session: SessionArea;
  readonly clock: Clock;
  readonly cost: ScryptCost;
  readonly random: Random;
}

const strongRandom: Random = (length) => crypto.getRandomValues(new Uint8Array(length));

export class Vault {
  readonly lock: Lock;
  readonly identities: Identities;
  readonly contacts: Contacts;
  readonly fingerprints: Fingerprints;
  readonly policies: Policies;
  readonly settings: Settings;
  readonly taughtSites: TaughtSites;
  readonly history: History;
  readonly backup: Backup;
  readonly #random: Random;

  /** `name`: of the database. */
  constructor(name = 'sotto', options: Partial<VaultOptions> = {}) {
    const session = options.session ?? new OwnMemory();
    const { clock = systemClock, cost = USUAL_COST, random = strongRandom } = options;
    const db = new Database(name, random);
    this.#random = random;
    this.lock = new Lock({ db, session, clock, cost, random });
    this.identities = new Identities(db, this.lock, clock);
    this.contacts = new Contacts(db, this.lock);
    this.fingerprints = new Fingerprints(db, this.lock);
    this.policies = new Policies(db, this.lock);
    this.settings = new Settings(db);
    this.taughtSites = new TaughtSites(db);
    this.history = new History(db, this.lock, this.settings);
    this.backup = new Backup({ db, lock: this.lock, cost, random });
  }

  /** The account's identity key; made (about 0.1 s) when there is none yet. */
  identity(account: AccountName, random: Random): Promise<DsaKeyPair> {
    return this.identities.keyOf(account, random);
  }

  /** What a new conversation with this contact has to know of earlier ones. */
  async remembered(contact: ContactName, random: Random): Promise<Remembered> {
    const [instanceTag, known] = await Promise.all([
      this.identities.instanceTagOf(contact, random),
      this.fingerprints.of(contact),
    ]);
    return { instanceTag, hadSession: known.length > 0 };
  }

  /** Records that the contact was met with this key, and says how far it is trusted. */
  meet(contact: ContactName, fingerprint: string, now: number): Promise<Trust> {
    return this.fingerprints.meet(contact, fingerprint, now);
  }

  /** The user says whether the fingerprint is the contact's. A verified key is accepted too. */
  verify(
    contact: ContactName,
    fingerprint: string,
    verified: boolean,
    now: number,
    how: VerifiedHow = 'compared',
  ): Promise<void> {
    return this.fingerprints.verify(contact, fingerprint, verified ? { at: now, how } : undefined);
  }

  /** The user decided to talk to a new key without verifying it. */
  accept(contact: ContactName, fingerprint: string): Promise<void> {
    return this.fingerprints.accept(contact, fingerprint);
  }

  /** Seals bytes that stay in the browser session. Throws VaultLockedError while locked or not yet opened. */
  seal(plain: Uint8Array, purpose: string): Uint8Array {
    return this.lock.keysNow().sealBytes(plain, purpose);
  }

  /** What `seal` was given for the same purpose. Throws SealBrokenError, VaultLockedError. */
  unseal(sealed: Uint8Array, purpose: string): Uint8Array {
    return this.lock.keysNow().openBytes(sealed, purpose);
  }

  /** Seals bytes that stay in the browser session; while the vault is locked too, when nobody here can open them. */
  async sealBox(plain: Uint8Array, purpose: string): Promise<Uint8Array> {
    return sealBox(await this.lock.boxKey(), plain, boundToBox(purpose), this.#random);
  }

  /** What `sealBox` was given for the same purpose. Throws SealBrokenError, VaultLockedError. */
  openBox(box: Uint8Array, purpose: string): Uint8Array {
    return this.lock.keysNow().openBox(box, boundToBox(purpose));
  }
}

const boundToBox = (purpose: string): Uint8Array => boundTo('box', purpose);
