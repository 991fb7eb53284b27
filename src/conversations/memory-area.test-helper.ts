import type { SessionArea } from './session-store.ts';

/** A storage area in memory that keeps JSON, as `storage.session` does in Chromium; writes can be made to fail. */
export class MemoryArea implements SessionArea {
  readonly items = new Map<string, string>();
  failing = false;

  async get(): Promise<Record<string, unknown>> {
    return Object.fromEntries(Array.from(this.items, ([key, json]) => [key, JSON.parse(json) as unknown]));
  }

  async set(items: Record<string, unknown>): Promise<void> {
    if (this.failing) throw new Error('quota');
    for (const [key, value] of Object.entries(items)) this.items.set(key, JSON.stringify(value));
  }

  async remove(keys: string[]): Promise<void> {
    for (const key of keys) this.items.delete(key);
  }
}
