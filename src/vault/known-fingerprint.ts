/** What is sealed in a row of `knownKeys`: a key that a contact was met with, and how far it is trusted. */

import { contactTag } from './contact-record.ts';
import { accountTag } from './identity-record.ts';
import type { ContactName } from './names.ts';
import type { KnownKeyRow } from './rows.ts';
import type { Place, VaultKeys } from './vault-keys.ts';

/** How the user made sure whose key it is. */
export type VerifiedHow = 'compared' | 'pasted' | 'scanned' | 'question' | 'secret' | 'imported';

/** `fingerprint`: 40 upper-case hexadecimal digits; times in ms since the epoch. */
export interface KnownFingerprint {
  readonly fingerprint: string;
  readonly firstSeen: number;
  readonly lastSeen: number;
  /** The user lets this key be talked to: the contact's first key, or one decided about. */
  readonly accepted: boolean;
  /** The user said so themselves: then a doubt that comes up later does not ask again. */
  readonly decided?: true;
  readonly verified?: { readonly at: number; readonly how: VerifiedHow };
}

type Tags = Omit<KnownKeyRow, 'sealed'>;

const place = ({ contact, key }: Tags): Place => ({
  table: 'knownKeys',
  row: `${contact} ${key}`,
  field: 'sealed',
});

/** The same key has the same tag with each contact, so that it can be found under another one. */
export const fingerprintTag = (keys: VaultKeys, fingerprint: string): string =>
  keys.tag('fingerprint', [fingerprint.toUpperCase()]);

export function sealFingerprint(keys: VaultKeys, contact: ContactName, known: KnownFingerprint): KnownKeyRow {
  const tags = {
    contact: contactTag(keys, contact),
    account: accountTag(keys, contact),
    key: fingerprintTag(keys, known.fingerprint),
  };
  const record = { ...known, fingerprint: known.fingerprint.toUpperCase() };
  return { ...tags, sealed: keys.sealRecord(place(tags), record) };
}

/** Throws SealBrokenError when the row was changed. */
export function openFingerprint(keys: VaultKeys, row: KnownKeyRow): KnownFingerprint {
  return keys.openRecord(place(row), row.sealed) as KnownFingerprint;
}
