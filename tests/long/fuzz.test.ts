/** 1,000,000 mutated messages over all states of the engine: `npm run test:long`. */
import { describe, it } from 'vitest';
import { fuzz, recordConversation } from '#tests/otr/fuzzing.ts';

const { situations, texts } = recordConversation();
const EACH = Math.ceil(1_000_000 / situations.length);

describe.each(situations.map((situation) => [situation.name, situation] as const))('%s', (_, situation) => {
  it('takes mutated messages', () => {
    fuzz(situation, texts, EACH, 4);
  });
});
