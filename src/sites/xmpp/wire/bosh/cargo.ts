/**
 * The frames of ours in a BOSH session: those that wait for a request of the page's, and which went with which request.
 *
 * A request that the page sends again has the same id, and must carry the same frames: the server takes one of the two.
 */
import type { BoshRecord } from './record.ts';

/** What goes with one request at most. */
const LOT = 50;
const LOT_LENGTH = 100_000;

export class Cargo {
  #queue: string[] = [];
  #rides = new Map<number, readonly string[]>();

  get isWaiting(): boolean {
    return this.#queue.length > 0;
  }

  get state(): Pick<BoshRecord, 'queue' | 'rides'> {
    return { queue: [...this.#queue], rides: [...this.#rides].map(([rid, frames]) => [rid, [...frames]]) };
  }

  restore({ queue, rides }: Pick<BoshRecord, 'queue' | 'rides'>): void {
    this.#queue = [...queue];
    this.#rides = new Map(rides);
  }

  add(frame: string): void {
    this.#queue.push(frame);
  }

  /** What goes with this request. */
  board(rid: number): readonly string[] {
    const aboard = this.#rides.get(rid) ?? this.#nextLot();
    if (aboard.length > 0) this.#rides.set(rid, aboard);
    return aboard;
  }

  /** What went with a request that the page sends again. */
  aboard(rid: number): readonly string[] {
    return this.#rides.get(rid) ?? [];
  }

  /** The server has got this request, and so all before it. */
  landed(rid: number): void {
    for (const other of [...this.#rides.keys()]) if (other <= rid) this.#rides.delete(other);
  }

  clear(): void {
    this.#queue = [];
    this.#rides.clear();
  }

  #nextLot(): string[] {
    let length = 0;
    const end = this.#queue.findIndex((frame, index) => {
      length += frame.length;
      return index > 0 && (index === LOT || length > LOT_LENGTH);
    });
    return this.#queue.splice(0, end < 0 ? this.#queue.length : end);
  }
}
