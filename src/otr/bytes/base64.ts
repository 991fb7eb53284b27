/**
 * Base64 (RFC 4648, section 4), strict: full groups, padding, no other characters, no stray bits.
 */
import { textOfAscii } from '#otr/crypto/utf8.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PAD = '=';
const INVALID = 255;

const TO_CODE = Uint8Array.from(ALPHABET, (character) => character.charCodeAt(0));

/** The values of the alphabet's code units; 255 marks what is not in it. */
const FROM_CODE = new Uint8Array(128).fill(INVALID);
for (const [value, code] of TO_CODE.entries()) FROM_CODE[code] = value;

export function encodeBase64(bytes: Uint8Array): string {
  const codes = new Uint8Array(4 * Math.ceil(bytes.length / 3));
  let out = 0;
  for (let at = 0; at < bytes.length; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    for (let shift = 18; shift >= 0; shift -= 6) codes[out++] = TO_CODE[(group >> shift) & 63] ?? 0;
  }
  const padding = (3 - (bytes.length % 3)) % 3;
  return textOfAscii(codes.fill(PAD.charCodeAt(0), out - padding));
}

function paddingOf(text: string): number {
  if (text.endsWith(PAD + PAD)) return 2;
  return text.endsWith(PAD) ? 1 : 0;
}

/** The bytes, or undefined when `text` is not valid base64. The empty text gives no bytes. */
export function decodeBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = paddingOf(text);
  // 'A' stands for six zero bits.
  const bytes = decodeGroups(text.slice(0, text.length - padding) + 'A'.repeat(padding));
  const length = (text.length / 4) * 3 - padding;
  return bytes?.subarray(length).every((stray) => stray === 0) ? bytes.subarray(0, length) : undefined;
}

function decodeGroups(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array((text.length / 4) * 3);
  let out = 0;
  let bits = 0;
  for (let at = 0; at < text.length; at += 4) {
    const [a, b, c, d] = [
      valueAt(text, at),
      valueAt(text, at + 1),
      valueAt(text, at + 2),
      valueAt(text, at + 3),
    ];
    bits |= a | b | c | d;
    bytes[out++] = (a << 2) | (b >> 4);
    bytes[out++] = (b << 4) | (c >> 2);
    bytes[out++] = (c << 6) | d;
  }
  return bits < 64 ? bytes : undefined;
}

const valueAt = (text: string, at: number): number => FROM_CODE[text.charCodeAt(at)] ?? INVALID;
