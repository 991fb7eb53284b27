/**
 * The key files of libotr's programs, to and from the vault.
 *
 * Those programs know accounts by a name and a protocol; here an account belongs to a web site too, so the user says
 * which of theirs each becomes. Nothing here is replaced: another key, or a verified mark, stays.
 */
import type { Account, Foreign, FoundView, TakenView } from '#channel/options.ts';
import { CLIENTS } from '#otr/keyfiles/clients.ts';
import { type FingerprintEntry, readFingerprints, writeFingerprints } from '#otr/keyfiles/fingerprints.ts';
import { KeyFileError } from '#otr/keyfiles/key-file-error.ts';
import { type AccountKey, readPrivateKeys, writePrivateKeys } from '#otr/keyfiles/private-keys.ts';
import type { AccountName, ContactName } from '#vault/names.ts';
import type { Vault } from '#vault/vault.ts';
import { hex } from './conversation-record.ts';

export interface ForeignFile {
  readonly keys: readonly AccountKey[];
  readonly fingerprints: readonly FingerprintEntry[];
}

const PARENTHESIS = 0x28;
const SPACES = [0x20, 0x09, 0x0a, 0x0d];

/** A file of either kind: one of keys begins with a parenthesis. Throws KeyFileError for one that holds neither. */
export function foreignFile(bytes: Uint8Array): ForeignFile {
  const first = bytes.find((byte) => !SPACES.includes(byte));
  if (first === PARENTHESIS) return { keys: readPrivateKeys(bytes), fingerprints: [] };
  const fingerprints = readFingerprints(bytes);
  if (fingerprints.length === 0) throw new KeyFileError('nothing-found', 1);
  return { keys: [], fingerprints };
}

const isSame = (a: Foreign, b: Foreign): boolean => a.account === b.account && a.protocol === b.protocol;

/** Each account in the files, with what they hold of it. */
export function found(files: readonly ForeignFile[]): FoundView[] {
  const keys = files.flatMap((file) => file.keys);
  const fingerprints = files.flatMap((file) => file.fingerprints);
  const accounts: Foreign[] = [];
  for (const { account, protocol } of [...keys, ...fingerprints]) {
    const from = { account, protocol };
    if (!accounts.some((known) => isSame(known, from))) accounts.push(from);
  }
  return accounts.map((from) => ({
    from,
    hasKey: keys.some((one) => isSame(one, from)),
    fingerprints: fingerprints.filter((one) => isSame(one, from)).length,
  }));
}

interface Choice {
  readonly from: Foreign;
  readonly to: Account;
}

export async function takeIn(
  vault: Vault,
  files: readonly ForeignFile[],
  choices: readonly Choice[],
  now: number,
): Promise<TakenView> {
  const conflicts: Account[] = [];
  let keys = 0;
  let fingerprints = 0;
  for (const { from, to } of choices) {
    for (const { key } of files.flatMap((file) => file.keys).filter((one) => isSame(one, from))) {
      const { outcome } = await vault.identities.import(to, key);
      if (outcome === 'added') keys += 1;
      if (outcome === 'conflict') conflicts.push(to);
    }
    const entries = files.flatMap((file) => file.fingerprints).filter((one) => isSame(one, from));
    fingerprints += await takeFingerprints(vault, to, entries, now);
  }
  return { keys, fingerprints, conflicts };
}

/** How many were new here, or became verified. */
async function takeFingerprints(
  vault: Vault,
  account: AccountName,
  entries: readonly FingerprintEntry[],
  now: number,
): Promise<number> {
  let taken = 0;
  for (const entry of entries) if (await takeFingerprint(vault, account, entry, now)) taken += 1;
  return taken;
}

/** True when the fingerprint, or its verified mark, was not here before. */
async function takeFingerprint(
  vault: Vault,
  account: AccountName,
  entry: FingerprintEntry,
  now: number,
): Promise<boolean> {
  const contact: ContactName = { ...account, peer: bare(entry.peer) };
  const fingerprint = hex(entry.fingerprint);
  const known = (await vault.fingerprints.of(contact)).find((one) => one.fingerprint === fingerprint);
  const isVerified = entry.trust !== '';
  if (known !== undefined && (known.verified !== undefined || !isVerified)) return false;
  if (known === undefined) await vault.meet(contact, fingerprint, now);
  if (isVerified) await vault.verify(contact, fingerprint, true, now, 'imported');
  return true;
}

/** A JID without its resource. */
const bare = (jid: string): string => jid.split('/', 1)[0] ?? jid;

/** Keys and fingerprints of all XMPP accounts, as the program names accounts and files. */
export async function keyFilesFor(
  program: 'pidgin' | 'profanity',
  vault: Vault,
  random: (length: number) => Uint8Array,
): Promise<{ readonly name: string; readonly bytes: Uint8Array }[]> {
  const client = CLIENTS[program];
  const protocol = client.protocols.xmpp ?? '';
  // Pidgin writes the resource after the JID, and the slash also when there is none.
  const named = (account: string): string =>
    client.account === 'jid-with-resource' ? `${account}/` : account;
  const keys: AccountKey[] = [];
  for (const { account } of await vault.identities.list()) {
    const name = named(account.account);
    // The programs know no sites: of two keys with one name the older goes.
    if (account.service !== 'xmpp' || keys.some((known) => known.account === name)) continue;
    keys.push({ account: name, protocol, key: await vault.identity(account, random) });
  }
  const contacts = (await vault.contacts.list()).filter(({ contact }) => contact.service === 'xmpp');
  const entries = contacts.flatMap(({ contact, fingerprints }) =>
    fingerprints.map(({ fingerprint, verified }) => ({
      peer: contact.peer,
      account: named(contact.account),
      protocol,
      fingerprint: bytesOf(fingerprint),
      trust: verified === undefined ? '' : 'verified',
    })),
  );
  return [
    { name: client.privateKeys, bytes: writePrivateKeys(keys) },
    { name: client.fingerprints, bytes: writeFingerprints(entries) },
  ];
}

const bytesOf = (digits: string): Uint8Array =>
  Uint8Array.from(digits.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
