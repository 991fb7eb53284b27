/**
 * libotr's file of instance tags, byte for byte: `otr.instance_tags` in Pidgin and Adium, `otr.instag` in irssi. A line
 * each: account, protocol, tag in hexadecimal, with tabs between.
 */
import { encodeUtf8 } from '#otr/crypto/utf8.ts';
import { KeyFileError } from './key-file-error.ts';
import { type Row, readRows, writeRow } from './text.ts';

export interface InstanceTagEntry {
  readonly account: string;
  readonly protocol: string;
  /** 0x100 or more, 32 bits. */
  readonly tag: number;
}

/** OTRv3, "Instance Tags": lower ones are reserved. */
const LEAST_TAG = 0x100;

/** What libotr puts on top; without a tab, so that it is skipped. */
const WARNING =
  "# WARNING! You shouldn't copy this file to another computer. It is unnecessary and can cause problems.\n";

/** In the file's order. Throws KeyFileError. */
export function readInstanceTags(file: Uint8Array): InstanceTagEntry[] {
  return readRows(file).map(readEntry);
}

function readEntry({ fields, line }: Row): InstanceTagEntry {
  const [account, protocol, hex] = fields;
  if (account === undefined || protocol === undefined || hex === undefined || fields.length > 3) {
    throw new KeyFileError('wrong-number-of-fields', line);
  }
  const tag = /^[0-9A-Fa-f]{8}$/.test(hex) ? Number.parseInt(hex, 16) : 0;
  if (tag < LEAST_TAG) throw new KeyFileError('bad-instance-tag', line);
  return { account, protocol, tag };
}

/** The file as libotr writes it, in this order. Throws RangeError for names with tabs or line breaks. */
export function writeInstanceTags(entries: readonly InstanceTagEntry[]): Uint8Array {
  const lines = entries.map(({ account, protocol, tag }) =>
    writeRow(account, protocol, tag.toString(16).padStart(8, '0')),
  );
  return encodeUtf8(WARNING + lines.join(''));
}
