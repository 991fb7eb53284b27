/**
 * Unsigned numbers as big-endian bytes without leading zeros: how MPIs travel and how keys are kept in the state.
 */

/** Without leading zero bytes; zero is the empty array. Shares memory with `bytes`. */
export function trimZeros(bytes: Uint8Array): Uint8Array {
  let start = 0;
  while (bytes[start] === 0) start += 1;
  return start === 0 ? bytes : bytes.subarray(start);
}

/** Compares as numbers: negative, zero or positive, as for Array.sort. Not constant-time: for public values only. */
export function compareBigEndian(left: Uint8Array, right: Uint8Array): number {
  const a = trimZeros(left);
  const b = trimZeros(right);
  if (a.length !== b.length) return a.length - b.length;
  for (let at = 0; at < a.length; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The number as exactly `length` bytes. For safe integers >= 0; throws RangeError when it does not fit. */
export function numberToBytes(value: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let rest = value;
  for (let at = length - 1; at >= 0; at--) {
    bytes[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  if (rest !== 0) throw new RangeError('number does not fit');
  return bytes;
}

/** The number in at most 6 bytes. */
export function bytesToInt(bytes: Uint8Array): number {
  let value = 0;
  for (let at = 0; at < bytes.length; at++) value = value * 256 + (bytes[at] ?? 0);
  return value;
}
