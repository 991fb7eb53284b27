/**
 * libotr's recorded SMP runs against our machine: message 1 and message 4 to the byte, messages 2 and 3 (whose blinding
 * libotr did not keep) read and checked, and what each side computed from them.
 */
import { expect } from 'vitest';
import { bigintToBytes, bytesToBigint } from '#otr/crypto/bigint.ts';
import { MODULUS_LENGTH, ORDER } from '#otr/crypto/dh-group.ts';
import {
  beginSmp,
  concludeSmp,
  continueSmp,
  finishSmp,
  readSmp1,
  type SmpExpect3,
  type SmpExpect4,
} from '#otr/v3/smp.ts';
import { decodeSmp, type SmpMessageName } from '#otr/v3/smp-message.ts';
import { hexOf, numberFromHex, type RecordedSmp, type Side, transcript } from './otrv3-transcript.ts';

function stateAfter(index: number, side: Side): RecordedSmp {
  const smp = transcript.steps[index]?.[side]?.smp;
  if (smp === undefined) throw new Error(`no SMP state of ${side} after step ${index}`);
  return smp;
}

/** The random exponent behind a proof: r = D + secret * c mod q, as 192 bytes. */
function blinding(exponent: string, c: bigint, d: bigint): Uint8Array {
  const r = bigintToBytes((d + bytesToBigint(numberFromHex(exponent)) * c) % ORDER);
  return Uint8Array.from([...new Uint8Array(MODULUS_LENGTH - r.length), ...r]);
}

const asExponent = (hex: string): Uint8Array => {
  const number = numberFromHex(hex);
  return Uint8Array.from([...new Uint8Array(MODULUS_LENGTH - number.length), ...number]);
};

const draws = (values: readonly Uint8Array[]) => {
  const left = [...values];
  return (): Uint8Array => left.shift() ?? new Uint8Array(MODULUS_LENGTH).fill(9);
};

const numberOf = (value: Uint8Array, name: SmpMessageName, index: number): bigint =>
  decodeSmp(value, name)[index] ?? 0n;

/**
 * `values`: of the four SMP records, in order. `steps`: after which the states are those of the asker who has asked, the
 * one who has answered, and the asker who has compared.
 */
export function expectRecordedSmp(
  values: readonly Uint8Array[],
  [asked = 0, replied = 0, compared = 0]: readonly number[],
  asker: Side,
): void {
  const [value1, value2, value3, value4] = values;
  if (!value1 || !value2 || !value3 || !value4) throw new Error('four records make a run');
  const answerer: Side = asker === 'alice' ? 'bob' : 'alice';

  const begun = stateAfter(asked, asker);
  const secret = numberFromHex(begun.secret);
  const proofs1 = [
    blinding(begun.x2, numberOf(value1, 'message1', 1), numberOf(value1, 'message1', 2)),
    blinding(begun.x3, numberOf(value1, 'message1', 4), numberOf(value1, 'message1', 5)),
  ];
  const one = beginSmp(secret, false, draws([asExponent(begun.x2), asExponent(begun.x3), ...proofs1]));
  expect(hexOf(one.value)).toBe(hexOf(value1));

  const answered = stateAfter(replied, answerer);
  expect(hexOf(readSmp1(value1).g3a)).toBe(hexOf(numberFromHex(answered.g3o)));

  const three = continueSmp(one.smp, value2, draws([]));
  expect(hexOf(three.smp.g3b)).toBe(hexOf(numberFromHex(stateAfter(compared, asker).g3o)));

  const expect3: SmpExpect3 = {
    name: 'SMPSTATE_EXPECT3',
    g3a: numberFromHex(answered.g3o),
    g2: numberFromHex(answered.g2),
    g3: numberFromHex(answered.g3),
    b3: numberFromHex(answered.x3),
    pb: numberFromHex(answered.p),
    qb: numberFromHex(answered.q),
    withQuestion: false,
  };
  const proof4 = blinding(answered.x3, numberOf(value4, 'message4', 1), numberOf(value4, 'message4', 2));
  const four = concludeSmp(expect3, value3, draws([proof4]));
  expect(hexOf(four.value)).toBe(hexOf(value4));

  const last = stateAfter(compared, asker);
  const expect4: SmpExpect4 = {
    name: 'SMPSTATE_EXPECT4',
    g3b: numberFromHex(last.g3o),
    pab: numberFromHex(last.pab),
    qab: numberFromHex(last.qab),
    a3: numberFromHex(last.x3),
    withQuestion: false,
  };
  const same = hexOf(secret) === hexOf(numberFromHex(answered.secret));
  expect(four.equal).toBe(same);
  expect(finishSmp(expect4, value4).equal).toBe(same);
}
