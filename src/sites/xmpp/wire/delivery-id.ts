/**
 * Names a delivery: the same name when the server delivers the same stanza again or to a second tab, another one for a
 * second message with the same words.
 *
 * The digest need not resist an attacker: only the sender of a message could make two of its own collide.
 */
import { isOneOfAKind } from './otr-text.ts';

/** Texts beyond this are told apart by their ends and their length: they are refused anyway. */
const DIGESTED = 300_000;

/** @param unique called when nothing in the stanza tells it from another one with the same text */
export function deliveryId(from: string, stanzaId: string, text: string, unique: () => string): string {
  if (stanzaId === '' && !isOneOfAKind(text)) return unique();
  const sample = text.length <= DIGESTED ? text : text.slice(0, 4096) + text.slice(-4096);
  return `x${digest([from, stanzaId, String(text.length), sample].join('\u0000'))}`;
}

/** 106 bits as hexadecimal digits: two multiply-and-mix lanes of 53 bits, each over all UTF-16 code units. */
function digest(text: string): string {
  return lane(text, 0x9e3779b9) + lane(text, 0x7f4a7c15);
}

function lane(text: string, seed: number): string {
  let high = 0x6a09e667 ^ seed;
  let low = 0xbb67ae85 ^ seed;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 0x85ebca6b);
    low = Math.imul(low ^ unit, 0xc2b2ae35);
    high = (high << 13) | (high >>> 19);
    low = (low << 17) | (low >>> 15);
  }
  const mixedHigh = Math.imul(high ^ (low >>> 16), 0x27d4eb2f) >>> 0;
  const mixedLow = Math.imul(low ^ (high >>> 15), 0x165667b1) >>> 0;
  return mixedHigh.toString(16).padStart(8, '0') + mixedLow.toString(16).padStart(8, '0');
}
