/**
 * OTR texts that came in and that the background has not acknowledged yet, kept in the page's sessionStorage: the page may
 * be reloaded at any moment, and the server will not deliver them again.
 *
 * Ciphertext only, which the page has seen on its socket. What is read back is checked, since the page can write there.
 */
import * as v from 'valibot';
import { Id, Name, Text } from '#channel/conversation.ts';

const PREFIX = 'sotto:untold:';

const Message = v.object({
  account: Name,
  peer: Name,
  id: Id,
  text: Text,
  live: v.boolean(),
  archived: v.exactOptional(v.literal(true)),
});
export type Message = v.InferOutput<typeof Message>;

const Kept = v.object({ order: v.pipe(v.number(), v.safeInteger()), message: Message });
type Kept = v.InferOutput<typeof Kept>;

export class Untold {
  readonly #storage: Storage | undefined;
  #order: number;

  constructor(storage: Storage | undefined) {
    this.#storage = storage;
    this.#order = this.#all().at(-1)?.order ?? 0;
  }

  /** Oldest first. They are late now, whatever they were. */
  messages(): Message[] {
    return this.#all().map(({ message }) => ({ ...message, live: false }));
  }

  add(message: Message): void {
    this.#order += 1;
    const kept: Kept = { order: this.#order, message };
    this.#try((storage) => storage.setItem(PREFIX + message.id, JSON.stringify(kept)));
  }

  remove(id: string): void {
    this.#try((storage) => storage.removeItem(PREFIX + id));
  }

  #all(): Kept[] {
    const kept = this.#try((storage) =>
      Array.from({ length: storage.length }, (_, index) => storage.key(index))
        .filter((key) => key?.startsWith(PREFIX))
        .flatMap((key) => read(storage.getItem(key ?? ''))),
    );
    return (kept ?? []).sort((a, b) => a.order - b.order);
  }

  #try<T>(use: (storage: Storage) => T): T | undefined {
    if (this.#storage === undefined) return undefined;
    try {
      return use(this.#storage);
    } catch {
      // Full, or refused by the browser's settings: then only a reload at the wrong moment loses it.
      return undefined;
    }
  }
}

function read(text: string | null): Kept[] {
  try {
    const parsed = v.safeParse(Kept, JSON.parse(text ?? ''));
    return parsed.success ? [parsed.output] : [];
  } catch {
    return [];
  }
}
