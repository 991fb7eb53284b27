/**
 * Sealing and opening data messages; OTRv3, "Data Message" and "Receiving a Data Message".
 */
import { compareBigEndian, numberToBytes } from '#otr/bytes/big-endian.ts';
import { concat } from '#otr/bytes/writer.ts';
import { aesCtr } from '#otr/crypto/aes-ctr.ts';
import { constantTimeEqual } from '#otr/crypto/equal.ts';
import { hmacSha1 } from '#otr/crypto/hashes.ts';
import { OtrError } from '#otr/otr-error.ts';
import { type DataMessage, type Envelope, encodeDataMessage } from './message.ts';
import { decodePlaintext, encodePlaintext, type Plaintext } from './plaintext.ts';
import { findUse, rotate, type Session, withUse } from './session.ts';

export interface Sealed {
  readonly session: Session;
  /** For the wire. */
  readonly text: string;
}

/** Encrypts with our previous key, which the peer is known to have, and announces our current one. */
export function sealData(
  session: Session,
  plaintext: Plaintext,
  ourTag: number,
  options: { readonly ignoreUnreadable: boolean },
): Sealed {
  const senderKeyId = session.ourKeyId - 1;
  const use = findUse(session, senderKeyId, session.theirKeyId);
  if (use === undefined) throw new Error('a session always has its own current keys');
  const counter = numberToBytes(use.sent + 1, 8);
  const message = {
    type: 'data',
    ignoreUnreadable: options.ignoreUnreadable,
    senderKeyId,
    recipientKeyId: session.theirKeyId,
    nextDh: session.ourDh.publicKey,
    counter,
    ciphertext: aesCtr(use.keys.sending.aes, encodePlaintext(plaintext), counter),
    oldMacKeys: concat(...session.macKeysToReveal),
  } as const;
  const tags = { sender: ourTag, receiver: session.theirTag };
  return {
    session: { ...withUse(session, { ...use, sent: use.sent + 1 }), macKeysToReveal: [] },
    text: encodeDataMessage(message, tags, (covered) => hmacSha1(use.keys.sending.mac, covered)),
  };
}

export type Opened =
  | { readonly outcome: 'read'; readonly session: Session; readonly plaintext: Plaintext }
  /** Keys that we do not have, or a MAC that they do not verify. */
  | { readonly outcome: 'unreadable' };

/**
 * Decrypts and rotates keys. A message that verifies but repeats a counter is a replay: it throws OtrError, as does
 * a verified message with broken TLV records.
 */
export function openData(
  session: Session,
  message: DataMessage,
  authenticated: Envelope['authenticated'],
  random: (length: number) => Uint8Array,
): Opened {
  const use = findUse(session, message.recipientKeyId, message.senderKeyId);
  if (use === undefined) return { outcome: 'unreadable' };
  const mac = hmacSha1(use.keys.receiving.mac, authenticated);
  if (!constantTimeEqual(mac, message.mac)) return { outcome: 'unreadable' };
  if (compareBigEndian(message.counter, use.received) <= 0) {
    throw new OtrError('counter-not-rising', 'Data Message');
  }
  const plaintext = decodePlaintext(aesCtr(use.keys.receiving.aes, message.ciphertext, message.counter));
  const used = withUse(session, { ...use, received: message.counter, macUsed: true });
  return { outcome: 'read', session: rotate(used, message, random), plaintext };
}
