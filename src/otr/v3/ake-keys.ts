/**
 * What both sides derive from the AKE's shared secret s; OTRv3, "Computing AES keys, MAC keys, and the secure
 * session id".
 */
import { byte, concat, mpi } from '#otr/bytes/writer.ts';
import { sha256 } from '#otr/crypto/hashes.ts';

/** The keys that protect one of the two signatures. */
export interface SignatureKeys {
  /** AES key, 16 bytes: c or c'. */
  readonly c: Uint8Array;
  /** MAC key of the signed value, 32 bytes: m1 or m1'. */
  readonly m1: Uint8Array;
  /** MAC key of the encrypted signature, 32 bytes: m2 or m2'. */
  readonly m2: Uint8Array;
}

export interface AkeKeys {
  /** 8 bytes. */
  readonly ssid: Uint8Array;
  /** For the Reveal Signature Message: c, m1, m2. */
  readonly reveal: SignatureKeys;
  /** For the Signature Message: c', m1', m2'. */
  readonly signature: SignatureKeys;
}

/** `secret`: s, big-endian. */
export function deriveAkeKeys(secret: Uint8Array): AkeKeys {
  const secbytes = mpi(secret);
  const h2 = (b: number) => sha256(concat(byte(b), secbytes));
  const c = h2(0x01);
  return {
    ssid: h2(0x00).slice(0, 8),
    reveal: { c: c.slice(0, 16), m1: h2(0x02), m2: h2(0x03) },
    signature: { c: c.slice(16, 32), m1: h2(0x04), m2: h2(0x05) },
  };
}
