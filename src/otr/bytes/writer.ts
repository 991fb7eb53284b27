/**
 * Writes the data types of OTRv3, "Data types": a whole message through a Writer, a single field by a function.
 */
import { trimZeros } from './big-endian.ts';

/** Enough for most messages; it grows. */
const CAPACITY = 512;

/** Fields one after the other. Each method appends one and returns the writer. */
export class Writer {
  #bytes: Uint8Array;
  #length = 0;

  constructor(capacity = CAPACITY) {
    this.#bytes = new Uint8Array(capacity);
  }

  /** BYTE. Throws RangeError outside 0..255. */
  byte(value: number): this {
    return this.#number(value, 1);
  }

  /** SHORT, 2 bytes. Throws RangeError when it does not fit. */
  short(value: number): this {
    return this.#number(value, 2);
  }

  /** INT, 4 bytes. Throws RangeError when it does not fit. */
  int(value: number): this {
    return this.#number(value, 4);
  }

  /** The bytes as they are. */
  bytes(value: Uint8Array): this {
    const start = this.#advance(value.length);
    this.#bytes.set(value, start);
    return this;
  }

  /** DATA: 4 bytes of length, then the bytes. */
  data(value: Uint8Array): this {
    return this.int(value.length).bytes(value);
  }

  /** MPI: 4 bytes of length, then the number without leading zeros. */
  mpi(value: Uint8Array): this {
    return this.data(trimZeros(value));
  }

  /** What was written. It shares memory with the writer until that has to grow. */
  get written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #number(value: number, length: number): this {
    if (value < 0 || value >= 256 ** length) throw new RangeError('number does not fit');
    const start = this.#advance(length);
    for (let at = start; at < this.#length; at++) this.#bytes[at] = value >>> (8 * (this.#length - 1 - at));
    return this;
  }

  /** Makes room for the next `length` bytes; where they begin. */
  #advance(length: number): number {
    const start = this.#length;
    this.#length += length;
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(2 * this.#length);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    return start;
  }
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** BYTE. Throws RangeError outside 0..255. */
export const byte = (value: number): Uint8Array => new Writer(1).byte(value).written;

/** SHORT, 2 bytes. Throws RangeError when it does not fit. */
export const short = (value: number): Uint8Array => new Writer(2).short(value).written;

/** INT, 4 bytes. Throws RangeError when it does not fit. */
export const int = (value: number): Uint8Array => new Writer(4).int(value).written;

/** DATA: 4 bytes of length, then the bytes. */
export const data = (value: Uint8Array): Uint8Array => new Writer(4 + value.length).data(value).written;

/** MPI: 4 bytes of length, then the number without leading zeros. */
export const mpi = (value: Uint8Array): Uint8Array => new Writer(4 + value.length).mpi(value).written;
