import { describe, expect, test } from 'vitest';
import { policyView, withRule } from './policy.ts';

describe('a rule that the user switches', () => {
  test('is set where the scope would follow something else', () => {
    expect(withRule(policyView({ everywhere: true }), 'contact', false)).toEqual({
      value: false,
      from: 'contact',
      set: { everywhere: true, contact: false },
    });
  });

  test('is left to the wider scope where that says the same', () => {
    expect(withRule(policyView({ site: true, contact: false }), 'contact', true)).toEqual({
      value: true,
      from: 'site',
      set: { site: true },
    });
  });

  test('leaves what narrower scopes say', () => {
    expect(withRule(policyView({ contact: false }), 'everywhere', true)).toMatchObject({
      value: false,
      from: 'contact',
    });
  });
});
