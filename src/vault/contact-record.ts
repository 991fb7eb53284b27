/** What is sealed in a row of `contacts`: whom it is about, and what the user calls them. */

import { type ContactName, contactName, contactParts } from './names.ts';
import type { SealedRow } from './rows.ts';
import type { Place, VaultKeys } from './vault-keys.ts';

export interface ContactRecord {
  readonly contact: ContactName;
  /** The user's own name for them. */
  readonly name?: string;
}

const place = (tag: string): Place => ({ table: 'contacts', row: tag, field: 'sealed' });

export const contactTag = (keys: VaultKeys, contact: ContactName): string =>
  keys.tag('contact', contactParts(contact));

export function sealContact(keys: VaultKeys, { contact, ...rest }: ContactRecord): SealedRow {
  const tag = contactTag(keys, contact);
  return { tag, sealed: keys.sealRecord(place(tag), { ...rest, contact: contactName(contact) }) };
}

/** Throws SealBrokenError when the row was changed. */
export function openContact(keys: VaultKeys, { tag, sealed }: SealedRow): ContactRecord {
  return keys.openRecord(place(tag), sealed) as ContactRecord;
}
