/** 20,000 mutated messages over all states of the engine; more of them in tests/long. */
import { describe, it } from 'vitest';
import { fuzz, recordConversation } from '#tests/otr/fuzzing.ts';

const { situations, texts } = recordConversation();
const EACH = Math.ceil(20_000 / situations.length);

describe.each(situations.map((situation) => [situation.name, situation] as const))('%s', (_, situation) => {
  it('takes mutated messages', { timeout: 120_000 }, () => {
    fuzz(situation, texts, EACH, 3);
  });
});
