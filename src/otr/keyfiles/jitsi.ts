/**
 * Jitsi's OTR keys in `sip-communicator.properties`, one file with all its settings: the user's private keys, the
 * fingerprints of contacts, and which of them were verified. Everything else in the file is passed over unread.
 *
 * Jitsi makes a property's name of an address by putting `_` for all that is no letter or digit, so the address cannot
 * be told from it. Whose an account's key is, the same file says; whose a contact's fingerprint is, only
 * `contactlist.xml` beside it. Nothing is guessed: of what no address or more than one belongs to, the count is kept.
 */
import { decodeBase64 } from '#otr/bytes/base64.ts';
import { fingerprint } from '#otr/crypto/dsa.ts';
import { readDsaKeyPair, readDsaPublicKey } from './dsa-der.ts';
import type { FingerprintEntry } from './fingerprints.ts';
import { type Property, readProperties } from './java-properties.ts';
import type { JitsiContact } from './jitsi-contacts.ts';
import { KeyFileError } from './key-file-error.ts';
import type { AccountKey } from './private-keys.ts';
import { bytesOfHex } from './text.ts';

export interface JitsiSettings {
  readonly keys: readonly AccountKey[];
  readonly fingerprints: readonly JitsiFingerprint[];
  /** The accounts that are still set up, by Jitsi's name for them. */
  readonly accounts: ReadonlyMap<string, JitsiAccount>;
}

interface JitsiFingerprint {
  /** The contact's address as `propertyName` leaves it. */
  readonly contact: string;
  /** 20 bytes. */
  readonly fingerprint: Uint8Array;
  readonly isVerified: boolean;
}

interface JitsiAccount {
  /** For example `alice@example.org`. */
  readonly account: string;
  /** Jitsi's word for it, for example `Jabber`. */
  readonly protocol: string;
}

const OTR = 'net.java.sip.communicator.plugin.otr.';
const ACCOUNT = /^(net\.java\.sip\.communicator\.impl\.protocol\.\w+\.acc\d+)\.(ACCOUNT_UID|USER_ID)$/;
/** The protocol of a key whose account is no longer set up. */
const UNKNOWN = 'Jitsi';

/** By which the file is known. */
const SETTING = /^net\.java\.sip\.communicator\./;

/** Whether the file is Jitsi's settings. */
export function isJitsiSettings(file: Uint8Array): boolean {
  let isOne = false;
  try {
    readProperties(file, (name) => {
      isOne ||= SETTING.test(name);
      return false;
    });
  } catch (error) {
    if (!(error instanceof KeyFileError)) throw error;
  }
  return isOne;
}

/** Each key has been checked. Throws KeyFileError. */
export function readJitsiSettings(file: Uint8Array): JitsiSettings {
  const properties = readProperties(file, (name) => name.startsWith(OTR) || ACCOUNT.test(name));
  const accounts = accountsIn(properties);
  const otr = new Map(
    properties
      .filter(({ name }) => name.startsWith(OTR))
      .map((property) => [property.name.slice(OTR.length), property]),
  );
  return { accounts, keys: keysIn(otr, accounts), fingerprints: [...fingerprintsIn(otr)] };
}

type OtrProperties = ReadonlyMap<string, Property>;

function accountsIn(properties: readonly Property[]): Map<string, JitsiAccount> {
  const nodes = new Map<string, { uid?: string; user?: string }>();
  for (const { name, value } of properties) {
    const [, node, which] = ACCOUNT.exec(name) ?? [];
    if (node === undefined) continue;
    nodes.set(node, { ...nodes.get(node), [which === 'USER_ID' ? 'user' : 'uid']: value });
  }
  const accounts = new Map<string, JitsiAccount>();
  for (const { uid, user } of nodes.values()) {
    if (uid !== undefined) accounts.set(uid, accountOf(uid, user));
  }
  return accounts;
}

/** Of `Jabber:alice@example.org@example.org`: the protocol, then the user, then after the last @ the service. */
function accountOf(uid: string, user?: string): JitsiAccount {
  const [protocol = UNKNOWN] = uid.split(':', 1);
  const rest = uid.slice(protocol.length + 1);
  const service = rest.lastIndexOf('@');
  return { protocol, account: user ?? (service > 0 ? rest.slice(0, service) : rest) };
}

/** What Jitsi makes of an address or of its name for an account. */
function propertyName(id: string): string {
  const name = id.replace(/./gsu, (character) =>
    // Java looks at each UTF-16 code unit alone.
    character.length > 1 ? '__' : character.replace(/[^\p{L}\p{Nd}]/u, '_'),
  );
  return /^\p{Nd}/u.test(name) ? `p${name}` : name;
}

function keysIn(otr: OtrProperties, accounts: ReadonlyMap<string, JitsiAccount>): AccountKey[] {
  const byName = new Map(Array.from(accounts, ([uid, account]) => [propertyName(uid), account]));
  return namesEnding(otr, '_privateKey').map(([name, secret]) => {
    const key = readDsaKeyPair(bytesOf(secret), bytesOf(otr.get(`${name}_publicKey`) ?? secret));
    if (key === undefined) throw new KeyFileError('key-invalid', secret.line);
    return { ...(byName.get(name) ?? { account: name, protocol: UNKNOWN }), key };
  });
}

function* fingerprintsIn(otr: OtrProperties): Generator<JitsiFingerprint> {
  for (const [contact, { value, line }] of namesEnding(otr, '_fingerprints')) {
    for (const digits of value.split(',')) {
      const bytes = bytesOfHex(digits);
      if (bytes?.length !== 20) throw new KeyFileError('bad-fingerprint', line);
      const isVerified = otr.get(`${contact}${digits}_fingerprint_verified`)?.value === 'true';
      yield { contact, fingerprint: bytes, isVerified };
    }
  }
  // Until 2013 Jitsi kept each contact's whole key.
  for (const [contact, property] of namesEnding(otr, '_publicKey')) {
    if (otr.has(`${contact}_privateKey`)) continue;
    const key = readDsaPublicKey(bytesOf(property));
    if (key === undefined) throw new KeyFileError('key-invalid', property.line);
    const isVerified = otr.get(`${contact}_publicKey_verified`)?.value === 'true';
    yield { contact, fingerprint: fingerprint(key), isVerified };
  }
}

const namesEnding = (otr: OtrProperties, end: string): (readonly [string, Property])[] =>
  Array.from(otr)
    .filter(([name]) => name.endsWith(end))
    .map(([name, property]) => [name.slice(0, -end.length), property]);

function bytesOf({ value, line }: Property): Uint8Array {
  const bytes = decodeBase64(value);
  if (bytes === undefined) throw new KeyFileError('not-base64', line);
  return bytes;
}

/** The fingerprints of the contacts that `contacts` names, and how many belong to none of them, or to several. */
export function namedFingerprints(
  { fingerprints, accounts }: Pick<JitsiSettings, 'fingerprints' | 'accounts'>,
  contacts: readonly JitsiContact[],
): { readonly entries: readonly FingerprintEntry[]; readonly nameless: number } {
  const byName = contactsByName(contacts);
  const entries: FingerprintEntry[] = [];
  let nameless = 0;
  for (const { contact, fingerprint: bytes, isVerified } of fingerprints) {
    const owners = byName.get(contact) ?? [];
    const [peer, another] = new Set(owners.map(({ address }) => address));
    if (peer === undefined || another !== undefined) {
      nameless += 1;
      continue;
    }
    const trust = isVerified ? 'verified' : '';
    for (const uid of new Set(owners.map(({ accountUid }) => accountUid))) {
      entries.push({ peer, ...(accounts.get(uid) ?? accountOf(uid)), fingerprint: bytes, trust });
    }
  }
  return { entries, nameless };
}

function contactsByName(contacts: readonly JitsiContact[]): Map<string, JitsiContact[]> {
  const byName = new Map<string, JitsiContact[]>();
  for (const contact of contacts) {
    const name = propertyName(contact.address);
    byName.set(name, [...(byName.get(name) ?? []), contact]);
  }
  return byName;
}
