/**
 * What must survive a reload of the page: the resumable session's counters, the stanzas of ours that wait for
 * confirmation or for a request to ride in, which ids were sent, where the page speaks BOSH, and whom the page must not
 * write to without privacy. It lies in the page's sessionStorage, as the page's own stream state does.
 *
 * Nothing secret: ids, counters, JIDs and ciphertext that went over the page's socket. What is read back is checked like
 * network input. Where the storage refuses, all goes on without it until the reload.
 */
import * as v from 'valibot';
import { Id, Name } from '#channel/conversation.ts';
import { Protection } from '#channel/protection.ts';
import { BoshRecord } from './bosh/record.ts';

const SESSION_KEY = 'sotto:wire:session';
const OUTCOMES_KEY = 'sotto:wire:outcomes';
const PROTECTIONS_KEY = 'sotto:wire:protections';
const BOSH_KEY = 'sotto:wire:bosh';
const ENDPOINTS_KEY = 'sotto:wire:endpoints';
const STANZA_KEY = 'sotto:wire:stanza:';

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const SessionRecord = v.object({
  account: Name,
  smId: v.exactOptional(v.string()),
  sid: v.exactOptional(v.string()),
  ledger: v.exactOptional(
    v.object({
      sent: Count,
      handled: Count,
      oursHandled: Count,
      pending: v.pipe(v.array(v.pipe(v.object({ id: Id, ordinal: Count }), v.readonly())), v.readonly()),
    }),
  ),
  unconfirmed: v.array(Id),
  locks: v.array(v.tuple([Name, Name])),
  rooms: v.array(Name),
});
export type SessionRecord = v.InferOutput<typeof SessionRecord>;

const Outcome = v.picklist(['pending', 'handled', 'lost', 'refused']);
/** How far one of our stanzas has come. */
export type Outcome = v.InferOutput<typeof Outcome>;
const Outcomes = v.array(v.tuple([Id, Outcome]));
const Protections = v.array(v.tuple([Name, Protection]));
const Endpoints = v.array(v.string());

export class Memory {
  readonly #storage: Storage | undefined;
  readonly #writes = new Map<string, () => unknown>();

  constructor(storage: Storage | undefined) {
    this.#storage = storage;
  }

  readSession(): SessionRecord | undefined {
    return this.#read(SESSION_KEY, SessionRecord);
  }

  readOutcomes(): [string, Outcome][] {
    return this.#read(OUTCOMES_KEY, Outcomes) ?? [];
  }

  /** Writes once the running task is over; `record` is asked then. */
  writeSession(record: () => SessionRecord | undefined): void {
    this.#write(SESSION_KEY, record);
  }

  writeOutcomes(outcomes: () => [string, Outcome][]): void {
    this.#write(OUTCOMES_KEY, outcomes);
  }

  readBosh(): BoshRecord | undefined {
    return this.#read(BOSH_KEY, BoshRecord);
  }

  writeBosh(record: () => BoshRecord | undefined): void {
    this.#write(BOSH_KEY, record);
  }

  /** Addresses at which the page has spoken BOSH. */
  readEndpoints(): string[] {
    return this.#read(ENDPOINTS_KEY, Endpoints) ?? [];
  }

  writeEndpoints(endpoints: () => string[]): void {
    this.#write(ENDPOINTS_KEY, endpoints);
  }

  readProtections(): [string, Protection][] {
    return this.#read(PROTECTIONS_KEY, Protections) ?? [];
  }

  /** At once: the page may be gone in the next moment. */
  writeProtections(protections: [string, Protection][]): void {
    this.#try((storage) => storage.setItem(PROTECTIONS_KEY, JSON.stringify(protections)));
  }

  readStanza(id: string): string | undefined {
    return this.#try((storage) => storage.getItem(STANZA_KEY + id)) ?? undefined;
  }

  writeStanza(id: string, stanza: string | undefined): void {
    const key = STANZA_KEY + id;
    this.#try((storage) => (stanza === undefined ? storage.removeItem(key) : storage.setItem(key, stanza)));
  }

  #read<T>(key: string, schema: v.GenericSchema<unknown, T>): T | undefined {
    return this.#try((storage) => {
      const parsed = v.safeParse(schema, JSON.parse(storage.getItem(key) ?? 'null'));
      return parsed.success ? parsed.output : undefined;
    });
  }

  #write(key: string, value: () => unknown): void {
    if (this.#writes.size === 0) queueMicrotask(() => this.#flush());
    this.#writes.set(key, value);
  }

  #flush(): void {
    for (const [key, value] of this.#writes) {
      this.#try((storage) => storage.setItem(key, JSON.stringify(value() ?? null)));
    }
    this.#writes.clear();
  }

  #try<T>(use: (storage: Storage) => T): T | undefined {
    if (this.#storage === undefined) return undefined;
    try {
      return use(this.#storage);
    } catch {
      // Full, or refused by the browser's settings.
      return undefined;
    }
  }
}
