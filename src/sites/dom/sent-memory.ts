/**
 * What this tab has sent: to recognise our own rows, and never to send a delivery twice, not even after a reload. It lies in
 * the page's sessionStorage: ids, digests of ciphertext and instance tags, which the page has seen all of.
 *
 * What is read back is checked. Where the storage refuses, all goes on without it until the reload.
 */
import * as v from 'valibot';
import { Id } from '#channel/conversation.ts';
import { digest } from '#sites/digest.ts';
import { type OnFirstUse, onFirstUse } from '#sites/on-first-use.ts';
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

interface Sent {
  readonly fates: Map<string, Fate>;
  readonly marks: Set<string>;
  readonly tags: Set<string>;
}

export class SentMemory {
  readonly #storage: () => Storage | undefined;
  readonly #kept: OnFirstUse<Sent>;
  readonly #times = new Map<string, number>();

  /** The storage is read at the first use: browsers load it from disk, and the page would wait. */
  constructor(storage: () => Storage | undefined) {
    this.#storage = storage;
    this.#kept = onFirstUse(() => {
      const { fates, marks, tags } = read(storage());
      return { fates: new Map(fates), marks: new Set(marks), tags: new Set(tags) };
    });
  }

  /** Undefined: this delivery was never sent from here. */
  fate = (id: string): Fate | undefined => this.#kept.use().fates.get(id);

  /** To be called before the text is put into the composer. */
  prepare(text: string): void {
    const tag = senderTag(text);
    const { marks, tags } = this.#kept.use();
    if (tag !== undefined) tags.add(tag);
    marks.add(markOf(text));
    this.#times.set(markOf(text), Date.now());
    forgetOldest(marks, MOST_MARKS);
    forgetOldest(this.#times, MOST_MARKS);
    forgetOldest(tags, MOST_TAGS);
    this.#write();
  }

  /** The page took no notice of the press. */
  forget(id: string): void {
    this.#kept.use().fates.delete(id);
    this.#write();
  }

  settle(id: string, fate: Fate): void {
    const { fates } = this.#kept.use();
    fates.delete(id);
    fates.set(id, fate);
    forgetOldest(fates, MOST_FATES);
    this.#write();
  }

  /** Whether this text was sent from here. The other side may have sent the same when it is no ciphertext. */
  has = (text: string): boolean => this.#kept.use().marks.has(markOf(text));

  hasJust = (text: string): boolean => Date.now() - (this.#times.get(markOf(text)) ?? 0) < MOMENT;

  hasTag = (tag: string): boolean => this.#kept.use().tags.has(tag);

  #write(): void {
    const { fates, marks, tags } = this.#kept.use();
    const kept = { fates: [...fates], marks: [...marks], tags: [...tags] };
    try {
      this.#storage()?.setItem(KEY, JSON.stringify(kept));
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
