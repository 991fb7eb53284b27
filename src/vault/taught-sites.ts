/**
 * The recipes that the user made by showing Sotto a chat, or brought in: one for an origin, plain JSON that the caller checks.
 *
 * They are not sealed, as the rules for sites are not: where Sotto may not read them it could not say that it is locked, nor keep
 * back what must be private. Which sites they are, the browser's list of permissions says as well.
 */
import type { Database } from './database.ts';
import type { TaughtRow } from './rows.ts';

export class TaughtSites {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** By origin. */
  async list(): Promise<TaughtRow[]> {
    return this.#db.taught.orderBy('origin').toArray();
  }

  async get(origin: string): Promise<TaughtRow | undefined> {
    return this.#db.taught.get(origin);
  }

  async put(row: TaughtRow): Promise<void> {
    await this.#db.taught.put(row);
  }

  async remove(origin: string): Promise<void> {
    await this.#db.taught.delete(origin);
  }
}
