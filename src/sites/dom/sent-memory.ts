/**
 * What this tab has sent: to recognise our own rows, and never to send a delivery twice, not even after a reload. It lies in
 * the page's sessionStorage: ids, digests of ciphertext and instance tags, which the page has seen all of.
 *
 * What is read back is checked. Where the storage refuses, all goes on without it until the reload.
 */
import * as v from 'valibot';
import { Id } from '#channel/conversation.ts';
import { digest } from '#sites/digest.ts';
import { senderTag } from './otr-row.ts';
import { flat } from './page-text.ts';

const KEY = 'sotto:sent';

/** `pressed`: the page was told to send it, and it is not known yet what came of it. */
const Fate = v.picklist(['pressed', 'delivered', 'unconfirmed', 'refused']);
export type Fate = v.InferOutput<typeof Fate>;

const Kept = v.object({
  fates: v.array(v.tuple([Id, Fate])),
  marks: v.array(v.pipe(v.string(), v.maxLength(64))),
  tags: v.array(v.pipe(v.string(), v.maxLength(8))),
});

const MOST_FATES = 300;
const MOST_MARKS = 2000;
const MOST_TAGS = 100;
/** For so long, in ms, a row of ours is of this moment. */
const MOMENT = 10_000;

export class SentMemory {
  readonly #storage: Storage | undefined;
  readonly #fates: Map<string, Fate>;
  readonly #marks: Set<string>;
  readonly #tags: Set<string>;
  readonly #times = new Map<string, number>();

  constructor(storage: Storage | undefined) {
    this.#storage = storage;
    const { fates, marks, tags } = read(storage);
    this.#fates = new Map(fates);
    this.#marks = new Set(marks);
    this.#tags = new Set(tags);
  }

  /** Undefined: this delivery was never sent from here. */
  fate = (id: string): Fate | undefined => this.#fates.get(id);

  /** To be called before the text is put into the composer. */
  prepare(text: string): void {
    const tag = senderTag(text);
    if (tag !== undefined) this.#tags.add(tag);
    this.#marks.add(markOf(text));
    this.#times.set(markOf(text), Date.now());
    forgetOldest(this.#marks, MOST_MARKS);
    forgetOldest(this.#times, MOST_MARKS);
    forgetOldest(this.#tags, MOST_TAGS);
    this.#write();
  }

  /** The page took no notice of the press. */
  forget(id: string): void {
    this.#fates.delete(id);
    this.#write();
  }

  settle(id: string, fate: Fate): void {
    this.#fates.delete(id);
    this.#fates.set(id, fate);
    forgetOldest(this.#fates, MOST_FATES);
    this.#write();
  }

  /** Whether this text was sent from here. The other side may have sent the same when it is no ciphertext. */
  has = (text: string): boolean => this.#marks.has(markOf(text));

  hasJust = (text: string): boolean => Date.now() - (this.#times.get(markOf(text)) ?? 0) < MOMENT;

  hasTag = (tag: string): boolean => this.#tags.has(tag);

  #write(): void {
    const kept = { fates: [...this.#fates], marks: [...this.#marks], tags: [...this.#tags] };
    try {
      this.#storage?.setItem(KEY, JSON.stringify(kept));
    } catch {
      // Full, or refused by the browser's settings.
    }
  }
}

const markOf = (text: string): string => digest(flat(text));

function read(storage: Storage | undefined): v.InferOutput<typeof Kept> {
  try {
    return v.parse(Kept, JSON.parse(storage?.getItem(KEY) ?? ''));
  } catch {
    return { fates: [], marks: [], tags: [] };
  }
}

/** Maps and sets remember in which order things came. */
function forgetOldest(kept: Map<string, unknown> | Set<string>, most: number): void {
  for (const key of kept.keys()) {
    if (kept.size <= most) return;
    kept.delete(key);
  }
}
