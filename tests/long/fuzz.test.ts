/** 1,000,000 mutated messages over all states of the engine: `npm run test:long`. */
import { describe, it } from 'vitest';
import { isLive } from '#otr/data-out.ts';
import { decoderNames, fuzz, fuzzDecoder, fuzzRecords, recordConversation } from '#tests/otr/fuzzing.ts';

const { situations, texts } = recordConversation();
const EACH = Math.ceil(1_000_000 / situations.length);

describe.each(situations.map((situation) => [situation.name, situation] as const))('%s', (_, situation) => {
  it('takes mutated messages', () => {
    fuzz(situation, texts, EACH, 4);
  });
});

it.each(decoderNames)('decoder of %s', (name) => {
  fuzzDecoder(name, 50_000, 7);
});

const inSession = situations.filter(({ state }) => state.instances.some(isLive));

it.each(inSession.map((situation) => [situation.name, situation] as const))(
  '%s: records of any kind',
  (_, situation) => {
    fuzzRecords(situation, 10_000, 8);
  },
);
