import { expect, test } from 'vitest';
import { deliveryMark } from './first-delivery.ts';

test('the same ciphertext is the same delivery, whatever the id', async () => {
  expect(await deliveryMark('a', '?OTR:AAMD.')).toBe(await deliveryMark('b', '?OTR:AAMD.'));
  expect(await deliveryMark('a', '?OTR|1|2,1,2,x,')).toBe(await deliveryMark('b', '?OTR|1|2,1,2,x,'));
});

test('a query message is known by its delivery: the same words may come twice', async () => {
  expect(await deliveryMark('a', '?OTRv3?')).not.toBe(await deliveryMark('b', '?OTRv3?'));
  expect(await deliveryMark('a', '?OTRv3?')).toBe(await deliveryMark('a', '?OTRv3?'));
});

test('a delivery id cannot pass for a ciphertext', async () => {
  expect(await deliveryMark('?OTR:AAMD.', 'hello')).not.toBe(await deliveryMark('x', '?OTR:AAMD.'));
});
