import { describe, expect, test } from 'vitest';
import { guardAnswer, guardOrder } from './guard.ts';

describe('an order to the guard', () => {
  test.each([true, false])('is %s', (armed) => {
    expect(guardOrder({ type: 'guard', armed })).toBe(armed);
  });

  test.each([
    undefined,
    null,
    'guard',
    [],
    {},
    { type: 'guard' },
    { type: 'guard', armed: 1 },
    { armed: true },
  ])('is not %j', (raw) => {
    expect(guardOrder(raw)).toBeUndefined();
  });
});

test('without a clear yes the guard is not armed', () => {
  expect(guardAnswer({ armed: true })).toBe(true);
  for (const raw of [{ armed: false }, { armed: 'true' }, null, undefined, true])
    expect(guardAnswer(raw)).toBe(false);
});
