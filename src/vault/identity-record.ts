/** What is sealed in a row of `accounts`: the account's name, its key, and when it was made. */

import { decodeBase64, encodeBase64 } from '#otr/bytes/base64.ts';
import type { DsaKeyPair } from '#otr/crypto/dsa.ts';
import { type AccountName, accountName, accountParts } from './names.ts';
import type { SealedRow } from './rows.ts';
import type { Place, VaultKeys } from './vault-keys.ts';

export interface IdentityRecord {
  readonly account: AccountName;
  readonly key: DsaKeyPair;
  /** Milliseconds since the epoch. */
  readonly created: number;
  /** OTRv3, "Instance Tags"; drawn at its first use. A backup does not carry it: another machine is another instance. */
  readonly instanceTag?: number;
}

/** A key's numbers in base64. */
export type KeyText = Readonly<Record<keyof DsaKeyPair, string>>;

export const keyToText = ({ p, q, g, y, x }: DsaKeyPair): KeyText => ({
  p: encodeBase64(p),
  q: encodeBase64(q),
  g: encodeBase64(g),
  y: encodeBase64(y),
  x: encodeBase64(x),
});

/** Throws SyntaxError on what is not base64. */
export const keyFromText = ({ p, q, g, y, x }: KeyText): DsaKeyPair => ({
  p: bytesOf(p),
  q: bytesOf(q),
  g: bytesOf(g),
  y: bytesOf(y),
  x: bytesOf(x),
});

function bytesOf(text: string): Uint8Array {
  const bytes = decodeBase64(text);
  if (bytes === undefined) throw new SyntaxError('Not base64');
  return bytes;
}

const place = (tag: string): Place => ({ table: 'accounts', row: tag, field: 'sealed' });

export const accountTag = (keys: VaultKeys, account: AccountName): string =>
  keys.tag('account', accountParts(account));

export function sealIdentity(keys: VaultKeys, { account, key, ...rest }: IdentityRecord): SealedRow {
  const tag = accountTag(keys, account);
  const record = { account: accountName(account), key: keyToText(key), ...rest };
  return { tag, sealed: keys.sealRecord(place(tag), record) };
}

/** Throws SealBrokenError when the row was changed. */
export function openIdentity(keys: VaultKeys, { tag, sealed }: SealedRow): IdentityRecord {
  const record = keys.openRecord(place(tag), sealed) as Omit<IdentityRecord, 'key'> & { key: KeyText };
  return { ...record, key: keyFromText(record.key) };
}
