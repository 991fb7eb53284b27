import { expect, test } from 'vitest';
import { random } from './random.test-helper.ts';
import { VaultKeys } from './vault-keys.ts';
import { VaultLockedError } from './vault-locked-error.ts';

const PLACE = { table: 'contacts', row: 'tag', field: 'sealed' };
const fromHex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
const VAULT_KEY = Uint8Array.from({ length: 32 }, (_, at) => at);

test('tags: the same for the same vault key, different by kind and by parts, and not the names', () => {
  const [one, two] = [new VaultKeys(VAULT_KEY, random), new VaultKeys(VAULT_KEY, random)];
  expect(one.tag('contact', ['a', 'b'])).toBe(two.tag('contact', ['a', 'b']));
  const tags = [
    one.tag('contact', ['a', 'b']),
    one.tag('account', ['a', 'b']),
    one.tag('contact', ['ab']),
    one.tag('contact', ['a', 'b', '']),
    new VaultKeys(random(32), random).tag('contact', ['a', 'b']),
  ];
  expect(new Set(tags).size).toBe(5);
  expect(tags.every((tag) => /^[0-9a-f]{64}$/.test(tag))).toBe(true);
});

/** Made by other means (HKDF and HMAC of Node): rows of existing vaults are found and opened by these. */
test('the derivation stays what it is', () => {
  const keys = new VaultKeys(VAULT_KEY, random);
  expect(keys.tag('contact', ['https://chat.example', 'xmpp', 'alice', 'bob'])).toBe(
    '4482195f215609eb3c9306fedab2e94f3fbe9ddca41b1cbdaae116c6ae207f88',
  );
  const row = fromHex(
    '01000000000000000000000000000000000000000000000000279b9dd0a8f5b3d62b5fe017e267ef9f7903c13ca37708927036a3420a4f57df',
  );
  expect(keys.openRecord(PLACE, row)).toEqual({ name: 'Sally' });
  const session = fromHex(
    '010000000000000000000000000000000000000000000000008878d6c612b9602ae1aaa58877c2aec1bb01cd',
  );
  expect(keys.openBytes(session, 'state')).toEqual(Uint8Array.of(1, 2, 3));
  expect(Buffer.from(keys.check()).toString('hex')).toBe('4ca53586cff12f986cfc2cd680b98e6d');
});

test('a record opens at its place only, and never as session bytes', () => {
  const keys = new VaultKeys(VAULT_KEY, random);
  const sealed = keys.sealRecord(PLACE, { name: 'Sally' });
  expect(keys.openRecord(PLACE, sealed)).toEqual({ name: 'Sally' });
  for (const other of [{ table: 'accounts' }, { row: 'gat' }, { field: 'name' }]) {
    expect(() => keys.openRecord({ ...PLACE, ...other }, sealed)).toThrow('do not open here');
  }
  expect(() => keys.openBytes(sealed, 'contacts')).toThrow('do not open here');
});

test('wiped: every method refuses, and nothing is sealed under zeros', () => {
  const given = random(32);
  const keys = new VaultKeys(given, random);
  const sealed = keys.sealBytes(given, 'x');
  keys.wipe();
  const uses = [
    () => keys.vaultKey(),
    () => keys.check(),
    () => keys.tag('contact', []),
    () => keys.sealRecord(PLACE, 1),
    () => keys.openRecord(PLACE, sealed),
    () => keys.sealBytes(given, 'x'),
    () => keys.openBytes(sealed, 'x'),
  ];
  for (const use of uses) expect(use).toThrow(VaultLockedError);
});

test('a vault key has 32 bytes', () => {
  expect(() => new VaultKeys(random(31), random)).toThrow(RangeError);
});
