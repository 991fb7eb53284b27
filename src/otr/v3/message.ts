/**
 * The encoded messages of OTRv3, "Encoded messages": `?OTR:`, base64 of the binary form, `.`.
 *
 * Binary form: protocol version (SHORT 0x0003), type (BYTE), sender and receiver instance tag (INT each), then the
 * fields of the type. A decoded message has the lengths and ranges that can be checked without keys.
 */
import { decodeBase64, encodeBase64 } from '#otr/bytes/base64.ts';
import { Reader } from '#otr/bytes/reader.ts';
import { Writer } from '#otr/bytes/writer.ts';
import { isDhPublicKey } from '#otr/crypto/dh.ts';
import { OtrError } from '#otr/otr-error.ts';
import { isInstanceTag, UNKNOWN_TAG } from './instance-tag.ts';

export const PROTOCOL_VERSION = 3;
export const ENCODED_PREFIX = '?OTR:';
const ENCODED_SUFFIX = '.';

export interface DhCommit {
  readonly type: 'dh-commit';
  /** The MPI of g^x under AES with key r. */
  readonly encryptedGx: Uint8Array;
  /** 32 bytes. */
  readonly hashedGx: Uint8Array;
}

export interface DhKey {
  readonly type: 'dh-key';
  readonly gy: Uint8Array;
}

export interface RevealSignature {
  readonly type: 'reveal-signature';
  /** 16 bytes, r. */
  readonly revealedKey: Uint8Array;
  readonly encryptedSignature: Uint8Array;
  /** 20 bytes. */
  readonly mac: Uint8Array;
}

export interface Signature {
  readonly type: 'signature';
  readonly encryptedSignature: Uint8Array;
  /** 20 bytes. */
  readonly mac: Uint8Array;
}

export interface DataMessage {
  readonly type: 'data';
  readonly ignoreUnreadable: boolean;
  readonly senderKeyId: number;
  readonly recipientKeyId: number;
  /** The sender's next public key. */
  readonly nextDh: Uint8Array;
  /** 8 bytes, the top half of the counter. */
  readonly counter: Uint8Array;
  readonly ciphertext: Uint8Array;
  /** 20 bytes. */
  readonly mac: Uint8Array;
  /** Concatenated, 20 bytes each. */
  readonly oldMacKeys: Uint8Array;
}

export type AkeMessage = DhCommit | DhKey | RevealSignature | Signature;
export type Message = AkeMessage | DataMessage;

/** Who sends, and to which instance. */
export interface Tags {
  readonly sender: number;
  readonly receiver: number;
}

export interface Envelope {
  readonly tags: Tags;
  readonly message: Message;
  /**
   * The bytes that a data message's MAC covers: from the version to the end of the ciphertext. Shares memory with
   * what was decoded.
   */
  readonly authenticated: Uint8Array;
}

const TYPE_BYTE: Readonly<Record<Message['type'], number>> = {
  'dh-commit': 0x02,
  data: 0x03,
  'dh-key': 0x0a,
  'reveal-signature': 0x11,
  signature: 0x12,
};

const HASH_LENGTH = 32;
const MAC_LENGTH = 20;
const COUNTER_LENGTH = 8;
const REVEALED_KEY_LENGTH = 16;
const FLAG_IGNORE_UNREADABLE = 0x01;

/** Begins with the bytes from the version to the receiver's instance tag. */
const beginMessage = (type: Message['type'], tags: Tags): Writer =>
  new Writer().short(PROTOCOL_VERSION).byte(TYPE_BYTE[type]).int(tags.sender).int(tags.receiver);

/** A data message without what follows the part that its MAC covers. */
type Unauthenticated = Omit<DataMessage, 'mac' | 'oldMacKeys'>;

/** The part of a data message that its MAC covers. */
const writeAuthenticated = (message: Unauthenticated, tags: Tags): Writer =>
  beginMessage('data', tags)
    .byte(message.ignoreUnreadable ? FLAG_IGNORE_UNREADABLE : 0)
    .int(message.senderKeyId)
    .int(message.recipientKeyId)
    .mpi(message.nextDh)
    .bytes(message.counter)
    .data(message.ciphertext);

function writeBody(writer: Writer, message: AkeMessage): Writer {
  switch (message.type) {
    case 'dh-commit':
      return writer.data(message.encryptedGx).data(message.hashedGx);
    case 'dh-key':
      return writer.mpi(message.gy);
    case 'reveal-signature':
      return writer.data(message.revealedKey).data(message.encryptedSignature).bytes(message.mac);
    case 'signature':
      return writer.data(message.encryptedSignature).bytes(message.mac);
  }
}

const armour = (binary: Uint8Array): string => ENCODED_PREFIX + encodeBase64(binary) + ENCODED_SUFFIX;

/** The text for the wire. */
export const encodeMessage = (message: AkeMessage, tags: Tags): string =>
  armour(writeBody(beginMessage(message.type, tags), message).written);

/** The text for the wire of a data message. `macOf` gives the MAC of the part that it covers, 20 bytes. */
export function encodeDataMessage(
  message: Omit<DataMessage, 'mac'>,
  tags: Tags,
  macOf: (authenticated: Uint8Array) => Uint8Array,
): string {
  const writer = writeAuthenticated(message, tags);
  return armour(writer.bytes(macOf(writer.written)).data(message.oldMacKeys).written);
}

function expectLength(bytes: Uint8Array, length: number, section: string): Uint8Array {
  if (bytes.length !== length) throw new OtrError('wrong-length', section);
  return bytes;
}

function readPublicKey(reader: Reader, section: string): Uint8Array {
  const key = reader.mpi();
  if (!isDhPublicKey(key)) throw new OtrError('dh-key-out-of-range', section);
  return key;
}

function readKeyId(reader: Reader): number {
  const keyId = reader.int();
  if (keyId === 0) throw new OtrError('key-id-zero', 'Data Message');
  return keyId;
}

/** A short one cannot be the MPI of a public key; a long one neither, and is not kept. */
function readEncryptedGx(reader: Reader): Uint8Array {
  const encrypted = reader.data();
  if (encrypted.length < 5 || encrypted.length > 196)
    throw new OtrError('wrong-length', 'D-H Commit Message');
  return encrypted;
}

function readData(reader: Reader, section: string): Unauthenticated {
  const ignoreUnreadable = (reader.byte() & FLAG_IGNORE_UNREADABLE) !== 0;
  const senderKeyId = readKeyId(reader);
  const recipientKeyId = readKeyId(reader);
  const nextDh = readPublicKey(reader, section);
  const counter = reader.take(COUNTER_LENGTH);
  if (counter.every((part) => part === 0)) throw new OtrError('counter-zero', section);
  const ciphertext = reader.data();
  return { type: 'data', ignoreUnreadable, senderKeyId, recipientKeyId, nextDh, counter, ciphertext };
}

function readOldMacKeys(reader: Reader): Uint8Array {
  const keys = reader.data();
  if (keys.length % MAC_LENGTH !== 0) throw new OtrError('wrong-length', 'Revealing MAC Keys');
  return keys;
}

/** Reads the fields after the header. `authenticated` is for data messages; empty for the others. */
function readBody(
  type: number,
  reader: Reader,
  bytes: Uint8Array,
): Pick<Envelope, 'message' | 'authenticated'> {
  const authenticated = new Uint8Array();
  switch (type) {
    case TYPE_BYTE['dh-commit']: {
      const encryptedGx = readEncryptedGx(reader);
      const hashedGx = expectLength(reader.data(), HASH_LENGTH, 'D-H Commit Message');
      return { message: { type: 'dh-commit', encryptedGx, hashedGx }, authenticated };
    }
    case TYPE_BYTE['dh-key']:
      return { message: { type: 'dh-key', gy: readPublicKey(reader, 'D-H Key Message') }, authenticated };
    case TYPE_BYTE['reveal-signature']: {
      const revealedKey = expectLength(reader.data(), REVEALED_KEY_LENGTH, 'Reveal Signature Message');
      const [encryptedSignature, mac] = [reader.data(), reader.take(MAC_LENGTH)];
      return { message: { type: 'reveal-signature', revealedKey, encryptedSignature, mac }, authenticated };
    }
    case TYPE_BYTE.signature: {
      const [encryptedSignature, mac] = [reader.data(), reader.take(MAC_LENGTH)];
      return { message: { type: 'signature', encryptedSignature, mac }, authenticated };
    }
    case TYPE_BYTE.data: {
      const head = readData(reader, 'Data Message');
      const covered = bytes.subarray(0, reader.position);
      const [mac, oldMacKeys] = [reader.take(MAC_LENGTH), readOldMacKeys(reader)];
      return { message: { ...head, mac, oldMacKeys }, authenticated: covered };
    }
    default:
      throw new OtrError('unknown-message-type', 'Encoded messages');
  }
}

/** The receiver's tag may be 0 in a D-H Commit Message alone. */
function checkTags(tags: Tags, type: number): void {
  const receiverOpen = tags.receiver === UNKNOWN_TAG && type === TYPE_BYTE['dh-commit'];
  if (!isInstanceTag(tags.sender) || !(receiverOpen || isInstanceTag(tags.receiver))) {
    throw new OtrError('instance-tag-invalid', 'Instance Tags');
  }
}

/** The binary form of an encoded message. Throws OtrError. */
export function decodeArmour(text: string): Uint8Array {
  const end = text.indexOf(ENCODED_SUFFIX, ENCODED_PREFIX.length);
  if (!text.startsWith(ENCODED_PREFIX) || end === -1) throw new OtrError('armour', 'Encoded messages');
  const bytes = decodeBase64(text.slice(ENCODED_PREFIX.length, end));
  if (bytes === undefined) throw new OtrError('base64', 'Encoded messages');
  return bytes;
}

/** The protocol version that an encoded message names. Throws OtrError when it is too short to name one. */
export const versionOf = (binary: Uint8Array): number => new Reader(binary).short();

/** The tags of a message of version 3, before its type is looked at. Throws OtrError. */
export function decodeMessage(binary: Uint8Array): Envelope {
  const reader = new Reader(binary);
  if (reader.short() !== PROTOCOL_VERSION) throw new OtrError('unsupported-version', 'Encoded messages');
  const type = reader.byte();
  const tags = { sender: reader.int(), receiver: reader.int() };
  checkTags(tags, type);
  const body = readBody(type, reader, binary);
  reader.end();
  return { tags, ...body };
}
