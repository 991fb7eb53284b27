/**
 * What the files of other programs hold: the three of libotr's programs, and the two of Jitsi.
 *
 * Each file is known by its content. Those programs know accounts by a name and a protocol.
 */
import type { Foreign, FoundView } from '#channel/options.ts';
import { type FingerprintEntry, readFingerprints } from '#otr/keyfiles/fingerprints.ts';
import { readInstanceTags } from '#otr/keyfiles/instance-tags.ts';
import {
  isJitsiSettings,
  type JitsiSettings,
  namedFingerprints,
  readJitsiSettings,
} from '#otr/keyfiles/jitsi.ts';
import { isJitsiContacts, type JitsiContact, readJitsiContacts } from '#otr/keyfiles/jitsi-contacts.ts';
import { KeyFileError } from '#otr/keyfiles/key-file-error.ts';
import { type AccountKey, readPrivateKeys } from '#otr/keyfiles/private-keys.ts';

export interface ForeignKeys {
  readonly keys: readonly AccountKey[];
  readonly fingerprints: readonly FingerprintEntry[];
  /** Fingerprints of Jitsi's of which the files do not say whose they are. */
  readonly nameless: number;
}

/** What one file holds. */
export interface ForeignFile {
  readonly keys?: readonly AccountKey[];
  readonly fingerprints?: readonly FingerprintEntry[];
  readonly settings?: JitsiSettings;
  readonly contacts?: readonly JitsiContact[];
}

const PARENTHESIS = 0x28;
const SPACES = [0x20, 0x09, 0x0a, 0x0d];

/** Throws KeyFileError for a file that is none of these. */
export function readForeignFile(bytes: Uint8Array): ForeignFile {
  const first = bytes.find((byte) => !SPACES.includes(byte));
  if (first === PARENTHESIS) return { keys: readPrivateKeys(bytes) };
  if (isJitsiContacts(bytes)) return { contacts: readJitsiContacts(bytes) };
  if (isJitsiSettings(bytes)) return { settings: readJitsiSettings(bytes) };
  // Chosen along with the others; the tags are of no use elsewhere.
  if (isInstanceTags(bytes)) return {};
  const fingerprints = readFingerprints(bytes);
  if (fingerprints.length === 0) throw new KeyFileError('nothing-found', 1);
  return { fingerprints };
}

function isInstanceTags(bytes: Uint8Array): boolean {
  try {
    return readInstanceTags(bytes).length > 0;
  } catch (error) {
    if (error instanceof KeyFileError) return false;
    throw error;
  }
}

/** What files that were chosen together hold: Jitsi's list says whose the fingerprints in its settings are. */
export function together(files: readonly ForeignFile[]): ForeignKeys {
  const contacts = files.flatMap((file) => file.contacts ?? []);
  const settings = files.flatMap((file) => file.settings ?? []);
  const named = settings.map((one) => namedFingerprints(one, contacts));
  return {
    keys: [...files.flatMap((file) => file.keys ?? []), ...settings.flatMap(({ keys }) => keys)],
    fingerprints: [
      ...files.flatMap((file) => file.fingerprints ?? []),
      ...named.flatMap(({ entries }) => entries),
    ],
    nameless: named.reduce((sum, { nameless }) => sum + nameless, 0),
  };
}

export const isOf = (from: Foreign, { account, protocol }: Foreign): boolean =>
  from.account === account && from.protocol === protocol;

/** Each account in the files, with what they hold of it. */
export function foundIn({ keys, fingerprints }: ForeignKeys): FoundView[] {
  const accounts: Foreign[] = [];
  for (const { account, protocol } of [...keys, ...fingerprints]) {
    const from = { account, protocol };
    if (!accounts.some((known) => isOf(known, from))) accounts.push(from);
  }
  return accounts.map((from) => ({
    from,
    hasKey: keys.some((one) => isOf(from, one)),
    fingerprints: fingerprints.filter((one) => isOf(from, one)).length,
  }));
}
