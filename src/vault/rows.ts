/** The rows of schema version 3 as they lie on disk; see database.ts. */
import type { ScryptCost } from './passphrase.ts';

/** The vault key, as it is or wrapped by a passphrase. `check`: 16 bytes that tell it from others. */
export type KeyRow =
  | { readonly id: 'key'; readonly kind: 'plain'; readonly check: Uint8Array; readonly key: Uint8Array }
  | {
      readonly id: 'key';
      readonly kind: 'wrapped';
      readonly check: Uint8Array;
      readonly cost: ScryptCost;
      readonly salt: Uint8Array;
      readonly sealed: Uint8Array;
      /** Public: what comes while the vault is locked is sealed to it, see sealed-box.ts. */
      readonly boxKey: Uint8Array;
    };

/** Passphrases tried in vain since the last right one. `notBefore`: ms since the epoch. */
export interface AttemptsRow {
  readonly id: 'attempts';
  readonly failures: number;
  readonly notBefore: number;
}

/** An account or a contact, found by the tag of its name. */
export interface SealedRow {
  readonly tag: string;
  readonly sealed: Uint8Array;
}

/** A fingerprint that a contact was met with. All three are tags. */
export interface KnownKeyRow {
  readonly contact: string;
  readonly account: string;
  readonly key: string;
  readonly sealed: Uint8Array;
}

export interface PolicyRow {
  /** 'everywhere', 'site:' and an origin, or 'contact:' and a tag. */
  readonly scope: string;
  readonly requirePrivate?: boolean;
  readonly startAutomatically?: boolean;
}

/** A recipe of the user's own; see taught-sites.ts. */
export interface TaughtRow {
  readonly origin: string;
  readonly recipe: unknown;
  /** It came in a file, from somebody else. */
  readonly broughtIn?: true;
}

export interface SettingRow {
  readonly name: string;
  readonly value: unknown;
}

export interface HistoryRow {
  /** Rises with each entry of the whole history. */
  readonly seq: number;
  readonly contact: string;
  /** The tag of the entry's id. */
  readonly mark: string;
  readonly sealed: Uint8Array;
}
