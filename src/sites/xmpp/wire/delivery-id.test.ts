import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deliveryId } from './delivery-id.ts';

const never = () => {
  throw new Error('not asked for');
};

test('the same stanza has the same name, another stanza another', () => {
  const first = deliveryId('bob@localhost/desk', 'one', '?OTRv3?', never);
  expect(deliveryId('bob@localhost/desk', 'one', '?OTRv3?', never)).toBe(first);
  expect(deliveryId('bob@localhost/desk', 'two', '?OTRv3?', never)).not.toBe(first);
  expect(deliveryId('bob@localhost/phone', 'one', '?OTRv3?', never)).not.toBe(first);
  expect(deliveryId('bob@localhost/desk', 'one', '?OTRv2?', never)).not.toBe(first);
});

test('without a stanza id an encoded message is known by its text, other texts are each their own', () => {
  const data = '?OTR:AAMDJ+MVmSfjFZcAAAAA.';
  expect(deliveryId('bob@localhost', '', data, never)).toBe(deliveryId('bob@localhost', '', data, never));
  expect(deliveryId('bob@localhost', '', 'hello', () => 'unique')).toBe('unique');
});

test('small differences anywhere make another name', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string({ minLength: 1 }), (head, tail, change) => {
      const one = deliveryId('b', 'i', `${head}${tail}`, never);
      const other = deliveryId('b', 'i', `${head}${change}${tail}`, never);
      expect(one).not.toBe(other);
      expect(one).toMatch(/^x[0-9a-f]{32}$/);
    }),
  );
});

test('ten million characters are named like any others', () => {
  expect(deliveryId('b', 'i', 'a'.repeat(10_000_000), never)).toMatch(/^x[0-9a-f]{32}$/);
});
