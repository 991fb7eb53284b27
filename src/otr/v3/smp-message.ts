/**
 * The four messages of SMP as TLV records; OTRv3, "Data Message" (SMP Message TLVs) and "The SMP state machine": a
 * count of MPIs, then so many MPIs. Message 1Q has a question and a NUL before them.
 *
 * What is decoded has the right number of MPIs, group elements in 2..p-2 and proof answers in 1..q-1.
 */
import { Reader } from '#otr/bytes/reader.ts';
import { concat, int, mpi } from '#otr/bytes/writer.ts';
import { bigintToBytes, bytesToBigint } from '#otr/crypto/bigint.ts';
import { isGroupElement, MODULUS_LENGTH } from '#otr/crypto/dh-group.ts';
import { decodeUtf8, encodeUtf8 } from '#otr/crypto/utf8.ts';
import { OtrError } from '#otr/otr-error.ts';
import { isExponent } from './group.ts';

export const TLV_SMP = {
  message1: 2,
  message2: 3,
  message3: 4,
  message4: 5,
  abort: 6,
  message1Q: 7,
} as const;

const SECTION = 'The SMP state machine';

/** What each MPI of a message is, in the order of the specification: group element, proof hash, proof answer. */
const SHAPES = {
  message1: 'eca eca',
  message2: 'eca eca ee caa',
  message3: 'ee caa eca',
  message4: 'eca',
} as const;

export type SmpMessageName = keyof typeof SHAPES;

/** The numbers of a message, in the order of the specification. */
export type SmpNumbers = readonly bigint[];

export const encodeSmp = (numbers: SmpNumbers): Uint8Array =>
  concat(int(numbers.length), ...numbers.map((number) => mpi(bigintToBytes(number))));

const CHECKS: Readonly<Record<string, (value: bigint) => boolean>> = { e: isGroupElement, a: isExponent };

/** Throws OtrError on anything that is not the message that is named. */
export function decodeSmp(value: Uint8Array, name: SmpMessageName): SmpNumbers {
  const shape = [...SHAPES[name].replaceAll(' ', '')];
  const reader = new Reader(value);
  if (reader.int() !== shape.length) throw new OtrError('smp-mpi-count', SECTION);
  const numbers = shape.map((kind) => {
    const bytes = reader.mpi();
    if (bytes.length > MODULUS_LENGTH) throw new OtrError('smp-mpi-too-long', SECTION);
    const number = bytesToBigint(bytes);
    if (CHECKS[kind]?.(number) === false) throw new OtrError('smp-out-of-range', SECTION);
    return number;
  });
  reader.end();
  return numbers;
}

/** Message 1Q: the question, a NUL, message 1. */
export const encodeQuestion = (question: string, message1: Uint8Array): Uint8Array =>
  concat(encodeUtf8(question.replaceAll('\0', '\ufffd')), Uint8Array.of(0), message1);

/** Throws OtrError when there is no NUL. */
export function splitQuestion(value: Uint8Array): { question: string; message1: Uint8Array } {
  const nul = value.indexOf(0);
  if (nul === -1) throw new OtrError('smp-question', SECTION);
  return { question: decodeUtf8(value.subarray(0, nul)), message1: value.slice(nul + 1) };
}
