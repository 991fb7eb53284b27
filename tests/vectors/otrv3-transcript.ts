/** The recorded OTRv3 conversation between two libotr users; see README.md beside it. */
import { readFileSync } from 'node:fs';
import type { DsaKeyPair } from '#otr/crypto/dsa.ts';

export type Side = 'alice' | 'bob';

export interface RecordedKeyPair {
  readonly send_mac: string;
  readonly recv_mac: string;
  readonly recv_mac_used: number;
  readonly send_ctr: string;
  readonly recv_ctr: string;
}

/** libotr's SMP state. Hex. */
export interface RecordedSmp {
  readonly secret: string;
  readonly x2: string;
  readonly x3: string;
  readonly g2: string;
  readonly g3: string;
  /** The other side's half of g3. */
  readonly g3o: string;
  readonly p: string;
  readonly q: string;
  readonly pab: string;
  readonly qab: string;
}

/** libotr's state of one side after a step. Hex throughout. */
export interface RecordedState {
  readonly msgstate: number;
  readonly authstate: number;
  readonly auth_our_dh_priv?: string;
  readonly auth_our_dh_pub?: string;
  readonly auth_r?: string;
  readonly ssid?: string;
  readonly ssid_half_bold?: number;
  readonly our_keyid?: number;
  readonly their_keyid?: number;
  readonly our_dh_priv?: string;
  readonly our_dh_pub?: string;
  readonly our_old_dh_priv?: string;
  readonly their_y?: string;
  readonly their_old_y?: string;
  readonly sess_cur_cur?: RecordedKeyPair;
  readonly sess_cur_old?: RecordedKeyPair;
  readonly sess_old_cur?: RecordedKeyPair;
  readonly sess_old_old?: RecordedKeyPair;
  readonly smp?: RecordedSmp;
}

export interface RecordedStep {
  readonly kind: string;
  readonly from: Side;
  readonly wire?: string;
  readonly plaintext?: string;
  readonly alice?: RecordedState;
  readonly bob?: RecordedState;
  readonly alice_master?: RecordedState;
  readonly bob_master?: RecordedState;
}

interface RecordedKey {
  readonly p: string;
  readonly q: string;
  readonly g: string;
  readonly y: string;
  readonly x: string;
  readonly fingerprint: string;
  readonly instance_tag: string;
}

interface Transcript {
  readonly alice_key: RecordedKey;
  readonly bob_key: RecordedKey;
  readonly steps: readonly RecordedStep[];
  readonly extra_symkey: { readonly key: string };
}

const file = new URL('./otrv3-libotr-transcript.json', import.meta.url);
export const transcript: Transcript = JSON.parse(readFileSync(file, 'utf8'));

/** Without leading zero bytes, as the engine keeps its numbers. */
export function numberFromHex(hex: string): Uint8Array {
  const bytes = Uint8Array.from(Buffer.from(hex, 'hex'));
  const start = bytes.findIndex((byte) => byte !== 0);
  return start === -1 ? new Uint8Array() : bytes.slice(start);
}

export const bytesFromHex = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

export function recordedKey(side: Side): RecordedKey {
  return side === 'alice' ? transcript.alice_key : transcript.bob_key;
}

/** The side's DSA key. */
export function identityOf(side: Side): DsaKeyPair {
  const { p, q, g, y, x } = recordedKey(side);
  return {
    p: numberFromHex(p),
    q: numberFromHex(q),
    g: numberFromHex(g),
    y: numberFromHex(y),
    x: numberFromHex(x),
  };
}

export const instanceTagOf = (side: Side): number => Number.parseInt(recordedKey(side).instance_tag, 16);
