/**
 * The history, which is off unless the user switches it on: messages of each contact, sealed.
 *
 * Invariants: while it is off nothing is written; an entry that is appended again (a worker died after it) is kept
 * once; entries are numbered in the order in which they came, over all contacts.
 */
import { contactTag, openContact } from './contact-record.ts';
import type { Database } from './database.ts';
import { rememberContact } from './fingerprints.ts';
import type { Lock } from './lock.ts';
import type { ContactName } from './names.ts';
import type { HistoryRow } from './rows.ts';
import type { Settings } from './settings.ts';
import type { Place, VaultKeys } from './vault-keys.ts';

export interface HistoryEntry {
  /** Unique within its contact; an entry with a known id is not written again. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly direction: 'in' | 'out';
  readonly protection: 'private' | 'plain';
  readonly text: string;
}

/** Newest first. `before` is what to ask the next page with; undefined when nothing is older. */
export interface HistoryPage {
  readonly entries: readonly HistoryEntry[];
  readonly before: number | undefined;
}

export interface HistoryMatch {
  readonly contact: ContactName;
  readonly entry: HistoryEntry;
}

export interface SearchOptions {
  /** Looked for in this contact's entries alone. */
  readonly contact?: ContactName;
  readonly signal?: AbortSignal;
}

const PAGE_SIZE = 50;
/** Rows opened between two looks at the signal: some milliseconds. */
const SEARCH_STEP = 200;

const place = (seq: number): Place => ({ table: 'history', row: seq, field: 'sealed' });

/** `rows`: of one contact, without those already there. Call in a transaction over history and contacts. */
export async function appendHistory(
  db: Database,
  keys: VaultKeys,
  contact: ContactName,
  entries: readonly HistoryEntry[],
): Promise<number> {
  const tag = contactTag(keys, contact);
  let seq = (await db.history.orderBy('seq').last())?.seq ?? 0;
  const before = seq;
  for (const entry of entries) {
    const mark = keys.tag('history', [tag, entry.id]);
    if ((await db.history.where({ contact: tag, mark }).count()) > 0) continue;
    seq += 1;
    await db.history.add({ seq, contact: tag, mark, sealed: keys.sealRecord(place(seq), entry) });
  }
  if (seq > before) await rememberContact(db, keys, contact);
  return seq - before;
}

/** Throws SealBrokenError when the row was changed. */
export const openEntry = (keys: VaultKeys, row: HistoryRow): HistoryEntry =>
  keys.openRecord(place(row.seq), row.sealed) as HistoryEntry;

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

export class History {
  readonly #db: Database;
  readonly #lock: Lock;
  readonly #settings: Settings;

  constructor(db: Database, lock: Lock, settings: Settings) {
    this.#db = db;
    this.#lock = lock;
    this.#settings = settings;
  }

  isOn(): Promise<boolean> {
    return this.#settings.get('history');
  }

  /** `erase`: what there is goes too, in the same moment. */
  async setOn(on: boolean, { erase }: { readonly erase: boolean }): Promise<void> {
    const { settings, history } = this.#db;
    await this.#db.transaction('rw', settings, history, async () => {
      await this.#settings.set('history', on);
      if (erase) await history.clear();
    });
  }

  /** Writes the entries, in this order, if the history is on. Says how many were new. */
  async append(contact: ContactName, entries: readonly HistoryEntry[]): Promise<number> {
    if (!(await this.isOn())) return 0;
    const keys = await this.#lock.keys();
    const { settings, history, contacts } = this.#db;
    return this.#db.transaction('rw', settings, history, contacts, async () =>
      // Asked again: it may have been switched off meanwhile.
      (await this.isOn()) ? appendHistory(this.#db, keys, contact, entries) : 0,
    );
  }

  /** A page of the contact's entries; the newest page without `before`. */
  async list(
    contact: ContactName,
    before = Number.MAX_SAFE_INTEGER,
    limit = PAGE_SIZE,
  ): Promise<HistoryPage> {
    const keys = await this.#lock.keys();
    const rows = await this.#rowsBefore(before, limit + 1, contactTag(keys, contact));
    const page = rows.slice(0, limit);
    return {
      entries: page.map((row) => openEntry(keys, row)),
      before: rows.length > limit ? page.at(-1)?.seq : undefined,
    };
  }

  /**
   * Entries with this text in them (case does not matter), the newest first, as they are found.
   * Throws the signal's reason when it is aborted, and VaultLockedError when the vault is locked on the way.
   */
  async *search(text: string, { contact, signal }: SearchOptions = {}): AsyncGenerator<HistoryMatch> {
    const wanted = folded(text.trim());
    if (wanted === '') return;
    const keys = await this.#lock.keys();
    const only = contact && contactTag(keys, contact);
    let before: number | undefined = Number.MAX_SAFE_INTEGER;
    while (before !== undefined) {
      signal?.throwIfAborted();
      const rows: HistoryRow[] = await this.#rowsBefore(before, SEARCH_STEP, only);
      for (const row of rows) {
        const entry = openEntry(keys, row);
        if (folded(entry.text).includes(wanted)) yield { contact: await this.#nameOf(keys, row), entry };
        signal?.throwIfAborted();
      }
      before = rows.length < SEARCH_STEP ? undefined : rows.at(-1)?.seq;
    }
  }

  /** Works while the vault is open only: which rows are the contact's is a secret. */
  async erase(contact: ContactName): Promise<void> {
    const keys = await this.#lock.keys();
    await this.#db.history.where({ contact: contactTag(keys, contact) }).delete();
  }

  async eraseAll(): Promise<void> {
    await this.#db.history.clear();
  }

  #rowsBefore(before: number, limit: number, tag: string | undefined): Promise<HistoryRow[]> {
    const { history } = this.#db;
    const rows =
      tag === undefined
        ? history.where('seq').below(before)
        : history.where('[contact+seq]').between([tag, 0], [tag, before], true, false);
    return rows.reverse().limit(limit).toArray();
  }

  async #nameOf(keys: VaultKeys, { contact }: HistoryRow): Promise<ContactName> {
    const row = await this.#db.contacts.get(contact);
    if (row === undefined) throw new Error('A history entry without its contact');
    return openContact(keys, row).contact;
  }
}
