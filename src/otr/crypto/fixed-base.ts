/**
 * Powers of one base, again and again, from a table made once (the comb of Lim and Lee, CRYPTO '94; Handbook of
 * Applied Cryptography, 14.117).
 *
 * The exponent's bits are laid out in `teeth` rows of equal length, one below the other; a column is an index into
 * the table. Each row is cut in four parts with a table each, so that one squaring serves four columns: an exponent
 * of n bits costs n / (4 * teeth) squarings and n / teeth multiplications. As little constant-time as bigint.ts: the order
 * of both is the same for every exponent, but for columns without a bit; which entries are read depends on it.
 */

/** Parts of a row, and tables. */
const PARTS = 4;

export class FixedBase {
  readonly #modulus: bigint;
  /** The length of a part of a row, in bits. */
  readonly #part: number;
  readonly #teeth: number;
  /** For each part: the product, for the teeth that the index's bits name, of the base raised to their place. */
  readonly #tables: readonly (readonly bigint[])[];

  /** For exponents of up to `bits` bits. Takes about as long as one ordinary power, and 2^(teeth + 2) numbers. */
  constructor(base: bigint, modulus: bigint, bits: number, teeth: number) {
    this.#modulus = modulus;
    this.#teeth = teeth;
    this.#part = Math.ceil(bits / (teeth * PARTS));
    const places = powersAt(base, modulus, this.#part, teeth * PARTS);
    this.#tables = Array.from({ length: PARTS }, (_, part) =>
      products(
        places.filter((_place, index) => index % PARTS === part),
        modulus,
      ),
    );
  }

  /** Whether the exponent is not negative and short enough for `power`. */
  accepts(exponent: bigint): boolean {
    return exponent >= 0n && exponent >> BigInt(this.#length) === 0n;
  }

  /** base^exponent mod modulus. Throws RangeError when the exponent is negative or too long. */
  power(exponent: bigint): bigint {
    if (!this.accepts(exponent)) throw new RangeError('exponent out of range');
    const bits = exponent.toString(2).padStart(this.#length, '0');
    let result = 1n;
    for (let column = 0; column < this.#part; column++) {
      result = (result * result) % this.#modulus;
      for (const [part, table] of this.#tables.entries()) {
        const factor = table[this.#indexAt(bits, part, column)] ?? 1n;
        if (factor !== 1n) result = (result * factor) % this.#modulus;
      }
    }
    return result;
  }

  get #length(): number {
    return this.#part * PARTS * this.#teeth;
  }

  /** The column as a number: the highest tooth's bit first. `column` counts from the part's most significant bit. */
  #indexAt(bits: string, part: number, column: number): number {
    let index = 0;
    const row = this.#part * PARTS;
    const start = (PARTS - 1 - part) * this.#part + column;
    for (let at = start; at < bits.length; at += row) index = 2 * index + (bits[at] === '1' ? 1 : 0);
    return index;
  }
}

/** base^(2^(distance * i)) for i = 0 .. count - 1. */
function powersAt(base: bigint, modulus: bigint, distance: number, count: number): bigint[] {
  const places: bigint[] = [];
  let power = base % modulus;
  for (let place = 0; place < count; place++) {
    if (place > 0) for (let bit = 0; bit < distance; bit++) power = (power * power) % modulus;
    places.push(power);
  }
  return places;
}

/** At index i the product of those factors whose bit is set in i. */
function products(factors: readonly bigint[], modulus: bigint): bigint[] {
  const table = [1n];
  for (const factor of factors) for (const product of [...table]) table.push((product * factor) % modulus);
  return table;
}
