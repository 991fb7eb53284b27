/** The part of `storage.session` that the vault uses: kept in memory by the browser, gone when it ends. */
export interface SessionArea {
  get(key: string): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(key: string): Promise<void>;
}

/** An area that lasts as long as its object: an unlocked vault is locked again when the worker dies. */
export class OwnMemory implements SessionArea {
  readonly #items = new Map<string, unknown>();

  async get(key: string): Promise<Record<string, unknown>> {
    return this.#items.has(key) ? { [key]: this.#items.get(key) } : {};
  }

  async set(items: Record<string, unknown>): Promise<void> {
    for (const [key, value] of Object.entries(items)) this.#items.set(key, value);
  }

  async remove(key: string): Promise<void> {
    this.#items.delete(key);
  }
}
