/**
 * DSA keys in DER, as Java encodes them: the private key in PKCS #8 (RFC 5208), the public key as X.509's
 * SubjectPublicKeyInfo (RFC 3279, section 2.3.2).
 */
import { trimZeros } from '#otr/bytes/big-endian.ts';
import { type DsaKeyPair, type DsaPublicKey, isDsaKeyPair, isDsaPublicKey } from '#otr/crypto/dsa.ts';

const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const OBJECT_IDENTIFIER = 0x06;
const SEQUENCE = 0x30;

/** 1.2.840.10040.4.1 */
const DSA = '2a8648ce380401';

/** What is not such a key; caught by this module's callers. */
class DerError extends Error {
  constructor() {
    super('Not a DSA key in DER');
    this.name = 'DerError';
  }
}

class DerReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The contents of the next value, which must have this tag. */
  take(tag: number): Uint8Array {
    if (this.#byte() !== tag) throw new DerError();
    const length = this.#length();
    const start = this.#at;
    if (length > this.#bytes.length - start) throw new DerError();
    this.#at += length;
    return this.#bytes.subarray(start, this.#at);
  }

  sequence(): DerReader {
    return new DerReader(this.take(SEQUENCE));
  }

  /** Big-endian without leading zeros. */
  integer(): Uint8Array {
    const bytes = this.take(INTEGER);
    const [first = 0x80] = bytes;
    if (first >= 0x80) throw new DerError();
    return trimZeros(bytes);
  }

  end(): void {
    if (this.#at !== this.#bytes.length) throw new DerError();
  }

  #byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new DerError();
    this.#at += 1;
    return byte;
  }

  /** In one byte below 128, else in one or two after a byte that says how many: a key is no longer. */
  #length(): number {
    const first = this.#byte();
    if (first < 0x80) return first;
    if (first === 0x81) return this.#byte();
    if (first === 0x82) return this.#byte() * 256 + this.#byte();
    throw new DerError();
  }
}

/** AlgorithmIdentifier: DSA with p, q and g. */
function readParameters(from: DerReader): { p: Uint8Array; q: Uint8Array; g: Uint8Array } {
  const algorithm = from.sequence();
  const identifier = algorithm.take(OBJECT_IDENTIFIER);
  if (Array.from(identifier, (byte) => byte.toString(16).padStart(2, '0')).join('') !== DSA)
    throw new DerError();
  const numbers = algorithm.sequence();
  algorithm.end();
  const parameters = { p: numbers.integer(), q: numbers.integer(), g: numbers.integer() };
  numbers.end();
  return parameters;
}

/** The one integer in a string of bytes. */
function onlyInteger(bytes: Uint8Array): Uint8Array {
  const reader = new DerReader(bytes);
  const value = reader.integer();
  reader.end();
  return value;
}

function publicKeyOf(der: Uint8Array): DsaPublicKey {
  const file = new DerReader(der);
  const info = file.sequence();
  file.end();
  const parameters = readParameters(info);
  const bits = info.take(BIT_STRING);
  info.end();
  // The first byte counts the bits that are not used.
  if (bits[0] !== 0) throw new DerError();
  return { ...parameters, y: onlyInteger(bits.subarray(1)) };
}

function privateNumbersOf(der: Uint8Array): Omit<DsaKeyPair, 'y'> {
  const file = new DerReader(der);
  const info = file.sequence();
  file.end();
  if (info.integer().length !== 0) throw new DerError(); // The version, 0.
  const parameters = readParameters(info);
  const x = onlyInteger(info.take(OCTET_STRING));
  info.end();
  return { ...parameters, x };
}

/** The checked key; undefined when the bytes are no DSA key that OTR could use. Copies what it keeps. */
export function readDsaPublicKey(der: Uint8Array): DsaPublicKey | undefined {
  const key = unlessBroken(() => publicKeyOf(der));
  return key !== undefined && isDsaPublicKey(key) ? copyOf(key) : undefined;
}

/** The checked key pair; undefined when the two do not belong together, or are no DSA key that OTR could use. */
export function readDsaKeyPair(privateDer: Uint8Array, publicDer: Uint8Array): DsaKeyPair | undefined {
  const key = unlessBroken(() => ({ y: publicKeyOf(publicDer).y, ...privateNumbersOf(privateDer) }));
  return key !== undefined && isDsaKeyPair(key) ? { ...copyOf(key), x: key.x.slice() } : undefined;
}

const copyOf = ({ p, q, g, y }: DsaPublicKey): DsaPublicKey => ({
  p: p.slice(),
  q: q.slice(),
  g: g.slice(),
  y: y.slice(),
});

function unlessBroken<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}
