/**
 * The tables on disk, by schema version. IndexedDB through Dexie.
 *
 * Version 1: plain rows. Version 2: what says who, with whom and what is sealed under the vault key, and found by
 * tags (HMACs of names). What stays readable: how many rows there are, which belong together, and the settings and
 * site policies, which are needed while the vault is locked. Version 3: recipes of the user's own.
 *
 * What is handed to `transaction` and `upgrade` is always an async function: Dexie tells by that whether to keep the
 * transaction open over promises that are not its own.
 *
 * A version that was released is never changed; the next one gets a migration of its own, and a test.
 */
import Dexie, { type Table } from 'dexie';
import { sealPlainRows } from './plain-rows.ts';
import type {
  AttemptsRow,
  HistoryRow,
  KeyRow,
  KnownKeyRow,
  PolicyRow,
  SealedRow,
  SettingRow,
  TaughtRow,
} from './rows.ts';
import type { Random } from './sealing.ts';

export class Database extends Dexie {
  declare readonly keyring: Table<KeyRow | AttemptsRow, string>;
  declare readonly accounts: Table<SealedRow, string>;
  declare readonly contacts: Table<SealedRow, string>;
  declare readonly knownKeys: Table<KnownKeyRow, [string, string]>;
  declare readonly policies: Table<PolicyRow, string>;
  declare readonly settings: Table<SettingRow, string>;
  declare readonly history: Table<HistoryRow, number>;
  declare readonly taught: Table<TaughtRow, string>;

  constructor(name: string, random: Random) {
    super(name);
    this.version(1).stores({ identities: 'account', fingerprints: '[contact+fingerprint], contact' });
    this.version(2)
      .stores({
        identities: null,
        fingerprints: null,
        keyring: 'id',
        accounts: 'tag',
        contacts: 'tag',
        knownKeys: '[contact+key], contact, [account+key]',
        policies: 'scope',
        settings: 'name',
        history: 'seq, contact, [contact+seq], [contact+mark]',
      })
      .upgrade(async (transaction) => sealPlainRows(transaction, random));
    this.version(3).stores({ taught: 'origin' });
  }

  /** The row of the vault key, if there is one yet. */
  async keyRow(): Promise<KeyRow | undefined> {
    const row = await this.keyring.get('key');
    return row?.id === 'key' ? row : undefined;
  }
}
