/**
 * Whom the page must not write to without privacy, for each account. The last word is kept in the page's sessionStorage, so that
 * a reloaded page starts protected before the background has spoken: names that the page knows.
 */
import * as v from 'valibot';
import { Name } from '#channel/conversation.ts';
import { Protection } from '#channel/protection.ts';
import { type OnFirstUse, onFirstUse } from '#sites/on-first-use.ts';

const KEY = 'sotto:protections';
const Kept = v.array(v.tuple([Name, Protection]));

export class Protections {
  readonly #storage: () => Storage | undefined;
  readonly #byAccount: OnFirstUse<Map<string, Protection>>;

  /** The storage is read at the first use: browsers load it from disk, and the page would wait. */
  constructor(storage: () => Storage | undefined) {
    this.#storage = storage;
    this.#byAccount = onFirstUse(() => new Map(read(storage())));
  }

  set(account: string, protection: Protection): void {
    const byAccount = this.#byAccount.use();
    byAccount.set(account, protection);
    try {
      this.#storage()?.setItem(KEY, JSON.stringify([...byAccount]));
    } catch {
      // Full, or refused by the browser's settings.
    }
  }

  covers(account: string, peer: string): boolean {
    const protection = this.#byAccount.use().get(account);
    return protection !== undefined && protection.everybody !== protection.but.includes(peer);
  }
}

function read(storage: Storage | undefined): v.InferOutput<typeof Kept> {
  try {
    return v.parse(Kept, JSON.parse(storage?.getItem(KEY) ?? ''));
  } catch {
    return [];
  }
}
