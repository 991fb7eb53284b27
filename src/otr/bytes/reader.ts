/**
 * Reads the data types of OTRv3, "Data types", from peer input. Every method throws OtrError when the input ends
 * too early; what is returned is a copy, so that a stored key never holds on to a whole message.
 */
import { OtrError } from '#otr/otr-error.ts';
import { bytesToInt } from './big-endian.ts';

const SECTION = 'Data types';

export class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** How many bytes have been read. */
  get position(): number {
    return this.#at;
  }

  get remaining(): number {
    return this.#bytes.length - this.#at;
  }

  /** Exactly `length` bytes. */
  take(length: number): Uint8Array {
    const start = this.#advance(length);
    return this.#bytes.slice(start, this.#at);
  }

  /** BYTE. */
  byte(): number {
    return this.#number(1);
  }

  /** SHORT, 2 bytes. */
  short(): number {
    return this.#number(2);
  }

  /** INT, 4 bytes. */
  int(): number {
    return this.#number(4);
  }

  /** DATA: 4 bytes of length, then the bytes. */
  data(): Uint8Array {
    return this.take(this.int());
  }

  /** MPI: 4 bytes of length, then the number without leading zeros; zero is the empty array. */
  mpi(): Uint8Array {
    const value = this.data();
    if (value[0] === 0) throw new OtrError('mpi-not-minimal', SECTION);
    return value;
  }

  /** Nothing may be left. */
  end(): void {
    if (this.remaining !== 0) throw new OtrError('trailing-bytes', SECTION);
  }

  #number(length: number): number {
    return bytesToInt(this.#bytes.subarray(this.#advance(length), this.#at));
  }

  /** Where the next `length` bytes begin. */
  #advance(length: number): number {
    if (length > this.remaining) throw new OtrError('truncated', SECTION);
    const start = this.#at;
    this.#at += length;
    return start;
  }
}
