import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OtrError } from '#otr/otr-error.ts';
import { compareBigEndian, numberToBytes } from './big-endian.ts';
import { Reader } from './reader.ts';
import { byte, concat, data, int, mpi, short, Writer } from './writer.ts';

const SECTION = 'Data types';

describe('Data types', () => {
  it('what was written is read', () => {
    const bytes = concat(
      byte(7),
      short(0x1234),
      int(0xfedcba98),
      data(Uint8Array.of(1, 2)),
      mpi(Uint8Array.of(0, 0, 9)),
    );
    const reader = new Reader(bytes);
    expect([reader.byte(), reader.short(), reader.int()]).toEqual([7, 0x1234, 0xfedcba98]);
    expect(reader.data()).toEqual(Uint8Array.of(1, 2));
    expect(reader.mpi()).toEqual(Uint8Array.of(9));
    expect(() => reader.end()).not.toThrow();
  });

  it('a message grows as long as it has to', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 600 })), (fields) => {
        const writer = new Writer(1);
        for (const field of fields) writer.data(field).byte(field.length % 256);
        const reader = new Reader(writer.written);
        for (const field of fields) {
          expect(reader.data()).toEqual(field);
          expect(reader.byte()).toBe(field.length % 256);
        }
        reader.end();
      }),
    );
  });

  it('an MPI with a leading zero is refused', () => {
    const reader = new Reader(data(Uint8Array.of(0, 1)));
    expect(() => reader.mpi()).toThrow(new OtrError('mpi-not-minimal', SECTION));
  });

  it('a length beyond the end is refused, up to 2^32 - 1', () => {
    const reader = new Reader(concat(int(0xffffffff), Uint8Array.of(1)));
    expect(() => reader.data()).toThrow(new OtrError('truncated', SECTION));
  });

  it('bytes that are left over are refused', () => {
    expect(() => new Reader(Uint8Array.of(1)).end()).toThrow(new OtrError('trailing-bytes', SECTION));
  });

  it('a number that does not fit is our mistake', () => {
    for (const [write, value] of [
      [byte, 256],
      [short, 65536],
      [int, 2 ** 32],
      [int, -1],
    ] as const) {
      expect(() => write(value)).toThrow(RangeError);
    }
    expect(int(2 ** 32 - 1)).toEqual(new Uint8Array(4).fill(255));
  });
});

it('big-endian bytes compare as the numbers they are', () => {
  const number = fc.nat();
  fc.assert(
    fc.property(number, number, fc.integer({ min: 4, max: 9 }), (left, right, width) => {
      const order = Math.sign(compareBigEndian(numberToBytes(left, 4), numberToBytes(right, width)));
      expect(order).toBe(Math.sign(left - right));
    }),
  );
});
