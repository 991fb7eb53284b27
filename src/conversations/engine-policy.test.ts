import { expect, it } from 'vitest';
import type { PolicyScope, PolicyView } from '#channel/policy.ts';
import { MANUAL_POLICY } from '#otr/policy.ts';
import { enginePolicy } from './engine-policy.ts';

/** `value` and `from` are for people; what is set decides. */
const set = (rules: Partial<Record<PolicyScope, boolean>>): PolicyView => ({
  value: false,
  from: 'everywhere',
  set: rules,
});

it('nothing set: the user begins, and nothing is demanded', () => {
  expect(enginePolicy({ requirePrivate: set({}), startAutomatically: set({}) })).toEqual(MANUAL_POLICY);
});

it("'require private' is REQUIRE_ENCRYPTION alone", () => {
  const policy = enginePolicy({ requirePrivate: set({ contact: true }), startAutomatically: set({}) });
  expect(policy).toEqual({ ...MANUAL_POLICY, requireEncryption: true });
});

it("'start automatically' answers whitespace tags and error messages, and puts no tag into the page's texts", () => {
  const policy = enginePolicy({ requirePrivate: set({}), startAutomatically: set({ everywhere: true }) });
  expect(policy).toEqual({ ...MANUAL_POLICY, whitespaceStartAke: true, errorStartAke: true });
});

it.each<[Partial<Record<PolicyScope, boolean>>, boolean]>([
  [{ everywhere: true }, true],
  [{ everywhere: true, site: false }, false],
  [{ everywhere: false, site: true }, true],
  [{ everywhere: true, site: true, contact: false }, false],
  [{ everywhere: false, site: false, contact: true }, true],
  [{ site: false, contact: true }, true],
])('contact over account over default: %j is %s', (rules, holds) => {
  const required = enginePolicy({ requirePrivate: set(rules), startAutomatically: set({}) });
  expect(required.requireEncryption).toBe(holds);
  const automatic = enginePolicy({ requirePrivate: set({}), startAutomatically: set(rules) });
  expect([automatic.whitespaceStartAke, automatic.errorStartAke]).toEqual([holds, holds]);
});
