/**
 * What a data message carries under its encryption: human-readable text, then a NUL and TLV records; OTRv3,
 * "Data Message".
 */
import { Reader } from '#otr/bytes/reader.ts';
import { Writer } from '#otr/bytes/writer.ts';
import { decodeUtf8, encodeUtf8 } from '#otr/crypto/utf8.ts';

export interface Tlv {
  readonly type: number;
  /** At most 65,535 bytes. */
  readonly value: Uint8Array;
}

export interface Plaintext {
  /** Empty: nothing to show. */
  readonly text: string;
  readonly tlvs: readonly Tlv[];
}

export const TLV_PADDING = 0;
export const TLV_DISCONNECTED = 1;
export const TLV_EXTRA_KEY = 8;

const TLV_HEADER = 4;

const NUL = 0;

/** A NUL ends the text, so one that the user typed must not: what follows would be read as records. */
const withoutNul = (text: string): string => text.replaceAll('\0', '\ufffd');

/**
 * The NUL is there without records too, as libotr has it. Throws RangeError when a record's value is longer than
 * 65,535 bytes.
 */
export function encodePlaintext(plaintext: Plaintext): Uint8Array {
  const text = encodeUtf8(withoutNul(plaintext.text));
  const writer = new Writer(text.length + 1).bytes(text).byte(NUL);
  for (const { type, value } of plaintext.tlvs) writer.short(type).short(value.length).bytes(value);
  return writer.written;
}

/** With a padding record that makes the encoding a multiple of `padTo` bytes; 0: as it is. Throws RangeError above 65,535. */
export function padPlaintext(plaintext: Plaintext, padTo: number): Plaintext {
  if (padTo === 0) return plaintext;
  if (padTo > 0xffff) throw new RangeError('padTo is too large for a record');
  const length = encodePlaintext(plaintext).length + TLV_HEADER;
  const value = new Uint8Array((padTo - (length % padTo)) % padTo);
  return { ...plaintext, tlvs: [...plaintext.tlvs, { type: TLV_PADDING, value }] };
}

/** Throws OtrError when a record ends too early. */
function decodeTlvs(bytes: Uint8Array): Tlv[] {
  const reader = new Reader(bytes);
  const tlvs: Tlv[] = [];
  while (reader.remaining > 0) {
    const type = reader.short();
    tlvs.push({ type, value: reader.take(reader.short()) });
  }
  return tlvs;
}

/** Throws OtrError when a record ends too early. */
export function decodePlaintext(bytes: Uint8Array): Plaintext {
  const nul = bytes.indexOf(NUL);
  if (nul === -1) return { text: decodeUtf8(bytes), tlvs: [] };
  return { text: decodeUtf8(bytes.subarray(0, nul)), tlvs: decodeTlvs(bytes.subarray(nul + 1)) };
}
