/**
 * The conversations of this browser session, in memory and in `storage.session`: never on a disk.
 *
 * Read whole when the worker starts; from then on memory is what is asked and every turn is written, in one call,
 * before it counts. A turn that cannot be written did not happen.
 */
import type { Address, Entry } from '#channel/conversation.ts';
import { newConversation } from '#otr/engine.ts';
import { migrate } from '#otr/migrate.ts';
import type { ConversationRecord } from './conversation-record.ts';
import { REMEMBERED } from './first-delivery.ts';
import { decode, encode } from './session-codec.ts';
import type { Turn } from './turn.ts';

/** The part of `storage.session` that is used. */
export interface SessionArea {
  get(keys: null): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: string[]): Promise<void>;
}

type Random = (length: number) => Uint8Array;

/** What one conversation holds in memory. */
interface Held {
  record: ConversationRecord;
  readonly transcript: Map<string, Entry>;
  /** Slot to mark, and mark to slot: the slots are a ring of REMEMBERED. */
  readonly seenSlots: Map<number, string>;
  readonly seen: Set<string>;
}

/** `storage.session` holds 10 MB; transcripts may fill this many characters of it, the oldest entries go first. */
const TRANSCRIPT_BUDGET = 2_500_000;

const conversationKey = (id: string): string => `conversation:${id}`;
const entryKey = (id: string, seq: number): string => `entry:${id}:${seq}`;
const seenKey = (id: string, slot: number): string => `seen:${id}:${slot}`;
/** Whether the area's item of this key belongs to a conversation, in the clear. */
export const isConversationItem = (key: string): boolean => /^(conversation|entry|seen):/.test(key);
export const addressKey = ({ origin, service, account, peer }: Address): string =>
  JSON.stringify([origin, service, account, peer]);
export const sameAddress = (a: Address, b: Address): boolean => addressKey(a) === addressKey(b);

export class SessionStore {
  readonly #area: SessionArea;
  readonly #random: Random;
  readonly #held = new Map<string, Held>();
  readonly #byAddress = new Map<string, string>();
  #transcriptSize = 0;
  #isOpen = false;

  /** Empty and closed until `open`. */
  constructor(area: SessionArea, random: Random) {
    this.#area = area;
    this.#random = random;
  }

  /** Reads what an earlier worker of this browser session left, which may be one of an earlier version. */
  static async load(area: SessionArea, random: Random): Promise<SessionStore> {
    const store = new SessionStore(area, random);
    await store.open();
    return store;
  }

  /** Whether turns may be taken. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Reads what lies in the area, which may be of an earlier version. */
  async open(): Promise<void> {
    const items = Object.entries(await this.#area.get(null));
    const givenUp: ConversationRecord[] = [];
    this.forget();
    for (const [key, value] of items) {
      if (!key.startsWith('conversation:') || typeof value !== 'string') continue;
      const record = decode(value) as ConversationRecord;
      const otr = migrate(record.otr);
      this.#hold(otr === undefined ? record : { ...record, otr });
      if (otr === undefined) givenUp.push(record);
    }
    for (const [key, value] of items) this.#restore(key, value);
    for (const record of givenUp) await this.write(endedByUpdate(record, this.#random));
    this.#isOpen = true;
  }

  /** No new turn begins; those under way are still written. */
  close(): void {
    this.#isOpen = false;
  }

  /** Closed, and nothing is left in memory; what lies in the area stays. */
  forget(): void {
    this.#isOpen = false;
    this.#held.clear();
    this.#byAddress.clear();
    this.#transcriptSize = 0;
  }

  /** All that lies in the area of one conversation, by key. */
  items(id: string): Record<string, unknown> {
    const held = this.#held.get(id);
    if (held === undefined) return {};
    return {
      [conversationKey(id)]: encode(held.record),
      ...Object.fromEntries(this.entries(id).map((entry) => [entryKey(id, entry.seq), entry])),
      ...Object.fromEntries(Array.from(held.seenSlots, ([slot, mark]) => [seenKey(id, slot), mark])),
    };
  }

  records(): ConversationRecord[] {
    return Array.from(this.#held.values(), ({ record }) => record);
  }

  record(id: string): ConversationRecord | undefined {
    return this.#held.get(id)?.record;
  }

  find(address: Address): ConversationRecord | undefined {
    const id = this.#byAddress.get(addressKey(address));
    return id === undefined ? undefined : this.record(id);
  }

  /** A conversation that is in memory only until its first turn is written. */
  add(record: ConversationRecord): void {
    this.#hold(record);
  }

  entry(id: string, entryId: string): Entry | undefined {
    return this.#held.get(id)?.transcript.get(entryId);
  }

  /** All entries that are kept, rising by `seq`. */
  entries(id: string): Entry[] {
    return Array.from(this.#held.get(id)?.transcript.values() ?? []).sort((a, b) => a.seq - b.seq);
  }

  wasSeen(id: string, mark: string): boolean {
    return this.#held.get(id)?.seen.has(mark) ?? false;
  }

  /** Puts a whole turn on record. Throws when the browser refuses; then nothing has changed. */
  async write(turn: Turn): Promise<ConversationRecord> {
    const { id } = turn.record;
    const held = this.#held.get(id);
    if (held === undefined) throw new Error('The conversation is not in the store');
    const slots = turn.seen.map((mark, n) => [(turn.record.nextSeen + n) % REMEMBERED, mark] as const);
    const record = { ...turn.record, nextSeen: turn.record.nextSeen + turn.seen.length };
    await this.#makeRoom(turn.entries);
    await this.#area.set({
      [conversationKey(id)]: encode(record),
      ...Object.fromEntries(Array.from(turn.entries.values(), (entry) => [entryKey(id, entry.seq), entry])),
      ...Object.fromEntries(slots.map(([slot, mark]) => [seenKey(id, slot), mark])),
    });
    held.record = record;
    for (const entry of turn.entries.values()) this.#remember(held, entry);
    for (const [slot, mark] of slots) see(held, slot, mark);
    return record;
  }

  #hold(record: ConversationRecord): void {
    this.#byAddress.set(addressKey(record.address), record.id);
    this.#held.set(record.id, {
      record,
      transcript: new Map(),
      seenSlots: new Map(),
      seen: new Set(),
    });
  }

  #restore(key: string, value: unknown): void {
    const [kind, id = '', number] = key.split(':');
    const held = this.#held.get(id);
    if (held === undefined) return;
    if (kind === 'entry') this.#remember(held, value as Entry);
    if (kind === 'seen') see(held, Number(number), String(value));
  }

  #remember(held: Held, entry: Entry): void {
    this.#transcriptSize += size(entry) - size(held.transcript.get(entry.id));
    held.transcript.set(entry.id, entry);
  }

  /** Drops the oldest entries, of all conversations, until the new ones fit; never one that waits, or is held. */
  async #makeRoom(coming: ReadonlyMap<string, Entry>): Promise<void> {
    const needed = Array.from(coming.values()).reduce((sum, entry) => sum + size(entry), 0);
    if (this.#transcriptSize + needed <= TRANSCRIPT_BUDGET) return;
    const oldest = Array.from(this.#held.values())
      .flatMap((held) => Array.from(held.transcript.values(), (entry) => ({ held, entry })))
      .filter(({ entry }) => !isWaiting(entry))
      .sort((a, b) => a.entry.time - b.entry.time);
    const dropped: string[] = [];
    for (const { held, entry } of oldest) {
      // A fifth more than is needed, so that not every later message has to make room again.
      if (this.#transcriptSize + needed <= TRANSCRIPT_BUDGET * 0.8) break;
      held.transcript.delete(entry.id);
      this.#transcriptSize -= size(entry);
      dropped.push(entryKey(held.record.id, entry.seq));
    }
    await this.#area.remove(dropped);
  }
}

/** A state that this version cannot go on with: the conversation has ended, and the transcript says so. */
function endedByUpdate(record: ConversationRecord, random: (length: number) => Uint8Array): Turn {
  const { key: _, ...rest } = record;
  const seq = record.nextSeq;
  const entry: Entry = { kind: 'event', id: String(seq), seq, time: Date.now(), event: 'ended-by-update' };
  return {
    record: { ...rest, otr: newConversation({ random }), outbox: [], panel: 'open', nextSeq: seq + 1 },
    entries: new Map([[entry.id, entry]]),
    seen: [],
  };
}

function see(held: Held, slot: number, mark: string): void {
  const before = held.seenSlots.get(slot);
  if (before !== undefined) held.seen.delete(before);
  held.seenSlots.set(slot, mark);
  held.seen.add(mark);
}

const isWaiting = (entry: Entry): boolean =>
  entry.kind === 'message' && (entry.delivery === 'waiting' || entry.delivery === 'held');

/** A rough count of what the entry takes in storage, in characters. */
const size = (entry: Entry | undefined): number => {
  if (entry === undefined) return 0;
  return 150 + (entry.kind === 'message' ? entry.text.length : 0);
};
