/** 20,000 mutated messages over all states of the engine; more of them in tests/long. */
import { describe, it } from 'vitest';
import { decoderNames, fuzz, fuzzDecoder, fuzzRecords, recordConversation } from '#tests/otr/fuzzing.ts';
import { isLive } from './data-out.ts';

const { situations, texts } = recordConversation();
const EACH = Math.ceil(14_000 / situations.length);

describe.each(situations.map((situation) => [situation.name, situation] as const))('%s', (_, situation) => {
  it('takes mutated messages', { timeout: 120_000 }, () => {
    fuzz(situation, texts, EACH, 3);
  });
});

it.each(decoderNames)('decoder of %s: a result or OtrError', { timeout: 60_000 }, (name) => {
  fuzzDecoder(name, 400, 5);
});

const inSession = situations.filter(({ state }) => state.instances.some(isLive));

it.each(inSession.map((situation) => [situation.name, situation] as const))(
  '%s: records of any kind in a verified message',
  { timeout: 60_000 },
  (_, situation) => {
    fuzzRecords(situation, 100, 6);
  },
);
