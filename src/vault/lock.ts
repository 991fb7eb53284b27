/**
 * The lock: whether the vault key is in memory, and what opens it.
 *
 * Without a passphrase the vault key lies in the database as it is and the vault is always open. With one, only a
 * wrapped key lies there; the key itself is in memory and in `storage.session` from `unlock` to `lock` or to the end
 * of the browser, whichever comes first.
 *
 * Invariants: setting, changing and removing the passphrase is one put of one row, so that at any moment exactly one
 * way opens the vault; the vault key never changes, so no other row has to. Nobody waits for scrypt in a transaction.
 */
import { decodeBase64, encodeBase64 } from '#otr/bytes/base64.ts';
import { constantTimeEqual } from '#otr/crypto/equal.ts';
import { Attempts } from './attempts.ts';
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import { type ScryptCost, unwrapKey, wrapKey } from './passphrase.ts';
import type { KeyRow } from './rows.ts';
import type { Random } from './sealing.ts';
import type { SessionArea } from './session-area.ts';
import { VAULT_KEY_LENGTH, VaultKeys } from './vault-keys.ts';
import { VaultLockedError } from './vault-locked-error.ts';

export type LockListener = (locked: boolean) => void;

export interface LockOptions {
  readonly db: Database;
  readonly session: SessionArea;
  readonly clock: Clock;
  readonly cost: ScryptCost;
  readonly random: Random;
}

type WrappedKeyRow = Extract<KeyRow, { kind: 'wrapped' }>;

const SESSION_KEY = 'vault-key';

export class Lock {
  readonly #options: LockOptions;
  readonly #attempts: Attempts;
  readonly #listeners = new Set<LockListener>();
  #keys: VaultKeys | undefined;
  /** Whether a passphrase is needed; known once the vault was loaded. */
  #wrapped = false;
  #opening: Promise<void> | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: LockOptions) {
    this.#options = options;
    this.#attempts = new Attempts(options.db, options.clock);
  }

  /** True until the vault was opened, and while it is locked. */
  locked(): boolean {
    return this.#keys === undefined;
  }

  /** Whether a passphrase is needed now. Unlike `locked`, not for a vault that was merely not opened yet. */
  async needsPassphrase(): Promise<boolean> {
    await this.#load();
    return this.locked() && this.#wrapped;
  }

  /** How long the next wrong passphrase will take, in ms. */
  nextPause(): Promise<number> {
    return this.#attempts.nextPause();
  }

  /** Told after each change; returns what ends it. */
  onChange(listener: LockListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Opens the vault if no passphrase is needed for it, and makes the vault key when there is none. */
  async open(): Promise<void> {
    await this.#load();
    if (this.locked() && !this.#wrapped) await this.#createKey();
  }

  /** The keys of the open vault. Rejects with VaultLockedError. */
  async keys(): Promise<VaultKeys> {
    await this.open();
    return this.keysNow();
  }

  /** The keys of the open vault. Throws VaultLockedError, also before the vault was opened. */
  keysNow(): VaultKeys {
    if (this.#keys === undefined) throw new VaultLockedError();
    return this.#keys;
  }

  /** The public key to which can be sealed whatever comes while the vault is locked. */
  async boxKey(): Promise<Uint8Array> {
    const row = await this.#options.db.keyRow();
    return row?.kind === 'wrapped' ? row.boxKey : (await this.keys()).boxKey();
  }

  async hasPassphrase(): Promise<boolean> {
    return (await this.#options.db.keyRow())?.kind === 'wrapped';
  }

  /** Forgets the vault key here and in `storage.session`. Does nothing when there is no passphrase. */
  async lock(): Promise<void> {
    await this.#load();
    if (!this.#wrapped) return;
    this.#forget();
    await this.#options.session.remove(SESSION_KEY);
  }

  /** True when the vault is open now. False for a wrong passphrase, after a pause that grows with each. */
  unlock(passphrase: string): Promise<boolean> {
    return this.#oneByOne(async () => {
      await this.#load();
      const row = await this.#options.db.keyRow();
      if (row?.kind !== 'wrapped') return this.open().then(() => true);
      const vaultKey = await this.#tryPassphrase(row, passphrase);
      if (vaultKey === undefined) return false;
      await this.#keepForSession(vaultKey);
      this.#admit(vaultKey);
      return true;
    });
  }

  /** Sets the first passphrase. Throws RangeError when it is empty, Error when there is one already. */
  setPassphrase(passphrase: string): Promise<void> {
    return this.#oneByOne(async () => {
      await this.#load();
      const row = await this.#options.db.keyRow();
      if (row?.kind === 'wrapped') throw new Error('There is a passphrase already');
      const { random } = this.#options;
      // A vault without a key yet gets one that never lies on the disk as it is.
      const vaultKey = row?.key ?? random(VAULT_KEY_LENGTH);
      const wrapped = await this.#wrap(vaultKey, passphrase);
      // First for the session: a crash in between must not lock out who just set a passphrase.
      await this.#keepForSession(vaultKey);
      await this.#replace(row, wrapped);
      this.#admit(vaultKey);
    });
  }

  /** False for a wrong current passphrase. Throws RangeError when the next one is empty. The vault is open after it. */
  changePassphrase(current: string, next: string): Promise<boolean> {
    if (next === '') return Promise.reject(new RangeError('The passphrase is empty'));
    return this.#rewrap(current, (vaultKey) => this.#wrap(vaultKey, next));
  }

  /** False for a wrong current passphrase. From then on the vault key lies in the database as it is. */
  async removePassphrase(current: string): Promise<boolean> {
    const removed = await this.#rewrap(current, async (vaultKey) => this.#plainRow(vaultKey));
    if (removed) await this.#options.session.remove(SESSION_KEY);
    return removed;
  }

  #rewrap(current: string, make: (vaultKey: Uint8Array) => Promise<KeyRow>): Promise<boolean> {
    return this.#oneByOne(async () => {
      const row = await this.#options.db.keyRow();
      if (row?.kind !== 'wrapped') throw new Error('There is no passphrase');
      const vaultKey = await this.#tryPassphrase(row, current);
      if (vaultKey === undefined) return false;
      const next = await make(vaultKey);
      await this.#keepForSession(vaultKey);
      await this.#replace(row, next);
      this.#admit(vaultKey);
      return true;
    });
  }

  #tryPassphrase(row: WrappedKeyRow, passphrase: string): Promise<Uint8Array | undefined> {
    if (passphrase === '') return Promise.resolve(undefined);
    return this.#attempts.guard(() => unwrapKey(row, passphrase));
  }

  async #wrap(vaultKey: Uint8Array, passphrase: string): Promise<KeyRow> {
    const { cost, random } = this.#options;
    const wrapped = await wrapKey(vaultKey, passphrase, cost, random);
    return { id: 'key', kind: 'wrapped', ...this.#publicPartsOf(vaultKey), ...wrapped };
  }

  #plainRow(vaultKey: Uint8Array): KeyRow {
    const { check } = this.#publicPartsOf(vaultKey);
    return { id: 'key', kind: 'plain', check, key: vaultKey.slice() };
  }

  /** What may lie beside the wrapped key. */
  #publicPartsOf(vaultKey: Uint8Array): Pick<WrappedKeyRow, 'check' | 'boxKey'> {
    const keys = new VaultKeys(vaultKey, this.#options.random);
    const parts = { check: keys.check(), boxKey: keys.boxKey() };
    keys.wipe();
    return parts;
  }

  /** One put; nothing when the row is no longer the one the caller has seen. */
  async #replace(seen: KeyRow | undefined, next: KeyRow): Promise<void> {
    const { db } = this.#options;
    await db.transaction('rw', db.keyring, async () => {
      if (!sameRow(seen, await db.keyRow())) throw new Error('The passphrase was changed meanwhile');
      await db.keyring.put(next);
    });
    this.#wrapped = next.kind === 'wrapped';
  }

  #load(): Promise<void> {
    this.#opening ??= this.#loadOnce().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  async #loadOnce(): Promise<void> {
    const row = await this.#options.db.keyRow();
    if (row === undefined) return;
    this.#wrapped = row.kind === 'wrapped';
    if (row.kind === 'plain') this.#become(row.key);
    else await this.#takeFromSession(row);
  }

  /** An earlier worker of this browser session may have left the vault open. */
  async #takeFromSession(row: WrappedKeyRow): Promise<void> {
    const { [SESSION_KEY]: text } = await this.#options.session.get(SESSION_KEY);
    const vaultKey = typeof text === 'string' ? decodeBase64(text) : undefined;
    if (vaultKey?.length !== VAULT_KEY_LENGTH) return;
    if (constantTimeEqual(this.#publicPartsOf(vaultKey).check, row.check)) this.#become(vaultKey);
    vaultKey.fill(0);
  }

  /** Two at once agree on one key: the transaction lets one be first. */
  async #createKey(): Promise<void> {
    const { db, random } = this.#options;
    const row = await db.transaction('rw', db.keyring, async () => {
      const known = await db.keyRow();
      if (known !== undefined) return known;
      const made = this.#plainRow(random(VAULT_KEY_LENGTH));
      await db.keyring.add(made);
      return made;
    });
    this.#wrapped = row.kind === 'wrapped';
    if (row.kind === 'plain' && this.locked()) this.#become(row.key);
  }

  /** The next workers of this browser session find the vault open. */
  async #keepForSession(vaultKey: Uint8Array): Promise<void> {
    await this.#options.session.set({ [SESSION_KEY]: encodeBase64(vaultKey) });
  }

  /** Opens the vault with the key, and wipes the caller's copy. */
  #admit(vaultKey: Uint8Array): void {
    if (this.locked()) this.#become(vaultKey);
    vaultKey.fill(0);
  }

  #become(vaultKey: Uint8Array): void {
    this.#keys = new VaultKeys(vaultKey, this.#options.random);
    this.#tell(false);
  }

  #forget(): void {
    if (this.#keys === undefined) return;
    this.#keys.wipe();
    this.#keys = undefined;
    this.#tell(true);
  }

  #tell(locked: boolean): void {
    for (const listener of this.#listeners) listener(locked);
  }

  #oneByOne<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined);
    return result;
  }
}

function sameRow(seen: KeyRow | undefined, now: KeyRow | undefined): boolean {
  if (seen === undefined || now === undefined) return seen === now;
  if (seen.kind === 'wrapped' && now.kind === 'wrapped') return constantTimeEqual(seen.salt, now.salt);
  return seen.kind === now.kind && constantTimeEqual(seen.check, now.check);
}
