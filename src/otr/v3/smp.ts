/**
 * The Socialist Millionaires' Protocol as a machine; OTRv3, "The SMP state machine".
 *
 * Each function takes the state that it may be called in and gives the next one. A message that fails a check throws
 * OtrError; the caller then goes back to SMPSTATE_EXPECT1 and sends an abort. Numbers are kept big-endian.
 */
import { byte, concat } from '#otr/bytes/writer.ts';
import { bigintToBytes, bytesToBigint } from '#otr/crypto/bigint.ts';
import { power, productOfPowers, raised, TWO, tabulated } from '#otr/crypto/dh-group.ts';
import { sha256 } from '#otr/crypto/hashes.ts';
import { encodeUtf8 } from '#otr/crypto/utf8.ts';
import { OtrError } from '#otr/otr-error.ts';
import { quotient, randomExponent } from './group.ts';
import { decodeSmp, encodeSmp } from './smp-message.ts';
import {
  type Coordinates,
  checksCoordinates,
  checksEqualExponents,
  checksExponent,
  type Generators,
  proveCoordinates,
  proveEqualExponents,
  proveExponent,
} from './smp-proofs.ts';

type Random = (length: number) => Uint8Array;

/** The peer's message 1, checked; it waits for our user's answer. */
export interface Asked {
  readonly g2a: Uint8Array;
  readonly g3a: Uint8Array;
  readonly question?: string;
}

export interface SmpExpect1 {
  readonly name: 'SMPSTATE_EXPECT1';
  readonly asked?: Asked;
}

/** We have asked. */
export interface SmpExpect2 {
  readonly name: 'SMPSTATE_EXPECT2';
  readonly secret: Uint8Array;
  readonly a2: Uint8Array;
  readonly a3: Uint8Array;
  /** Whether we asked by a question. */
  readonly withQuestion: boolean;
}

/** We have answered. `withQuestion`: the peer asked by a question. */
export interface SmpExpect3 {
  readonly name: 'SMPSTATE_EXPECT3';
  readonly g3a: Uint8Array;
  readonly g2: Uint8Array;
  readonly g3: Uint8Array;
  readonly b3: Uint8Array;
  readonly pb: Uint8Array;
  readonly qb: Uint8Array;
  readonly withQuestion: boolean;
}

/** We have asked, and sent our side of the comparison. */
export interface SmpExpect4 {
  readonly name: 'SMPSTATE_EXPECT4';
  readonly g3b: Uint8Array;
  /** Pa / Pb and Qa / Qb. */
  readonly pab: Uint8Array;
  readonly qab: Uint8Array;
  readonly a3: Uint8Array;
  readonly withQuestion: boolean;
}

export type SmpState = SmpExpect1 | SmpExpect2 | SmpExpect3 | SmpExpect4;

export const SMP_IDLE: SmpExpect1 = { name: 'SMPSTATE_EXPECT1' };

const SECTION = 'The SMP state machine';
const SMP_VERSION = 1;

function demand(proven: boolean): void {
  if (!proven) throw new OtrError('smp-proof', SECTION);
}

/** What the secret is bound to: who began (20 bytes), who answers (20 bytes), and the session (8 bytes). */
export interface SmpParties {
  readonly initiator: Uint8Array;
  readonly responder: Uint8Array;
  readonly ssid: Uint8Array;
}

/** 32 bytes. What the user typed is taken as it is; making two spellings equal is the caller's. */
export function smpSecret({ initiator, responder, ssid }: SmpParties, typed: string): Uint8Array {
  return sha256(concat(byte(SMP_VERSION), initiator, responder, ssid, encodeUtf8(typed)));
}

export interface SmpReply<State extends SmpState> {
  readonly smp: State;
  /** The value of the TLV record to be sent. */
  readonly value: Uint8Array;
}

/** Message 1. `secret`: 32 bytes. Draws four times 192 bytes: a2, a3, r2, r3. */
export function beginSmp(secret: Uint8Array, withQuestion: boolean, random: Random): SmpReply<SmpExpect2> {
  const [a2, a3] = [randomExponent(random), randomExponent(random)];
  const [c2, d2] = proveExponent(1, a2, random);
  const [c3, d3] = proveExponent(2, a3, random);
  const value = encodeSmp([TWO.power(a2), c2, d2, TWO.power(a3), c3, d3]);
  return {
    smp: { name: 'SMPSTATE_EXPECT2', secret, a2: bigintToBytes(a2), a3: bigintToBytes(a3), withQuestion },
    value,
  };
}

/** Checks message 1. Throws OtrError. */
export function readSmp1(value: Uint8Array): Asked {
  const [g2a = 0n, c2 = 0n, d2 = 0n, g3a = 0n, c3 = 0n, d3 = 0n] = decodeSmp(value, 'message1');
  demand(checksExponent(1, g2a, c2, d2) && checksExponent(2, g3a, c3, d3));
  return { g2a: bigintToBytes(g2a), g3a: bigintToBytes(g3a) };
}

/** The peer's halves of both generators, raised to our exponents. */
const generatorsOf = ({ g2, g3 }: Generators<bigint>, second: bigint, third: bigint): Generators => ({
  g2: raised(tabulated(g2), second),
  g3: raised(tabulated(g3), third),
});

function coordinatesOf({ g2, g3 }: Generators, r4: bigint, secret: bigint): Coordinates {
  return {
    p: g3.power(r4),
    q: productOfPowers([
      [TWO, r4],
      [g2, secret],
    ]),
  };
}

/** Message 2. `secret`: 32 bytes. Draws seven times 192 bytes: b2, b3, r2, r3, r4, r5, r6. */
export function answerSmp(asked: Asked, secret: Uint8Array, random: Random): SmpReply<SmpExpect3> {
  const y = bytesToBigint(secret);
  const [b2, b3] = [randomExponent(random), randomExponent(random)];
  const [c2, d2] = proveExponent(3, b2, random);
  const [c3, d3] = proveExponent(4, b3, random);
  const generators = generatorsOf({ g2: bytesToBigint(asked.g2a), g3: bytesToBigint(asked.g3a) }, b2, b3);
  const r4 = randomExponent(random);
  const { p, q } = coordinatesOf(generators, r4, y);
  const [cp, d5, d6] = proveCoordinates(5, generators, r4, y, random);
  const numbers = [TWO.power(b2), c2, d2, TWO.power(b3), c3, d3, p, q, cp, d5, d6];
  return {
    smp: {
      name: 'SMPSTATE_EXPECT3',
      g3a: asked.g3a,
      g2: bigintToBytes(generators.g2.element),
      g3: bigintToBytes(generators.g3.element),
      b3: bigintToBytes(b3),
      pb: bigintToBytes(p),
      qb: bigintToBytes(q),
      withQuestion: asked.question !== undefined,
    },
    value: encodeSmp(numbers),
  };
}

/** Message 2 in, message 3 out. Throws OtrError. Draws four times 192 bytes: r4, r5, r6, r7. */
export function continueSmp(state: SmpExpect2, value: Uint8Array, random: Random): SmpReply<SmpExpect4> {
  const numbers = decodeSmp(value, 'message2');
  const [g2b = 0n, c2 = 0n, d2 = 0n, g3b = 0n, c3 = 0n, d3 = 0n, pb = 0n, qb = 0n] = numbers;
  const [cp = 0n, d5 = 0n, d6 = 0n] = numbers.slice(8);
  const [x, a2, a3] = [bytesToBigint(state.secret), bytesToBigint(state.a2), bytesToBigint(state.a3)];
  demand(checksExponent(3, g2b, c2, d2) && checksExponent(4, g3b, c3, d3));
  const generators = generatorsOf({ g2: g2b, g3: g3b }, a2, a3);
  demand(checksCoordinates(5, generators, { p: pb, q: qb }, [cp, d5, d6]));
  const r4 = randomExponent(random);
  const ours = coordinatesOf(generators, r4, x);
  const proof = proveCoordinates(6, generators, r4, x, random);
  const qab = tabulated(quotient(ours.q, qb));
  const equal = proveEqualExponents(7, qab, a3, random);
  return {
    smp: {
      name: 'SMPSTATE_EXPECT4',
      g3b: bigintToBytes(g3b),
      pab: bigintToBytes(quotient(ours.p, pb)),
      qab: bigintToBytes(qab.element),
      a3: state.a3,
      withQuestion: state.withQuestion,
    },
    value: encodeSmp([ours.p, ours.q, ...proof, qab.power(a3), ...equal]),
  };
}

export interface SmpConclusion {
  /** Whether both secrets are equal. */
  readonly equal: boolean;
}

/** Message 3 in, message 4 out. Throws OtrError. Draws 192 bytes: r7. */
export function concludeSmp(
  state: SmpExpect3,
  value: Uint8Array,
  random: Random,
): SmpConclusion & { readonly value: Uint8Array } {
  const numbers = decodeSmp(value, 'message3');
  const [pa = 0n, qa = 0n, cp = 0n, d5 = 0n, d6 = 0n, ra = 0n, cr = 0n, d7 = 0n] = numbers;
  const generators = { g2: bytesToBigint(state.g2), g3: bytesToBigint(state.g3) };
  demand(checksCoordinates(6, generators, { p: pa, q: qa }, [cp, d5, d6]));
  const qab = tabulated(quotient(qa, bytesToBigint(state.qb)));
  demand(checksEqualExponents(7, qab, bytesToBigint(state.g3a), ra, [cr, d7]));
  const b3 = bytesToBigint(state.b3);
  const proof = proveEqualExponents(8, qab, b3, random);
  const pab = quotient(pa, bytesToBigint(state.pb));
  return { value: encodeSmp([qab.power(b3), ...proof]), equal: power(ra, b3) === pab };
}

/** Message 4 in. Throws OtrError. */
export function finishSmp(state: SmpExpect4, value: Uint8Array): SmpConclusion {
  const [rb = 0n, cr = 0n, d7 = 0n] = decodeSmp(value, 'message4');
  demand(checksEqualExponents(8, bytesToBigint(state.qab), bytesToBigint(state.g3b), rb, [cr, d7]));
  return { equal: power(rb, bytesToBigint(state.a3)) === bytesToBigint(state.pab) };
}
