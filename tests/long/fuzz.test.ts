/** 1,000,000 mutated messages over all states of the engine: `npm run test:long`. */
import { describe, it } from 'vitest';
import { isLive } from '#otr/data-out.ts';
import { decoderNames, fuzz, fuzzDecoder, fuzzRecords, recordConversation } from '#tests/otr/fuzzing.ts';
import { noted } from './progress.ts';

const { situations, texts } = recordConversation();
const PARTS = 10;
const EACH = Math.ceil(1_000_000 / situations.length / PARTS);
const parts = Array.from({ length: PARTS }, (_, part) => part + 1);

describe.each(situations.map((situation) => [situation.name, situation] as const))(
  '%s',
  (name, situation) => {
    it.each(parts)(`takes mutated messages, part %i of ${PARTS}`, (part) => {
      noted(`${EACH} messages, ${name}, part ${part} of ${PARTS}`, () =>
        fuzz(situation, texts, EACH, 100 + part),
      );
    });
  },
);

it.each(decoderNames)('decoder of %s', (name) => {
  noted(`50000 inputs, decoder of ${name}`, () => fuzzDecoder(name, 50_000, 7));
});

const inSession = situations.filter(({ state }) => state.instances.some(isLive));

it.each(inSession.map((situation) => [situation.name, situation] as const))(
  '%s: records of any kind',
  (name, situation) => {
    noted(`10000 messages with records, ${name}`, () => fuzzRecords(situation, 10_000, 8));
  },
);
