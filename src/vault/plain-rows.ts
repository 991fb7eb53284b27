/**
 * Schema version 1 to 2: the plain rows are sealed under a vault key made for them.
 *
 * Runs inside the version change, so that a crash leaves version 1 as it was. The names are found in the rows as
 * JSON arrays. The browser's database may keep the old bytes in its files until it compacts them.
 */
import type { Transaction } from 'dexie';
import type { DsaKeyPair } from '#otr/crypto/dsa.ts';
import { sealContact } from './contact-record.ts';
import { sealIdentity } from './identity-record.ts';
import { type KnownFingerprint, sealFingerprint } from './known-fingerprint.ts';
import type { AccountName, ContactName } from './names.ts';
import type { Random } from './sealing.ts';
import { VAULT_KEY_LENGTH, VaultKeys } from './vault-keys.ts';

interface PlainIdentity {
  readonly account: string;
  readonly key: DsaKeyPair;
  readonly created: number;
}

interface PlainFingerprint extends KnownFingerprint {
  readonly contact: string;
}

function nameOf(json: string): ContactName {
  const [origin = '', service = '', account = '', peer = ''] = JSON.parse(json) as string[];
  return { origin, service, account, peer };
}

export async function sealPlainRows(transaction: Transaction, random: Random): Promise<void> {
  const identities: PlainIdentity[] = await transaction.table('identities').toArray();
  const fingerprints: PlainFingerprint[] = await transaction.table('fingerprints').toArray();
  const key = random(VAULT_KEY_LENGTH);
  const keys = new VaultKeys(key, random);
  await transaction.table('keyring').add({ id: 'key', kind: 'plain', check: keys.check(), key });
  const accountOf = (row: PlainIdentity): AccountName => nameOf(row.account);
  await transaction
    .table('accounts')
    .bulkPut(identities.map((row) => sealIdentity(keys, { ...row, account: accountOf(row) })));
  const names = new Set(fingerprints.map(({ contact }) => contact));
  await transaction
    .table('contacts')
    .bulkPut(Array.from(names, (name) => sealContact(keys, { contact: nameOf(name) })));
  await transaction
    .table('knownKeys')
    .bulkPut(fingerprints.map(({ contact, ...known }) => sealFingerprint(keys, nameOf(contact), known)));
  keys.wipe();
}
