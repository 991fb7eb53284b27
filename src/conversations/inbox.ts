/**
 * What messenger tabs told while Sotto was locked, in `storage.session`, in order: texts as they came over the wire
 * (private ones as ciphertext), and what became of texts on their way out.
 *
 * Whatever is in it may be in it twice, and may have been taken already when a worker dies: conversations act once.
 */
import type { Address } from '#channel/conversation.ts';
import type { Received } from './conversations.ts';
import { deliveryMark } from './first-delivery.ts';
import type { SessionArea } from './session-store.ts';

export type InboxItem =
  | { readonly kind: 'received'; readonly received: Received }
  | { readonly kind: 'too-long'; readonly address: Address; readonly id: string }
  | {
      readonly kind: 'settled';
      readonly item: string;
      readonly outcome: 'sent' | 'failed';
      readonly tab: number;
    };

interface Kept {
  readonly item: InboxItem;
  readonly mark: string;
}

/** In characters; `storage.session` holds 10 MB, the sealed conversations take up to two thirds. */
const BUDGET = 1_000_000;
const PREFIX = 'inbox:';

const keyOf = (number: number): string => PREFIX + String(number).padStart(9, '0');

export class Inbox {
  readonly #area: SessionArea;
  readonly #kept = new Map<number, Kept>();
  readonly #writing = new Set<Promise<void>>();
  #size = 0;
  #next = 1;

  private constructor(area: SessionArea) {
    this.#area = area;
  }

  static async load(area: SessionArea): Promise<Inbox> {
    const inbox = new Inbox(area);
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

  /** Gives each item to `take`, in order, and lets go of it afterwards; until nothing is left. */
  async drain(take: (item: InboxItem) => Promise<void>): Promise<void> {
    while (this.busy) {
      await Promise.allSettled(this.#writing);
      const number = Math.min(...this.#kept.keys());
      const kept = this.#kept.get(number);
      if (kept === undefined) continue;
      await take(kept.item);
      await this.#area.remove([keyOf(number)]);
      this.#kept.delete(number);
      this.#size -= sizeOf(kept);
    }
  }

  async #write(number: number, item: InboxItem): Promise<void> {
    const kept = { item, mark: await markOf(item) };
    if (Array.from(this.#kept.values()).some(({ mark }) => mark === kept.mark)) return;
    if (this.#size + sizeOf(kept) > BUDGET) throw new RangeError('The inbox is full');
    await this.#area.set({ [keyOf(number)]: kept });
    this.#hold(number, kept);
  }

  #hold(number: number, kept: Kept): void {
    this.#kept.set(number, kept);
    this.#size += sizeOf(kept);
  }
}

/** What the item is known by when it is told again. */
async function markOf(item: InboxItem): Promise<string> {
  if (item.kind === 'settled') return `settled ${item.item}`;
  if (item.kind === 'too-long') return JSON.stringify(['too-long', item.address, item.id]);
  const { address, id, text } = item.received;
  return JSON.stringify([address, await deliveryMark(id, text)]);
}

const sizeOf = (kept: Kept): number => JSON.stringify(kept).length;
