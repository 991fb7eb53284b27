/**
 * Writes the data types of OTRv3, "Data types": each function gives the bytes of one field.
 */
import { numberToBytes, trimZeros } from './big-endian.ts';

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** BYTE. Throws RangeError outside 0..255. */
export const byte = (value: number): Uint8Array => numberToBytes(value, 1);

/** SHORT, 2 bytes. Throws RangeError when it does not fit. */
export const short = (value: number): Uint8Array => numberToBytes(value, 2);

/** INT, 4 bytes. Throws RangeError when it does not fit. */
export const int = (value: number): Uint8Array => numberToBytes(value, 4);

/** DATA: 4 bytes of length, then the bytes. */
export const data = (value: Uint8Array): Uint8Array => concat(int(value.length), value);

/** MPI: 4 bytes of length, then the number without leading zeros. */
export const mpi = (value: Uint8Array): Uint8Array => data(trimZeros(value));
