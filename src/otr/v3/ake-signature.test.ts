import { expect, it } from 'vitest';
import { fingerprint } from '#otr/crypto/dsa.ts';
import { OtrError } from '#otr/otr-error.ts';
import { seededRandom } from '#tests/otr/party.ts';
import { identityOf } from '#tests/vectors/otrv3-transcript.ts';
import { deriveAkeKeys } from './ake-keys.ts';
import { openSignature, sealSignature } from './ake-signature.ts';

const keys = deriveAkeKeys(Uint8Array.of(1, 2, 3)).reveal;
const dh = { signer: Uint8Array.of(4), other: Uint8Array.of(5) };
const random = seededRandom(3);

it('what was sealed is opened', () => {
  const sealed = sealSignature(keys, dh, identityOf('alice'), 7, random);
  expect(openSignature(keys, dh, sealed, 'S')).toEqual({
    fingerprint: fingerprint(identityOf('alice')),
    keyId: 7,
  });
});

it('a signature over other D-H keys is refused, though its MAC is right', () => {
  const sealed = sealSignature(keys, { signer: dh.other, other: dh.signer }, identityOf('alice'), 7, random);
  expect(() => openSignature(keys, dh, sealed, 'S')).toThrow(new OtrError('signature-invalid', 'S'));
});

it('a signature under another public key is refused', () => {
  const mixed = { ...identityOf('alice'), x: identityOf('bob').x };
  const sealed = sealSignature(keys, dh, mixed, 7, random);
  expect(() => openSignature(keys, dh, sealed, 'S')).toThrow(new OtrError('signature-invalid', 'S'));
});

it('key id 0 is refused', () => {
  const sealed = sealSignature(keys, dh, identityOf('alice'), 0, random);
  expect(() => openSignature(keys, dh, sealed, 'S')).toThrow(new OtrError('key-id-zero', 'S'));
});
