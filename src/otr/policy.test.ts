import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Policy } from './engine-types.ts';
import { MANUAL_POLICY, resolvePolicy } from './policy.ts';

const NAMES = Object.keys(MANUAL_POLICY) as (keyof Policy)[];
const layer: fc.Arbitrary<Partial<Policy>> = fc.record(
  {
    requireEncryption: fc.boolean(),
    sendWhitespaceTag: fc.boolean(),
    whitespaceStartAke: fc.boolean(),
    errorStartAke: fc.boolean(),
  },
  { requiredKeys: [] },
);

it('contact over account over default, each policy by itself', () => {
  const layers = fc.record({ contact: layer, account: layer, byDefault: layer });
  const property = fc.property(layers, ({ contact, account, byDefault }) => {
    const resolved = resolvePolicy({ contact, account, byDefault });
    for (const name of NAMES) {
      expect(resolved[name]).toBe(contact[name] ?? account[name] ?? byDefault[name] ?? false);
    }
  });
  fc.assert(property);
});

it('nothing is demanded, offered or begun where no layer speaks of it', () => {
  expect(resolvePolicy({ contact: {}, account: {}, byDefault: {} })).toEqual(MANUAL_POLICY);
});
