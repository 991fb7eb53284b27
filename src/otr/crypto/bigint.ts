/**
 * Modular arithmetic on bigints. Not constant-time: JavaScript's bigint cannot be. Exponents of OTRv3 are used once
 * (DSA nonces) or for a few messages (D-H keys), and the page that could measure runs in another process.
 */
const WINDOW = 5;

export function bytesToBigint(bytes: Uint8Array): bigint {
  let hex = '0x0';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return BigInt(hex);
}

/** Big-endian without leading zeros; zero is the empty array. */
export function bigintToBytes(value: bigint): Uint8Array {
  if (value === 0n) return new Uint8Array();
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Uint8Array.from({ length: even.length / 2 }, (_, index) =>
    Number.parseInt(even.slice(2 * index, 2 * index + 2), 16),
  );
}

/** Always 0 <= result < modulus, also for negative values. */
export function mod(value: bigint, modulus: bigint): bigint {
  const rest = value % modulus;
  return rest < 0n ? rest + modulus : rest;
}

/** The exponent in base 2^WINDOW, most significant digit first. */
function windows(exponent: bigint): number[] {
  const bits = exponent.toString(2);
  const padded = bits.padStart(Math.ceil(bits.length / WINDOW) * WINDOW, '0');
  return Array.from({ length: padded.length / WINDOW }, (_, index) =>
    Number.parseInt(padded.slice(index * WINDOW, (index + 1) * WINDOW), 2),
  );
}

/** base^0 .. base^(2^WINDOW - 1). */
function powers(base: bigint, modulus: bigint): bigint[] {
  const table = [1n];
  let power = 1n;
  for (let index = 1; index < 1 << WINDOW; index++) {
    power = (power * base) % modulus;
    table.push(power);
  }
  return table;
}

/** base^exponent mod modulus for exponent >= 0 and modulus > 1, by fixed windows of 5 bits. */
export function modPow(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const table = powers(mod(base, modulus), modulus);
  let result = 1n;
  for (const digit of windows(exponent)) {
    for (let square = 0; square < WINDOW; square++) result = (result * result) % modulus;
    if (digit !== 0) result = (result * (table[digit] ?? 1n)) % modulus;
  }
  return result;
}

/** The inverse of `value` modulo a prime, by Fermat's little theorem; 0 for 0. */
export function inverseModPrime(value: bigint, prime: bigint): bigint {
  return modPow(value, prime - 2n, prime);
}
