/**
 * The user's own names for contacts, for those that are on show: read from the vault once, and forgotten when it locks.
 *
 * They go to documents of our own and to the toolbar; never to a page.
 */
import type { Address } from '#channel/conversation.ts';
import type { Vault } from '#vault/vault.ts';

type Book = Pick<Vault['contacts'], 'find'>;

const keyOf = ({ origin, service, account, peer }: Address): string =>
  JSON.stringify([origin, service, account, peer]);

export class ContactNames {
  readonly #book: Book;
  readonly #titleOf: (address: Address) => string | undefined;
  readonly #names = new Map<string, string | undefined>();

  /** `titleOf`: what the page calls them, where it says. */
  constructor(book: Book, titleOf: (address: Address) => string | undefined) {
    this.#book = book;
    this.#titleOf = titleOf;
  }

  /** The user's name for the contact, or what the page calls them. True once `learn` was called. */
  of(address: Address): string {
    return this.#names.get(keyOf(address)) ?? this.#titleOf(address) ?? address.peer;
  }

  /** Looks the name up, once. Nothing while the vault is locked. */
  async learn(address: Address): Promise<void> {
    const key = keyOf(address);
    if (this.#names.has(key)) return;
    const contact = await this.#book.find(address).catch(() => null);
    if (contact !== null && !this.#names.has(key)) this.#names.set(key, contact?.name);
  }

  /** It may have changed. */
  async learnAgain(address: Address): Promise<void> {
    this.#names.delete(keyOf(address));
    await this.learn(address);
  }

  forgetAll(): void {
    this.#names.clear();
  }
}
