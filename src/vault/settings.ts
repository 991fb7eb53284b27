/**
 * The user's settings: names, what each may be, and what it is at first.
 *
 * None is a secret; all can be read while the vault is locked (the mark stands beside the question for the
 * passphrase). A stored value that is no longer allowed counts as not set.
 */
import * as v from 'valibot';
import type { Database } from './database.ts';

const MARK = v.strictObject({
  /** Id of one of the pictures that come with the extension. */
  picture: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,32}$/)),
  colour: v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/)),
});

/** Null for a mark that was not chosen yet, and for never locking by itself. */
const SCHEMAS = {
  mark: v.nullable(MARK),
  lockAfterMinutes: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(24 * 60))),
  history: v.boolean(),
  welcomeDone: v.boolean(),
};

export type SettingName = keyof typeof SCHEMAS;
export type SettingValue<Name extends SettingName> = v.InferOutput<(typeof SCHEMAS)[Name]>;

const AT_FIRST: { readonly [Name in SettingName]: SettingValue<Name> } = {
  mark: null,
  lockAfterMinutes: null,
  history: false,
  welcomeDone: false,
};

export const isSettingName = (name: string): name is SettingName => Object.hasOwn(SCHEMAS, name);

export const isSettingValue = (name: SettingName, value: unknown): boolean => v.is(SCHEMAS[name], value);

export class Settings {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async get<Name extends SettingName>(name: Name): Promise<SettingValue<Name>> {
    const row = await this.#db.settings.get(name);
    if (row === undefined || !isSettingValue(name, row.value)) return AT_FIRST[name];
    return row.value as SettingValue<Name>;
  }

  /** Throws RangeError for a value that is not allowed. */
  async set<Name extends SettingName>(name: Name, value: SettingValue<Name>): Promise<void> {
    if (!isSettingValue(name, value)) throw new RangeError(`Not a value for the setting ${name}`);
    await this.#db.settings.put({ name, value });
  }
}
