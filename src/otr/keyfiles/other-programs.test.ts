/** Files that other programs really made. */
import { describe, expect, it } from 'vitest';
import { fingerprint } from '#otr/crypto/dsa.ts';
import { KEY_FILES, keyFile } from '#tests/vectors/key-files.ts';
import { CLIENTS } from './clients.ts';
import { readFingerprints, writeFingerprints } from './fingerprints.ts';
import { readInstanceTags, writeInstanceTags } from './instance-tags.ts';
import { readPrivateKeys, writePrivateKeys } from './private-keys.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

describe.each(['irssi', 'pidgin', 'profanity'] as const)('%s', (program) => {
  const { account, protocol, verified, ...made } = KEY_FILES[program];
  const client = CLIENTS[program];
  const file = (name: string): Uint8Array => keyFile(`${program}/${name}`);

  it('files have the names, and accounts and protocols the words, that we write', () => {
    const names = [client.privateKeys, client.fingerprints, client.instanceTags].filter((name) => name);
    expect(made.files).toEqual(names.map((name) => `${program}/${name}`));
    expect(Object.values(client.protocols)).toContain(protocol);
  });

  it('the private key is read, and written again byte for byte', () => {
    const keys = readPrivateKeys(file(client.privateKeys));
    expect(keys.map((one) => [one.account, one.protocol, hex(fingerprint(one.key))])).toEqual([
      [account, protocol, made.fingerprint],
    ]);
    expect(writePrivateKeys(keys)).toEqual(file(client.privateKeys));
  });

  it('so are the fingerprints', () => {
    const entries = readFingerprints(file(client.fingerprints));
    expect(entries.map((one) => ({ ...one, fingerprint: hex(one.fingerprint) }))).toEqual([
      { ...verified, account, protocol },
    ]);
    expect(writeFingerprints(entries)).toEqual(file(client.fingerprints));
  });
});

it.each(['irssi', 'pidgin'] as const)('%s: the instance tags are read and written too', (program) => {
  const { account, protocol } = KEY_FILES[program];
  const tags = keyFile(`${program}/${CLIENTS[program].instanceTags}`);
  expect(readInstanceTags(tags)).toMatchObject([{ account, protocol }]);
  expect(writeInstanceTags(readInstanceTags(tags))).toEqual(tags);
});
