/**
 * Keys and fingerprints of other programs, into the vault.
 *
 * Here an account belongs to a web site too, so the user says which of theirs each account of the files becomes. Nothing
 * here is replaced: another key, or a verified mark, stays.
 */
import type { Account, Foreign, TakenView } from '#channel/options.ts';
import type { FingerprintEntry } from '#otr/keyfiles/fingerprints.ts';
import type { ImportOutcome } from '#vault/identities.ts';
import type { AccountName, ContactName } from '#vault/names.ts';
import type { Vault } from '#vault/vault.ts';
import { hex } from './conversation-record.ts';
import { type ForeignKeys, isOf } from './foreign-keys.ts';

interface Choice {
  readonly from: Foreign;
  readonly to: Account;
}

export async function takeIn(
  vault: Vault,
  foreign: ForeignKeys,
  choices: readonly Choice[],
  now: number,
): Promise<TakenView> {
  const conflicts: Account[] = [];
  let keys = 0;
  let fingerprints = 0;
  for (const { from, to } of choices) {
    const outcomes = await takeKeys(vault, foreign, { from, to });
    keys += outcomes.filter((outcome) => outcome === 'added').length;
    conflicts.push(...outcomes.filter((outcome) => outcome === 'conflict').map(() => to));
    for (const entry of foreign.fingerprints.filter((one) => isOf(from, one))) {
      if (await takeFingerprint(vault, to, entry, now)) fingerprints += 1;
    }
  }
  return { keys, fingerprints, conflicts };
}

async function takeKeys(vault: Vault, { keys }: ForeignKeys, { from, to }: Choice) {
  const outcomes: ImportOutcome['outcome'][] = [];
  for (const { key } of keys.filter((one) => isOf(from, one))) {
    outcomes.push((await vault.identities.import(to, key)).outcome);
  }
  return outcomes;
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
