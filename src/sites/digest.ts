/** A short name for a text, to recognise it by. It need not resist an attacker: nothing secret hangs on it. */

/** 106 bits as hexadecimal digits: two multiply-and-mix lanes of 53 bits, each over all UTF-16 code units. */
export function digest(text: string): string {
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
