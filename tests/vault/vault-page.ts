/** Runs in a page: the vault over the browser's own IndexedDB, and what the tests need around it. */
import Dexie from 'dexie';
import { generateDsaKey, isDsaKeyPair } from '#otr/crypto/dsa.ts';
import type { ScryptCost } from '#vault/passphrase.ts';
import { OwnMemory, type SessionArea } from '#vault/session-area.ts';
import { Vault } from '#vault/vault.ts';

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** The clock stands still; `waits` says what was waited for, in ms. */
class StandingClock {
  readonly waits: number[] = [];
  time = 1_000_000;

  now = (): number => this.time;

  wait = async (ms: number): Promise<void> => {
    this.waits.push(ms);
    this.time += ms;
  };
}

/** Enough for the rules; the usual cost has a test of its own. */
const CHEAP: ScryptCost = { N: 2 ** 8, r: 8, p: 1 };

const page = {
  random,
  generateDsaKey,
  isDsaKeyPair,
  Dexie,
  OwnMemory,
  StandingClock,

  hex: (bytes: Uint8Array): string =>
    Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''),

  /** One life of the worker: a vault with nothing in memory yet. */
  vault: (name: string, session: SessionArea = new OwnMemory(), clock = new StandingClock()): Vault =>
    new Vault(name, { session, clock, cost: CHEAP }),

  /** As the extension opens it. */
  usualVault: (name: string): Vault => new Vault(name),

  alice: { origin: 'https://chat.example', service: 'xmpp', account: 'alice@example.org' },
  bob: {
    origin: 'https://chat.example',
    service: 'xmpp',
    account: 'alice@example.org',
    peer: 'bob@example.org',
  },
  carol: {
    origin: 'https://chat.example',
    service: 'xmpp',
    account: 'alice@example.org',
    peer: 'carol@example.org',
  },

  /** The name of what a promise rejects with, or 'fulfilled'. */
  outcome: (promise: Promise<unknown>): Promise<string> =>
    promise.then(
      () => 'fulfilled',
      (error: Error & { code?: string }) =>
        error.code === undefined ? error.name : `${error.name} ${error.code}`,
    ),

  all: async <T>(items: AsyncIterable<T>): Promise<T[]> => {
    const list: T[] = [];
    for await (const item of items) list.push(item);
    return list;
  },
};

export type VaultPage = typeof page;

Object.assign(globalThis, { page });
