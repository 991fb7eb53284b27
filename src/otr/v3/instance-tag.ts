/** Instance tags (OTRv3, "Instance Tags"): 32 bits, 0x100 and above; 0 where the peer's is not known yet. */
import { bytesToInt } from '#otr/bytes/big-endian.ts';

export const UNKNOWN_TAG = 0;
const SMALLEST_TAG = 0x100;

export const isInstanceTag = (tag: number): boolean => tag >= SMALLEST_TAG && tag <= 0xffffffff;

/** Draws 4 bytes, again for the few values that are reserved. */
export function randomInstanceTag(random: (length: number) => Uint8Array): number {
  for (;;) {
    const tag = bytesToInt(random(4));
    if (isInstanceTag(tag)) return tag;
  }
}
