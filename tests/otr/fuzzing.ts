/**
 * Mutated real messages in every state: an orderly answer, or 'malformed' and the state unchanged. Never an exception.
 *
 * The states and texts are those of a recorded conversation with everything in it: AKE, data, fragments, SMP, refresh, the
 * extra symmetric key, error, whitespace tag, the end.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import { decodeBase64 } from '#otr/bytes/base64.ts';
import { concat, int } from '#otr/bytes/writer.ts';
import { isLive } from '#otr/data-out.ts';
import { type OtrState, step } from '#otr/engine.ts';
import type { Effect, Input } from '#otr/engine-types.ts';
import { OtrError } from '#otr/otr-error.ts';
import { forEach } from '#otr/outcome.ts';
import { receiveSmp } from '#otr/smp-turn.ts';
import { htmlToText } from '#otr/text/html-to-text.ts';
import { decodeFragment } from '#otr/v3/fragments.ts';
import { decodeArmour, decodeMessage } from '#otr/v3/message.ts';
import { decodePlaintext } from '#otr/v3/plaintext.ts';
import { readSmp1 } from '#otr/v3/smp.ts';
import { decodeSmp, splitQuestion } from '#otr/v3/smp-message.ts';
import { findWhitespaceTag, withWhitespaceTag } from '#otr/whitespace-tag.ts';
import { classify } from '#otr/wire-text.ts';
import { Party, settle } from './party.ts';

export interface Situation {
  readonly name: string;
  readonly party: Party;
  readonly state: OtrState;
}

export interface Recording {
  readonly situations: readonly Situation[];
  /** Every text that passed between the two. */
  readonly texts: readonly string[];
}

const POLICY = { errorStartAke: true, whitespaceStartAke: true };

class Recorder {
  readonly alice = new Party('alice', 77, { policy: POLICY, padTo: 64 });
  readonly bob = new Party('bob', 77, { policy: POLICY, padTo: 64 });
  readonly texts: string[] = ['?OTR Error: what?', '?OTRv23?', withWhitespaceTag('hello'), 'plain words'];
  readonly situations: Situation[] = [];

  keep(name: string, party: Party): void {
    this.situations.push({ name, party, state: party.state });
  }

  pass(from: Party, to: Party): void {
    for (const text of from.take()) {
      this.texts.push(text);
      to.receive(text);
    }
  }
}

function recordAke(recorder: Recorder): void {
  const { alice, bob } = recorder;
  recorder.keep('plaintext', alice);
  alice.do({ type: 'start' });
  recorder.keep('query sent', alice);
  recorder.pass(alice, bob);
  recorder.keep('awaiting D-H Key', bob);
  recorder.pass(bob, alice);
  recorder.keep('awaiting Reveal Signature', alice);
  recorder.pass(alice, bob);
  recorder.keep('awaiting Signature', bob);
  recorder.pass(bob, alice);
  recorder.keep('encrypted by Reveal Signature', alice);
  recorder.pass(alice, bob);
  recorder.keep('encrypted by Signature', bob);
}

function recordTalk(recorder: Recorder): void {
  const { alice, bob } = recorder;
  for (const [from, to] of [
    [alice, bob],
    [bob, alice],
    [alice, bob],
  ] as const) {
    from.maxText = from === bob ? 300 : 100_000;
    from.send('hello there &lt;you&gt;');
    recorder.pass(from, to);
  }
  bob.maxText = 100_000;
  recorder.keep('encrypted, keys rotated', bob);
}

function recordSmp(recorder: Recorder): void {
  const { alice, bob } = recorder;
  alice.do({ type: 'smp-start', secret: 's', question: '?' });
  recorder.keep('SMPSTATE_EXPECT2', alice);
  recorder.pass(alice, bob);
  recorder.keep('asked by SMP', bob);
  bob.do({ type: 'smp-answer', secret: 's' });
  recorder.keep('SMPSTATE_EXPECT3', bob);
  recorder.pass(bob, alice);
  recorder.keep('SMPSTATE_EXPECT4', alice);
  recorder.pass(alice, bob);
  recorder.pass(bob, alice);
}

/** Plays a conversation and keeps what passed by. */
export function recordConversation(): Recording {
  const recorder = new Recorder();
  const { alice, bob } = recorder;
  recordAke(recorder);
  recordTalk(recorder);
  recordSmp(recorder);
  alice.do({ type: 'extra-key', use: 1, data: Uint8Array.of(1) });
  recorder.pass(alice, bob);
  alice.receive('?OTRv3?');
  alice.send('queued');
  recorder.keep('encrypted, refreshing', alice);
  settle(alice, bob);
  alice.do({ type: 'end' });
  recorder.pass(alice, bob);
  recorder.keep('finished', bob);
  return { situations: recorder.situations, texts: recorder.texts };
}

type Mutation = (text: string) => string;

const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const at = (text: string, where: number): number => Math.floor(where * text.length);

/** Changes that keep the armour, so that the decoders behind it are reached. */
const inBytes: fc.Arbitrary<Mutation> = fc
  .record({ where: place, value: fc.nat(255), cut: fc.boolean() })
  .map(({ where, value, cut }) => (text) => {
    if (!text.startsWith('?OTR:')) return text;
    const bytes = Buffer.from(text.slice(5, -1), 'base64');
    bytes[at(text, where) % bytes.length] = value;
    const kept = cut ? bytes.subarray(0, Math.ceil(where * bytes.length)) : bytes;
    return `?OTR:${kept.toString('base64')}.`;
  });

const inText: fc.Arbitrary<Mutation> = fc
  .record({ where: place, length: fc.nat(20), put: fc.string({ maxLength: 12 }) })
  .map(({ where, length, put }) => (text) => {
    const start = at(text, where);
    return text.slice(0, start) + put + text.slice(start + length);
  });

const asIs: fc.Arbitrary<Mutation> = fc.constant((text) => text);

const isMalformed = (effect: Effect): boolean => effect.type === 'event' && effect.event.name === 'malformed';

/** How much one input may make the state grow beyond itself, in characters of JSON. */
const GROWTH = 40_000;
const sizeOf = (state: OtrState): number => JSON.stringify(state).length;

/** In ms of the processor's time: an AKE step is the dearest. */
const TIME_LIMIT = 500;

function expectOrderly({ party, state }: Situation, input: Extract<Input, { type: 'receive' }>): void {
  const begun = process.cpuUsage();
  const result = step(state, input, party.env);
  const { user, system } = process.cpuUsage(begun);
  expect((user + system) / 1000).toBeLessThan(TIME_LIMIT);
  if (result.effects.some(isMalformed)) {
    expect(result.effects).toHaveLength(1);
    expect(result.state).toBe(state);
  }
  expect(result.effects.length).toBeLessThan(10);
  if (result.state !== state)
    expect(sizeOf(result.state) - sizeOf(state)).toBeLessThan(input.text.length + GROWTH);
}

/** `count` inputs to the engine in this situation. Throws, with the shrunk input, when a rule is broken. */
export function fuzz(situation: Situation, texts: readonly string[], count: number, seed: number): void {
  const before = structuredClone(situation.state);
  const input = fc
    .tuple(
      fc.constantFrom(...texts),
      fc.oneof(
        { weight: 5, arbitrary: inBytes },
        { weight: 5, arbitrary: inText },
        { weight: 1, arbitrary: asIs },
      ),
      fc.boolean(),
    )
    .map(([text, mutate, live]) => ({ type: 'receive' as const, text: mutate(text), live }));
  fc.assert(
    fc.property(input, (received) => expectOrderly(situation, received)),
    { numRuns: count, seed },
  );
  expect(situation.state).toEqual(before);
}

/** What a decoder may do with bytes or text of a peer's: return something, or throw OtrError. */
type Decoder = (bytes: Uint8Array) => unknown;

const asText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

const DECODERS: Readonly<Record<string, Decoder>> = {
  'encoded message': decodeMessage,
  armour: (bytes) => decodeArmour(`?OTR:${asText(bytes)}`),
  fragment: (bytes) => decodeFragment(`?OTR|${asText(bytes)}`),
  plaintext: decodePlaintext,
  'SMP question': splitQuestion,
  'SMP message 1': (bytes) => readSmp1(bytes),
  'SMP message 2': (bytes) => decodeSmp(bytes, 'message2'),
  'SMP message 3': (bytes) => decodeSmp(bytes, 'message3'),
  'SMP message 4': (bytes) => decodeSmp(bytes, 'message4'),
  base64: (bytes) => decodeBase64(asText(bytes)),
  'wire text': (bytes) => classify(asText(bytes)),
  'whitespace tag': (bytes) => findWhitespaceTag(asText(bytes)),
  HTML: (bytes) => htmlToText(asText(bytes)),
};

export const decoderNames = Object.keys(DECODERS);

/** Bytes that begin like something: small counts and lengths, then anything. */
const bytesLike = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc
    .tuple(fc.nat(12), fc.array(fc.tuple(fc.nat(200), fc.uint8Array({ maxLength: 200 })), { maxLength: 12 }))
    .map(([count, fields]) =>
      concat(int(count), ...fields.map(([length, bytes]) => concat(int(length), bytes))),
    ),
  fc
    .stringMatching(/^[0-9a-fA-F|,.:;&<>#/=" \t]{0,120}$/)
    .map((text) => Uint8Array.from(Buffer.from(text, 'latin1'))),
);

/** `count` inputs to one decoder: no exception but OtrError. */
export function fuzzDecoder(name: string, count: number, seed: number): void {
  const decode = DECODERS[name];
  if (decode === undefined) throw new Error('no such decoder');
  const property = fc.property(bytesLike, (bytes) => {
    try {
      decode(bytes);
    } catch (error) {
      expect(error).toBeInstanceOf(OtrError);
    }
  });
  fc.assert(property, { numRuns: count, seed });
}

/** `count` verified data messages with any plaintext: TLV records of all types with any value. */
export function fuzzRecords(situation: Situation, count: number, seed: number): void {
  const { party, state } = situation;
  const tlv = fc.record({ type: fc.nat(9), value: bytesLike });
  const property = fc.property(fc.array(tlv, { maxLength: 4 }), (tlvs) => {
    const live = state.instances.find(isLive);
    if (live === undefined) throw new Error('no session');
    const read = forEach(state, tlvs, (next, record) => receiveSmp(next, live.theirTag, record, party.env));
    expect(read.effects.length).toBeLessThan(20);
  });
  fc.assert(property, { numRuns: count, seed });
}
