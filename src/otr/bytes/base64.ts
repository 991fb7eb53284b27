/**
 * Base64 (RFC 4648, section 4), strict: full groups, padding, no other characters, no stray bits.
 */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PAD = '=';
const INVALID = 255;

/** Code units of the alphabet, and back; 255 marks what is not in it. */
const TO_CODE = Uint8Array.from(ALPHABET, (character) => character.charCodeAt(0));
const FROM_CODE = new Uint8Array(128).fill(INVALID);
for (const [value, code] of TO_CODE.entries()) FROM_CODE[code] = value;

/** String.fromCharCode takes its characters as arguments, whose number is limited. */
const CHUNK = 8192;

function asciiToString(codes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < codes.length; at += CHUNK) {
    text += String.fromCharCode(...codes.subarray(at, at + CHUNK));
  }
  return text;
}

export function encodeBase64(bytes: Uint8Array): string {
  const codes = new Uint8Array(Math.ceil(bytes.length / 3) * 4);
  let out = 0;
  for (let at = 0; at < bytes.length; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    for (const shift of [18, 12, 6, 0]) codes[out++] = TO_CODE[(group >> shift) & 63] ?? 0;
  }
  const padding = (3 - (bytes.length % 3)) % 3;
  codes.fill(PAD.charCodeAt(0), codes.length - padding);
  return asciiToString(codes);
}

function paddingOf(text: string): number {
  if (text.endsWith(PAD + PAD)) return 2;
  return text.endsWith(PAD) ? 1 : 0;
}

/** The bytes, or undefined when `text` is not valid base64. The empty text gives no bytes. */
export function decodeBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = paddingOf(text);
  const end = text.length - padding;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let out = 0;
  let bits = 0;
  let buffer = 0;
  for (let at = 0; at < end; at++) {
    const value = FROM_CODE[text.charCodeAt(at)] ?? INVALID;
    if (value === INVALID) return undefined;
    buffer = ((buffer << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[out++] = (buffer >> bits) & 0xff;
  }
  const strayBits = buffer & ((1 << bits) - 1);
  return strayBits === 0 ? bytes : undefined;
}
