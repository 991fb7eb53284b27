import { bytesToHex } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';
import { deriveKey, isAffordable, USUAL_COST, unwrapKey, wrapKey } from './passphrase.ts';
import { random } from './random.test-helper.ts';

const CHEAP = { N: 16, r: 1, p: 1 };

test('RFC 7914, section 12, the third vector', async () => {
  const salt = new TextEncoder().encode('SodiumChloride');
  await expect(deriveKey('pleaseletmein', salt, { N: 16384, r: 8, p: 1 }, 64).then(bytesToHex)).resolves.toBe(
    '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2' +
      'd5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887',
  );
});

test('a wrapped key opens with its passphrase, in any Unicode form, and with no other', async () => {
  const key = random(32);
  const wrapped = await wrapKey(key, 'caf\u00e9', CHEAP, random);
  expect(wrapped.salt).toHaveLength(16);
  expect(await unwrapKey(wrapped, 'cafe\u0301')).toEqual(key);
  expect(await unwrapKey(wrapped, 'cafe')).toBeUndefined();
  expect(await unwrapKey({ ...wrapped, cost: { N: 32, r: 1, p: 1 } }, 'caf\u00e9')).toBeUndefined();
});

test('costs: powers of two, whole numbers, at most 256 MiB', () => {
  const affordable = [USUAL_COST, CHEAP, { N: 2 ** 18, r: 8, p: 1 }];
  const not = [
    { N: 2 ** 19, r: 8, p: 1 },
    { N: 1000, r: 8, p: 1 },
    { N: 1, r: 8, p: 1 },
    { N: 16, r: 0, p: 1 },
    { N: 16, r: 1.5, p: 1 },
    { N: 16, r: 1, p: 5 },
    { N: Number.POSITIVE_INFINITY, r: 1, p: 1 },
    { N: Number.NaN, r: 1, p: 1 },
  ];
  expect(affordable.map(isAffordable)).toEqual([true, true, true]);
  expect(not.filter(isAffordable)).toEqual([]);
});

test('an empty passphrase and an unaffordable cost are refused at the door', async () => {
  await expect(deriveKey('', random(16), CHEAP)).rejects.toThrow(RangeError);
  await expect(deriveKey('x', random(16), { N: 2 ** 30, r: 8, p: 1 })).rejects.toThrow(RangeError);
});
