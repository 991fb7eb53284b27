/**
 * The vault key while the vault is open, and the keys drawn from it with HKDF-SHA-256 (RFC 5869):
 * one seals rows, one finds rows (HMAC-SHA-256 of names), one seals the conversations' session state, one opens boxes
 * that were sealed while the vault was locked.
 *
 * Invariants: a record opens only at the place (table, row, field) it was sealed for. After `wipe` all keys are
 * zeros and every method throws VaultLockedError: nothing is ever sealed under zeros.
 */
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { hmacSha256 } from '#otr/crypto/hashes.ts';
import { decodeUtf8, encodeUtf8 } from '#otr/crypto/utf8.ts';
import { boxKeyOf, openBox } from './sealed-box.ts';
import { boundTo, type Random, seal, unseal } from './sealing.ts';
import { VaultLockedError } from './vault-locked-error.ts';

export const VAULT_KEY_LENGTH = 32;
const CHECK_LENGTH = 16;

/** Where a sealed record stands. */
export interface Place {
  readonly table: string;
  readonly row: string | number;
  readonly field: string;
}

const derive = (vaultKey: Uint8Array, purpose: string, length = VAULT_KEY_LENGTH): Uint8Array =>
  hkdf(sha256, vaultKey, undefined, encodeUtf8(`sotto vault 1 ${purpose}`), length);

export class VaultKeys {
  readonly #vaultKey: Uint8Array;
  readonly #rows: Uint8Array;
  readonly #index: Uint8Array;
  readonly #session: Uint8Array;
  readonly #box: Uint8Array;
  readonly #random: Random;
  #wiped = false;

  /** Copies `vaultKey` (32 bytes); the caller wipes its own. */
  constructor(vaultKey: Uint8Array, random: Random) {
    if (vaultKey.length !== VAULT_KEY_LENGTH) throw new RangeError('A vault key has 32 bytes');
    this.#vaultKey = vaultKey.slice();
    this.#rows = derive(vaultKey, 'rows');
    this.#index = derive(vaultKey, 'index');
    this.#session = derive(vaultKey, 'session');
    this.#box = derive(vaultKey, 'box');
    this.#random = random;
  }

  /** A copy of the vault key, 32 bytes; the caller wipes it. */
  vaultKey(): Uint8Array {
    this.#alive();
    return this.#vaultKey.slice();
  }

  /** 16 bytes that tell this vault key from others, and nothing about it. */
  check(): Uint8Array {
    this.#alive();
    return derive(this.#vaultKey, 'check', CHECK_LENGTH);
  }

  /** 64 hexadecimal digits by which a row is found; without the key they say nothing about the parts. */
  tag(kind: string, parts: readonly string[]): string {
    this.#alive();
    return bytesToHex(hmacSha256(this.#index, encodeUtf8(JSON.stringify([kind, ...parts]))));
  }

  /** Seals what JSON can hold. */
  sealRecord(place: Place, record: unknown): Uint8Array {
    this.#alive();
    return seal(this.#rows, encodeUtf8(JSON.stringify(record)), boundToPlace(place), this.#random);
  }

  /** What `sealRecord` was given for the same place. Throws SealBrokenError. */
  openRecord(place: Place, sealed: Uint8Array): unknown {
    this.#alive();
    return JSON.parse(decodeUtf8(unseal(this.#rows, sealed, boundToPlace(place))));
  }

  sealBytes(plain: Uint8Array, purpose: string): Uint8Array {
    this.#alive();
    return seal(this.#session, plain, boundTo('session', purpose), this.#random);
  }

  /** What `sealBytes` was given for the same purpose. Throws SealBrokenError. */
  openBytes(sealed: Uint8Array, purpose: string): Uint8Array {
    this.#alive();
    return unseal(this.#session, sealed, boundTo('session', purpose));
  }

  /** The public key for sealed-box.ts, 32 bytes: not a secret. */
  boxKey(): Uint8Array {
    this.#alive();
    return boxKeyOf(this.#box);
  }

  /** What was sealed to `boxKey`. Throws SealBrokenError. */
  openBox(box: Uint8Array, bound: Uint8Array): Uint8Array {
    this.#alive();
    return openBox(this.#box, box, bound);
  }

  /** Overwrites all keys with zeros, for good. */
  wipe(): void {
    this.#wiped = true;
    for (const key of [this.#vaultKey, this.#rows, this.#index, this.#session, this.#box]) key.fill(0);
  }

  #alive(): void {
    if (this.#wiped) throw new VaultLockedError();
  }
}

const boundToPlace = ({ table, row, field }: Place): Uint8Array => boundTo(table, row, field);
