/**
 * Fragments; OTRv3, "Fragmentation": `?OTR|sender|receiver,k,n,piece,` with tags in hex, k and n in decimal.
 *
 * Reassembly keeps one message in the making, in order, and gives it up when it grows beyond MAX_MESSAGE.
 */
import { OtrError } from '#otr/otr-error.ts';
import { isInstanceTag, UNKNOWN_TAG } from './instance-tag.ts';
import type { Tags } from './message.ts';

export const FRAGMENT_PREFIX = '?OTR|';
const SECTION = 'Fragmentation';
const MAX_PIECES = 65535;

/** The longest message that is put together, in UTF-16 code units. */
export const MAX_MESSAGE = 1_048_576;

/** All but the piece: prefix, two tags of 8 digits, two numbers of 5 digits, separators. */
const OVERHEAD = FRAGMENT_PREFIX.length + 8 + 1 + 8 + 1 + 5 + 1 + 5 + 1 + 1;

export interface Fragment {
  readonly tags: Tags;
  readonly k: number;
  readonly n: number;
  readonly piece: string;
}

/** The message in the making: pieces 1 to k of n from one sender. */
export interface FragmentStore {
  readonly sender: number;
  readonly k: number;
  readonly n: number;
  readonly text: string;
  /** Whether all pieces were delivered live. */
  readonly live: boolean;
}

/** `text` itself when it fits into `maxText` UTF-16 code units, else its fragments. Throws RangeError when too small. */
export function fragment(text: string, tags: Tags, maxText: number): string[] {
  if (text.length <= maxText) return [text];
  const size = maxText - OVERHEAD;
  const n = Math.ceil(text.length / size);
  if (size < 1 || n > MAX_PIECES) throw new RangeError('maxText is too small for this message');
  const hex = (tag: number) => tag.toString(16).padStart(8, '0');
  const decimal = (number: number) => number.toString().padStart(5, '0');
  const head = `${FRAGMENT_PREFIX}${hex(tags.sender)}|${hex(tags.receiver)}`;
  return Array.from({ length: n }, (_, index) => {
    const piece = text.slice(index * size, (index + 1) * size);
    return `${head},${decimal(index + 1)},${decimal(n)},${piece},`;
  });
}

const FRAGMENT = /^\?OTR\|([0-9a-fA-F]{1,8})\|([0-9a-fA-F]{1,8}),([0-9]{1,5}),([0-9]{1,5}),([^,]+),/;

/** Reads a text that begins with `?OTR|`. Throws OtrError. */
export function decodeFragment(text: string): Fragment {
  const [, sender, receiver, k, n, piece] = FRAGMENT.exec(text) ?? [];
  if (piece === undefined) throw new OtrError('fragment-syntax', SECTION);
  const decoded = {
    tags: { sender: Number.parseInt(sender ?? '', 16), receiver: Number.parseInt(receiver ?? '', 16) },
    k: Number(k),
    n: Number(n),
    piece,
  };
  checkFragment(decoded);
  return decoded;
}

function checkFragment({ tags, k, n }: Fragment): void {
  if (k === 0 || n === 0 || k > n || n > MAX_PIECES) throw new OtrError('fragment-number', SECTION);
  const receiverOpen = tags.receiver === UNKNOWN_TAG;
  if (!isInstanceTag(tags.sender) || !(receiverOpen || isInstanceTag(tags.receiver))) {
    throw new OtrError('instance-tag-invalid', 'Instance Tags');
  }
}

export interface Reassembly {
  readonly store?: FragmentStore;
  /** The whole message, once the last piece is there. */
  readonly complete?: { readonly text: string; readonly live: boolean };
}

/** Adds a piece. What does not continue the stored message drops it. Throws OtrError when it grows too long. */
export function reassemble(store: FragmentStore | undefined, next: Fragment, live: boolean): Reassembly {
  const { k, n, piece, tags } = next;
  const continues = store?.sender === tags.sender && store.n === n && store.k + 1 === k;
  if (k !== 1 && !continues) return {};
  const before = k === 1 || store === undefined ? { text: '', live: true } : store;
  const text = before.text + piece;
  if (text.length > MAX_MESSAGE) throw new OtrError('message-too-long', SECTION);
  const allLive = before.live && live;
  if (k === n) return { complete: { text, live: allLive } };
  return { store: { sender: tags.sender, k, n, text, live: allLive } };
}
