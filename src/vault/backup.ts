/** The whole vault in one encrypted file, and back. */
import { isDsaKeyPair } from '#otr/crypto/dsa.ts';
import { BackupError } from './backup-error.ts';
import { readBackupFile, writeBackupFile } from './backup-file.ts';
import { type BackupContact, type BackupPayload, decodePayload, encodePayload } from './backup-payload.ts';
import { type ContactRecord, contactTag, openContact } from './contact-record.ts';
import type { Database } from './database.ts';
import { openAll } from './fingerprints.ts';
import { openEntry } from './history.ts';
import { keyFromText, keyToText, openIdentity } from './identity-record.ts';
import type { Lock } from './lock.ts';
import type { ScryptCost } from './passphrase.ts';
import { contactScope } from './policies.ts';
import { Restore, type RestoreReport } from './restore.ts';
import type { Random } from './sealing.ts';
import type { VaultKeys } from './vault-keys.ts';

export interface BackupOptions {
  readonly db: Database;
  readonly lock: Lock;
  readonly cost: ScryptCost;
  readonly random: Random;
}

const CONTACT_SCOPE = contactScope('');

export class Backup {
  readonly #options: BackupOptions;

  constructor(options: BackupOptions) {
    this.#options = options;
  }

  /**
   * Everything but the master passphrase, under `passphrase`. About a second.
   * Throws BackupError 'too-large', RangeError for an empty passphrase, VaultLockedError.
   */
  async export(passphrase: string): Promise<Uint8Array> {
    const { db, lock, cost, random } = this.#options;
    const keys = await lock.keys();
    const payload = await db.transaction('r', db.tables, async () => this.#collect(keys));
    return writeBackupFile(encodePayload(payload), passphrase, cost, random);
  }

  /**
   * Adds what the file holds to this vault; what is here stays (see restore.ts). One transaction.
   * Throws BackupError, VaultLockedError; then nothing has changed.
   */
  async restore(file: Uint8Array, passphrase: string): Promise<RestoreReport> {
    const { db, lock } = this.#options;
    await lock.keys();
    const payload = decodePayload(await readBackupFile(file, passphrase));
    if (!payload.identities.every(({ key }) => isKeyText(key))) throw new BackupError('damaged');
    const keys = await lock.keys();
    return db.transaction('rw', db.tables, async () => new Restore(db, keys).run(payload));
  }

  async #collect(keys: VaultKeys): Promise<BackupPayload> {
    const { db } = this.#options;
    const identities = (await db.accounts.toArray()).map((row) => openIdentity(keys, row));
    const contacts: BackupContact[] = [];
    for (const row of await db.contacts.toArray()) {
      contacts.push(await this.#collectContact(keys, openContact(keys, row)));
    }
    const policies = await db.policies.toArray();
    return {
      version: 1,
      identities: identities.map((identity) => ({ ...identity, key: keyToText(identity.key) })),
      contacts,
      policies: policies.filter(({ scope }) => !scope.startsWith(CONTACT_SCOPE)),
      settings: await db.settings.toArray(),
      taught: await db.taught.toArray(),
    };
  }

  async #collectContact(keys: VaultKeys, record: ContactRecord): Promise<BackupContact> {
    const { db } = this.#options;
    const contact = contactTag(keys, record.contact);
    const { scope: _, ...rules } = (await db.policies.get(contactScope(contact))) ?? { scope: '' };
    const history = await db.history.where({ contact }).sortBy('seq');
    return {
      ...record,
      fingerprints: openAll(keys, await db.knownKeys.where({ contact }).toArray()),
      rules,
      history: history.map((row) => openEntry(keys, row)),
    };
  }
}

function isKeyText(text: BackupPayload['identities'][number]['key']): boolean {
  try {
    return isDsaKeyPair(keyFromText(text));
  } catch {
    return false;
  }
}
