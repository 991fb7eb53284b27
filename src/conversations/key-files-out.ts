/**
 * Keys and fingerprints as libotr's programs read them: which of the user's accounts a program could have, what it
 * would call them, and its files. They are not encrypted.
 */
import type { Account, KeyFilesPlan } from '#channel/options.ts';
import { CLIENTS, type Client, type ClientFiles } from '#otr/keyfiles/clients.ts';
import { type FingerprintEntry, writeFingerprints } from '#otr/keyfiles/fingerprints.ts';
import { writeInstanceTags } from '#otr/keyfiles/instance-tags.ts';
import { type AccountKey, writePrivateKeys } from '#otr/keyfiles/private-keys.ts';
import { bytesOfHex } from '#otr/keyfiles/text.ts';
import { randomInstanceTag } from '#otr/v3/instance-tag.ts';
import type { AccountName } from '#vault/names.ts';
import type { Vault } from '#vault/vault.ts';

type Random = (length: number) => Uint8Array;

/** An account, and what the program calls it. */
interface Renamed {
  readonly account: Account;
  readonly name: string;
}

export interface KeyFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The program's word for the account's protocol; undefined when it does not speak it. */
const protocolFor = ({ protocols }: ClientFiles, { service }: AccountName): string | undefined =>
  service === 'xmpp' ? protocols.xmpp : protocols.irc;

/** What the program probably calls the account, the nth of them; empty where only the user can know. */
function likelyName({ account: kind }: ClientFiles, { service, account }: AccountName, nth: number): string {
  if (kind === 'number-of-account') return String(nth);
  if (service !== 'xmpp') return '';
  // Pidgin writes the resource after the JID, and the slash also when there is none.
  return kind === 'jid-with-resource' ? `${account}/` : account;
}

/** What would be saved for the program. Of two accounts with one name only the older gets it. */
export async function planKeyFiles(program: Client, vault: Vault): Promise<KeyFilesPlan> {
  const client = CLIENTS[program];
  const accounts: Renamed[] = [];
  for (const { account } of await vault.identities.list()) {
    if (protocolFor(client, account) === undefined) continue;
    const name = likelyName(client, account, accounts.length + 1);
    accounts.push({ account, name: accounts.some((one) => one.name === name) ? '' : name });
  }
  return { named: client.account, accounts };
}

/** The program's files with those accounts of the user's that have a key. */
export async function keyFilesFor(
  program: Client,
  chosen: readonly Renamed[],
  vault: Vault,
  random: Random,
): Promise<KeyFile[]> {
  const client = CLIENTS[program];
  const accounts = (await vault.identities.list()).map(({ account }) => account);
  const keys: AccountKey[] = [];
  const fingerprints: FingerprintEntry[] = [];
  for (const { account, name } of chosen) {
    const protocol = protocolFor(client, account);
    if (protocol === undefined || !accounts.some((known) => isSame(known, account))) continue;
    if (keys.some((key) => key.account === name && key.protocol === protocol)) continue;
    keys.push({ account: name, protocol, key: await vault.identity(account, random) });
    fingerprints.push(...(await fingerprintsOf(vault, account, { account: name, protocol })));
  }
  return clientFiles(client, keys, fingerprints, random);
}

/** Where the program looks for its files. */
export function foldersFor(program: Client, names: readonly string[]): string[] {
  const { folder, foldersOfAccounts } = CLIENTS[program];
  if (!foldersOfAccounts) return [`~/${folder}`];
  return names.map((name) => `~/${folder}/${name.replaceAll('@', '_at_')}`);
}

const isSame = (one: AccountName, other: AccountName): boolean =>
  one.origin === other.origin && one.service === other.service && one.account === other.account;

async function fingerprintsOf(
  vault: Vault,
  account: AccountName,
  named: Pick<FingerprintEntry, 'account' | 'protocol'>,
): Promise<FingerprintEntry[]> {
  const contacts = (await vault.contacts.list()).filter(({ contact }) => isSame(contact, account));
  return contacts.flatMap(({ contact, fingerprints }) =>
    fingerprints.map(({ fingerprint, verified }) => ({
      peer: contact.peer,
      ...named,
      fingerprint: bytesOfHex(fingerprint) ?? new Uint8Array(),
      trust: verified === undefined ? '' : 'verified',
    })),
  );
}

/** Tags are new ones: two programs on one account must not have the same. */
export function clientFiles(
  { privateKeys, fingerprints, instanceTags }: ClientFiles,
  keys: readonly AccountKey[],
  entries: readonly FingerprintEntry[],
  random: Random,
): KeyFile[] {
  const tags = keys.map(({ account, protocol }) => ({ account, protocol, tag: randomInstanceTag(random) }));
  return [
    { name: privateKeys, bytes: writePrivateKeys(keys) },
    { name: fingerprints, bytes: writeFingerprints(entries) },
    ...(instanceTags === undefined ? [] : [{ name: instanceTags, bytes: writeInstanceTags(tags) }]),
  ];
}
