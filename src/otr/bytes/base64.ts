/**
 * Base64 (RFC 4648, section 4), strict: full groups, padding, no other characters, no stray bits.
 */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PAD = '=';
const INVALID = 255;

/** The values of the alphabet's code units; 255 marks what is not in it. */
const FROM_CODE = new Uint8Array(128).fill(INVALID);
for (let value = 0; value < ALPHABET.length; value++) FROM_CODE[ALPHABET.charCodeAt(value)] = value;

/** The two characters for each 12 bits: adding up short strings is the fastest way to a long one. */
const PAIRS = Array.from(
  { length: 4096 },
  (_, bits) => ALPHABET.charAt(bits >> 6) + ALPHABET.charAt(bits & 63),
);

export function encodeBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += `${PAIRS[group >> 12]}${PAIRS[group & 4095]}`;
  }
  const padding = (3 - (bytes.length % 3)) % 3;
  return text.slice(0, text.length - padding) + PAD.repeat(padding);
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
