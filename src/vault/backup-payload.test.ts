import { expect, test } from 'vitest';
import { type BackupPayload, decodePayload, encodePayload } from './backup-payload.ts';

const ACCOUNT = { origin: 'https://chat.example', service: 'xmpp', account: 'alice' };
const PAYLOAD: BackupPayload = {
  version: 1,
  identities: [
    { account: ACCOUNT, key: { p: 'AQ==', q: 'AQ==', g: 'AQ==', y: 'AQ==', x: 'AQ==' }, created: 1 },
  ],
  contacts: [
    {
      contact: { ...ACCOUNT, peer: 'bob' },
      name: 'Bob',
      fingerprints: [{ fingerprint: 'A'.repeat(40), firstSeen: 1, lastSeen: 2, accepted: true }],
      rules: { requirePrivate: true },
      history: [{ id: '1', time: 1, direction: 'in', protection: 'plain', text: 'a\u0000\u{1f600}' }],
    },
  ],
  policies: [{ scope: 'site:https://chat.example', startAutomatically: false }],
  settings: [{ name: 'of a later version', value: { any: 'thing' } }],
};

const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

test('what was written is read', () => {
  expect(decodePayload(encodePayload(PAYLOAD))).toEqual(PAYLOAD);
});

test.each([
  ['no JSON', new TextEncoder().encode('{')],
  ['no object', bytes(null)],
  ['a list missing', bytes({ ...PAYLOAD, contacts: undefined })],
  ['a rule for a contact among those for sites', bytes({ ...PAYLOAD, policies: [{ scope: 'contact:00' }] })],
  ['a peer missing', bytes({ ...PAYLOAD, contacts: [{ ...PAYLOAD.contacts[0], contact: ACCOUNT }] })],
])('%s: damaged', (_, json) => {
  expect(() => decodePayload(json)).toThrow('damaged');
});

test('of a later version: said so', () => {
  expect(() => decodePayload(bytes({ version: 2 }))).toThrow('newer-version');
});
