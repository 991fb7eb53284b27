/**
 * What messenger tabs told while Sotto was locked, in `storage.session`, in order: texts as they came over the wire
 * (private ones as ciphertext), what the page's own composer was kept from sending, and what became of texts on their
 * way out. Each is sealed: it can be put in while Sotto is locked, and read only afterwards.
 *
 * Whatever is in it may be in it twice, and may have been taken already when a worker dies: conversations act once.
 */
import type { Address } from '#channel/conversation.ts';
import { decodeBase64, encodeBase64 } from '#otr/bytes/base64.ts';
import { decodeUtf8, encodeUtf8 } from '#otr/crypto/utf8.ts';
import type { Vault } from '#vault/vault.ts';
import type { Received } from './conversations.ts';
import { deliveryMark } from './first-delivery.ts';
import type { SessionArea } from './session-store.ts';

export type InboxItem =
  | { readonly kind: 'received'; readonly received: Received }
  | { readonly kind: 'held'; readonly address: Address; readonly id: string; readonly text: string }
  | { readonly kind: 'too-long'; readonly address: Address; readonly id: string }
  | {
      readonly kind: 'settled';
      readonly item: string;
      readonly outcome: 'sent' | 'failed';
      readonly tab: number;
    };

export type BoxSealer = Pick<Vault, 'sealBox' | 'openBox'>;

interface Kept {
  /** What the item is known by when it is told again; a hash. */
  readonly mark: string;
  /** The item as JSON, sealed for its mark, in base64. */
  readonly sealed: string;
}

/** In characters; `storage.session` holds 10 MB, the sealed conversations take up to two thirds. */
const BUDGET = 1_400_000;
const PREFIX = 'inbox:';

const keyOf = (number: number): string => PREFIX + String(number).padStart(9, '0');

export class Inbox {
  readonly #area: SessionArea;
  readonly #sealer: BoxSealer;
  readonly #kept = new Map<number, Kept>();
  readonly #writing = new Set<Promise<void>>();
  #size = 0;
  #next = 1;

  private constructor(area: SessionArea, sealer: BoxSealer) {
    this.#area = area;
    this.#sealer = sealer;
  }

  static async load(area: SessionArea, sealer: BoxSealer): Promise<Inbox> {
    const inbox = new Inbox(area, sealer);
    const items = Object.entries(await area.get(null)).filter(([key]) => key.startsWith(PREFIX));
    for (const [key, kept] of items.sort(([a], [b]) => (a < b ? -1 : 1))) {
      const number = Number(key.slice(PREFIX.length));
      inbox.#hold(number, kept as Kept);
      inbox.#next = number + 1;
    }
    return inbox;
  }

  /** Resolves when it is on record. Throws RangeError when the inbox is full: the tab tells it again later. */
  async add(item: InboxItem): Promise<void> {
    const number = this.#next;
    this.#next += 1;
    const written = this.#write(number, item);
    this.#writing.add(written);
    try {
      await written;
    } finally {
      this.#writing.delete(written);
    }
  }

  /** True as long as something is in it or on its way into it. */
  get busy(): boolean {
    return this.#writing.size > 0 || this.#kept.size > 0;
  }

  /** Gives each item to `take`, in order, and lets go of it afterwards; until nothing is left. The vault is open. */
  async drain(take: (item: InboxItem) => Promise<void>): Promise<void> {
    while (this.busy) {
      await Promise.allSettled(this.#writing);
      const number = Math.min(...this.#kept.keys());
      const kept = this.#kept.get(number);
      if (kept === undefined) continue;
      await take(this.#open(kept));
      await this.#area.remove([keyOf(number)]);
      this.#kept.delete(number);
      this.#size -= sizeOf(kept);
    }
  }

  #open({ mark, sealed }: Kept): InboxItem {
    const plain = this.#sealer.openBox(decodeBase64(sealed) ?? new Uint8Array(), mark);
    return JSON.parse(decodeUtf8(plain)) as InboxItem;
  }

  async #write(number: number, item: InboxItem): Promise<void> {
    const mark = await markOf(item);
    if (this.#has(mark)) return;
    const box = await this.#sealer.sealBox(encodeUtf8(JSON.stringify(item)), mark);
    const kept = { mark, sealed: encodeBase64(box) };
    if (this.#size + sizeOf(kept) > BUDGET) throw new RangeError('The inbox is full');
    await this.#area.set({ [keyOf(number)]: kept });
    this.#hold(number, kept);
  }

  #has = (mark: string): boolean => Array.from(this.#kept.values()).some((kept) => kept.mark === mark);

  #hold(number: number, kept: Kept): void {
    this.#kept.set(number, kept);
    this.#size += sizeOf(kept);
  }
}

async function markOf(item: InboxItem): Promise<string> {
  switch (item.kind) {
    case 'received':
      return deliveryMark(
        JSON.stringify([item.received.address, await deliveryMark(item.received.id, item.received.text)]),
        '',
      );
    case 'settled':
      return deliveryMark(JSON.stringify([item.kind, item.item]), '');
    default:
      return deliveryMark(JSON.stringify([item.kind, item.address, item.id]), '');
  }
}

const sizeOf = ({ mark, sealed }: Kept): number => mark.length + sealed.length;
