import { describe, expect, it } from 'vitest';
import { encodeBase64 } from '#otr/bytes/base64.ts';
import { byte, concat, data, int, mpi, short } from '#otr/bytes/writer.ts';
import { OtrError } from '#otr/otr-error.ts';
import {
  type DataMessage,
  decodeArmour,
  decodeMessage,
  encodeDataMessage,
  encodeMessage,
  type Message,
  type Tags,
} from './message.ts';

const tags = { sender: 0xfedcba98, receiver: 0x100 };
const mac = new Uint8Array(20).fill(9);

const dataMessage: DataMessage = {
  type: 'data',
  ignoreUnreadable: true,
  senderKeyId: 1,
  recipientKeyId: 0xffffffff,
  nextDh: Uint8Array.of(2),
  counter: Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 1),
  ciphertext: Uint8Array.of(1, 2, 3),
  mac,
  oldMacKeys: new Uint8Array(40),
};

const messages: readonly Message[] = [
  { type: 'dh-commit', encryptedGx: new Uint8Array(196), hashedGx: new Uint8Array(32) },
  { type: 'dh-key', gy: Uint8Array.of(5) },
  {
    type: 'reveal-signature',
    revealedKey: new Uint8Array(16),
    encryptedSignature: Uint8Array.of(1),
    mac,
  },
  { type: 'signature', encryptedSignature: Uint8Array.of(1), mac },
  dataMessage,
];

const armour = (...parts: Uint8Array[]) => `?OTR:${encodeBase64(concat(...parts))}.`;
const encode = (message: Message, to: Tags) =>
  message.type === 'data' ? encodeDataMessage(message, to, () => message.mac) : encodeMessage(message, to);
const decode = (text: string) => decodeMessage(decodeArmour(text));

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof OtrError) return error.code;
    throw error;
  }
  return 'nothing thrown';
}

describe('Encoded messages', () => {
  it.each(messages.map((message) => [message.type, message] as const))(
    '%s: written and read',
    (_, message) => {
      const decoded = decode(encode(message, tags));
      expect(decoded.message).toEqual(message);
      expect(decoded.tags).toEqual(tags);
    },
  );

  it("a data message's MAC covers everything up to the ciphertext", () => {
    const binary = decodeArmour(encode(dataMessage, tags));
    expect(decodeMessage(binary).authenticated).toEqual(binary.slice(0, binary.length - 20 - 4 - 40));
  });

  it('text after the full stop is not part of the message', () => {
    expect(decode(`${encode(dataMessage, tags)} sent from my phone`).message).toEqual(dataMessage);
  });

  it.each([
    ['no full stop', '?OTR:AAMD', 'armour'],
    ['nothing between', '?OTR:.', 'truncated'],
    ['not base64', '?OTR:AA*D.', 'base64'],
    ['a version to come', armour(short(4), byte(2)), 'unsupported-version'],
    ['an unknown type', armour(short(3), byte(0x77), int(0x100), int(0x100)), 'unknown-message-type'],
    ['a reserved sender tag', armour(short(3), byte(0x0a), int(0xff), int(0x100)), 'instance-tag-invalid'],
    ['a reserved receiver tag', armour(short(3), byte(0x0a), int(0x100), int(0xff)), 'instance-tag-invalid'],
    ['no receiver, not a commit', armour(short(3), byte(0x0a), int(0x100), int(0)), 'instance-tag-invalid'],
  ])('%s is refused', (_, text, code) => {
    expect(codeOf(() => decode(text))).toBe(code);
  });

  it('a D-H Commit may leave the receiver open', () => {
    const [commit] = messages;
    if (commit === undefined) throw new Error('no commit');
    expect(decode(encode(commit, { ...tags, receiver: 0 })).tags.receiver).toBe(0);
  });

  it('bytes after the last field are refused', () => {
    const binary = decodeArmour(encode(dataMessage, tags));
    expect(codeOf(() => decodeMessage(concat(binary, Uint8Array.of(0))))).toBe('trailing-bytes');
  });

  it('every shorter form of every message is refused', () => {
    for (const message of messages) {
      const binary = decodeArmour(encode(message, tags));
      for (let length = 0; length < binary.length; length++) {
        expect(() => decodeMessage(binary.subarray(0, length))).toThrow(OtrError);
      }
    }
  });
});

describe('fields', () => {
  const head = (type: number) => concat(short(3), byte(type), int(0x100), int(0x100));

  it.each([
    ['0', new Uint8Array()],
    ['1', Uint8Array.of(1)],
    ['beyond the modulus', new Uint8Array(192).fill(255)],
  ])('D-H Key of %s is refused', (_, key) => {
    expect(codeOf(() => decode(armour(head(0x0a), mpi(key))))).toBe('dh-key-out-of-range');
  });

  it('a D-H Key with a leading zero is refused', () => {
    expect(codeOf(() => decode(armour(head(0x0a), data(Uint8Array.of(0, 5)))))).toBe('mpi-not-minimal');
  });

  it.each([
    [
      'hash of 31 bytes',
      { type: 'dh-commit', encryptedGx: new Uint8Array(196), hashedGx: new Uint8Array(31) },
    ],
    [
      'encrypted key too long',
      { type: 'dh-commit', encryptedGx: new Uint8Array(197), hashedGx: new Uint8Array(32) },
    ],
    [
      'revealed key of 15 bytes',
      { type: 'reveal-signature', revealedKey: new Uint8Array(15), encryptedSignature: mac, mac },
    ],
    ['half an old MAC key', { ...dataMessage, oldMacKeys: new Uint8Array(30) }],
  ] satisfies [string, Message][])('%s is refused', (_, message) => {
    expect(codeOf(() => decode(encode(message, tags)))).toBe('wrong-length');
  });

  it('key ids and counter of zero are refused', () => {
    const code = (part: Partial<DataMessage>) =>
      codeOf(() => decode(encode({ ...dataMessage, ...part }, tags)));
    expect(code({ senderKeyId: 0 })).toBe('key-id-zero');
    expect(code({ recipientKeyId: 0 })).toBe('key-id-zero');
    expect(code({ counter: new Uint8Array(8) })).toBe('counter-zero');
  });
});
