/**
 * Diffie-Hellman in the 1536-bit group of RFC 3526, section 2 (group 5), generator 2; OTRv3, "Encoded messages".
 *
 * Keys are big-endian bytes without leading zeros, so that they can stand in the state as plain data.
 */
import { bigintToBytes, bytesToBigint, modPow } from './bigint.ts';

export const DH_MODULUS = BigInt(
  '0xFFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD' +
    'EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED' +
    'EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F' +
    '83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA237327FFFFFFFFFFFFFFFF',
);
const GENERATOR = 2n;
const MODULUS_LENGTH = 192;

/** 320 bits, the least that the specification allows. */
const PRIVATE_LENGTH = 40;

export interface DhKeyPair {
  /** 40 bytes. */
  readonly privateKey: Uint8Array;
  /** At most 192 bytes, no leading zeros. */
  readonly publicKey: Uint8Array;
}

/** Draws 40 bytes. */
export function generateDhKeyPair(random: (length: number) => Uint8Array): DhKeyPair {
  const privateKey = random(PRIVATE_LENGTH);
  const publicKey = bigintToBytes(modPow(GENERATOR, bytesToBigint(privateKey), DH_MODULUS));
  return { privateKey, publicKey };
}

/** 2 <= key <= modulus - 2. */
export function isDhPublicKey(key: Uint8Array): boolean {
  if (key.length > MODULUS_LENGTH) return false;
  const value = bytesToBigint(key);
  return value >= 2n && value <= DH_MODULUS - 2n;
}

/** The shared secret s, big-endian without leading zeros. The caller has checked `theirPublicKey`. */
export function sharedSecret(privateKey: Uint8Array, theirPublicKey: Uint8Array): Uint8Array {
  return bigintToBytes(modPow(bytesToBigint(theirPublicKey), bytesToBigint(privateKey), DH_MODULUS));
}
