/**
 * libotr's file of private keys, byte for byte: `otr.private_key` in Pidgin and Adium, `otr.key` in irssi, `keys.txt` in
 * profanity. An s-expression with an account each: name, protocol, DSA key.
 */
import { trimZeros } from '#otr/bytes/big-endian.ts';
import { concat } from '#otr/bytes/writer.ts';
import { type DsaKeyPair, isDsaKeyPair } from '#otr/crypto/dsa.ts';
import { encodeUtf8 } from '#otr/crypto/utf8.ts';
import { KeyFileError } from './key-file-error.ts';
import { binaryBytes, formatAtom, type List, parseSExpression, type SExpression } from './s-expression.ts';
import { decodeText } from './text.ts';

export interface AccountKey {
  /** As the client writes it, for example `dave@localhost/pidgin`. */
  readonly account: string;
  /** The client's word for it, for example `prpl-jabber`; see clients.ts. */
  readonly protocol: string;
  readonly key: DsaKeyPair;
}

/** In the file's order. Each key has been checked. Throws KeyFileError. */
export function readPrivateKeys(file: Uint8Array): AccountKey[] {
  const root = parseSExpression(file);
  return labelled(root, 'privkeys').items.slice(1).map(readAccount);
}

function readAccount(expression: SExpression): AccountKey {
  const account = labelled(expression, 'account');
  return {
    account: textOf(account, 'name'),
    protocol: textOf(account, 'protocol'),
    key: readKey(child(account, 'private-key')),
  };
}

function readKey(privateKey: List): DsaKeyPair {
  const dsa = child(privateKey, 'dsa');
  const [p, q, g, y, x] = [
    numberOf(dsa, 'p'),
    numberOf(dsa, 'q'),
    numberOf(dsa, 'g'),
    numberOf(dsa, 'y'),
    numberOf(dsa, 'x'),
  ];
  const key = { p, q, g, y, x };
  if (!isDsaKeyPair(key)) throw new KeyFileError('key-invalid', dsa.line);
  return key;
}

const labelOf = (expression: SExpression): string | undefined => {
  const label = expression.kind === 'list' ? expression.items[0] : undefined;
  return label?.kind === 'atom' ? String.fromCharCode(...label.bytes.subarray(0, 32)) : undefined;
};

/** The expression as a list that begins with `label`. */
function labelled(expression: SExpression, label: string): List {
  if (expression.kind !== 'list' || labelOf(expression) !== label) {
    throw new KeyFileError(`no-${label}`, expression.line);
  }
  return expression;
}

/** The one list in `parent` that begins with `label`. */
function child(parent: List, label: string): List {
  const [found, second] = parent.items.filter((item) => labelOf(item) === label);
  if (found === undefined) throw new KeyFileError(`no-${label}`, parent.line);
  if (second !== undefined) throw new KeyFileError(`second-${label}`, second.line);
  return labelled(found, label);
}

function atomOf(parent: List, label: string): { bytes: Uint8Array; line: number } {
  const { items, line } = child(parent, label);
  const value = items[1];
  if (items.length !== 2 || value?.kind !== 'atom') throw new KeyFileError(`bad-${label}`, line);
  return value;
}

function textOf(parent: List, label: string): string {
  const { bytes, line } = atomOf(parent, label);
  return decodeText(bytes, line);
}

/** Big-endian without leading zeros. With the top bit set libgcrypt would take it for a negative number. */
function numberOf(parent: List, label: string): Uint8Array {
  const { bytes, line } = atomOf(parent, label);
  if ((bytes[0] ?? 0) >= 0x80) throw new KeyFileError('negative-number', line);
  return trimZeros(bytes);
}

/** The file as libotr writes it, with the keys in this order. */
export function writePrivateKeys(accounts: readonly AccountKey[]): Uint8Array {
  return binaryBytes(`(privkeys\n${accounts.map(formatAccount).join('')})\n`);
}

function formatAccount({ account, protocol, key }: AccountKey): string {
  const numbers = (['p', 'q', 'g', 'y', 'x'] as const).map(
    (name) => `  (${name} ${formatNumber(key[name])})\n`,
  );
  return [
    ' (account\n',
    `(name ${formatAtom(encodeUtf8(account))})\n`,
    `(protocol ${formatAtom(encodeUtf8(protocol))})\n`,
    `(private-key \n (dsa \n${numbers.join('')}  )\n )\n`,
    ' )\n',
  ].join('');
}

/** A zero byte in front keeps the top bit from being a sign. */
function formatNumber(number: Uint8Array): string {
  const [first = 0] = number;
  return formatAtom(first >= 0x80 ? concat(Uint8Array.of(0), number) : number);
}
