/**
 * Which rows of a list are news. A page shows old messages again and again: when the chat opens, when the user scrolls, when a
 * virtual list fills its rows anew. News is what stands behind the newest row that was there before.
 *
 * What was there when the chat was opened may be the only copy of something that came meanwhile, so it is told too, as late.
 * What joins in front of known rows (older messages that were loaded) or among them (corrections) is not told. Where a correction
 * cannot be told from a message, it is told as late, and so is what stands behind it; a row that says something else and is still
 * in its element was corrected.
 */

/** A row as it is compared: `sign` is the same as long as it is the same message. */
export interface Signed {
  readonly sign: string;
  /** Our own row of a moment ago: what came from the other side at the same time may be put in front of it. */
  readonly fleeting: boolean;
  /** What the page shows it in. */
  readonly element?: Element;
}

export interface Arrival<R> {
  readonly row: R;
  /** False for what was there when the chat was opened, and for what need not be new. */
  readonly live: boolean;
}

/** Rows that do not change for so long, in ms, are those that the chat was opened with. */
const SETTLED = 200;
/** A chat without rows for so long is a new one. */
const EMPTY = 1500;
/** A chat that goes on changing is taken as it is. */
const LONGEST = 5000;
/** So many rows are remembered, the newest. */
const REMEMBERED = 100;

export class RowStream<R extends Signed> {
  readonly #atOnce: boolean;
  #known: readonly Signed[] = [];
  /** What was known before the list showed something else altogether. */
  #former: readonly Signed[] = [];
  #opening: { readonly since: number; readonly changed: number; readonly signs?: string } | undefined = {
    since: Number.POSITIVE_INFINITY,
    changed: Number.POSITIVE_INFINITY,
  };

  /** `atOnce`: what a list is opened with is in it at the first look. */
  constructor(atOnce = false) {
    this.#atOnce = atOnce;
  }

  /** `rows`: oldest first. `atEnd`: the list shows its newest rows. `now` in ms. */
  take(rows: readonly R[], atEnd: boolean, now: number): Arrival<R>[] {
    if (this.#isOpening(rows, now)) return this.#settle(rows, now);
    if (rows.length === 0) return [];
    if (this.#known.length === 0) return this.#first(rows, now);
    const pairs = align(this.#known, rows);
    if (pairs.length === 0) return atEnd ? this.#open(rows, now) : [];
    const arrivals = this.#news(rows, pairs);
    this.#known = (atEnd ? rows : [...this.#known, ...arrivals.map(({ row }) => row)]).slice(-REMEMBERED);
    return arrivals;
  }

  /** Whether these rows may still belong to those that the chat was opened with. */
  #isOpening(rows: readonly R[], now: number): boolean {
    if (this.#opening === undefined) return false;
    const { since, changed } = this.#opening;
    // A list that was emptied for a moment shows what it showed before.
    const back = this.#former.length > 0 && align(this.#former, rows).length > 0;
    if (back) this.#known = this.#former;
    if (!back && now - changed < this.#patience() && now - since < LONGEST) return true;
    this.#opening = undefined;
    this.#former = [];
    return false;
  }

  #patience(): number {
    if (this.#atOnce) return 0;
    return this.#known.length === 0 ? EMPTY : SETTLED;
  }

  #settle(rows: readonly R[], now: number): Arrival<R>[] {
    const signs = rows.map(({ sign }) => sign).join('\n');
    const { since, signs: before } = this.#opening ?? { since: now };
    if (signs !== before) this.#opening = { since: Math.min(since, now), changed: now, signs };
    this.#known = rows.slice(-REMEMBERED);
    // What stands behind a row that we have just sent came after it: an answer, however soon the user was.
    const ours = rows.findIndex(({ fleeting }) => fleeting);
    return rows.map((row, at) => ({ row, live: ours >= 0 && at > ours }));
  }

  /** Another part of the chat is on show, or another chat. */
  #open(rows: readonly R[], now: number): Arrival<R>[] {
    this.#former = this.#known;
    this.#opening = { since: now, changed: now };
    return this.#settle(rows, now);
  }

  /** In a new chat one row is news. Several at once are its history, which took its time. */
  #first(rows: readonly R[], now: number): Arrival<R>[] {
    if (rows.filter(({ fleeting }) => !fleeting).length > 1) return this.#open(rows, now);
    this.#known = rows.slice(-REMEMBERED);
    return rows.map((row) => ({ row, live: true }));
  }

  #news(rows: readonly R[], pairs: readonly Pair[]): Arrival<R>[] {
    const firm = pairs.filter(({ known, row }) => !(this.#known[known]?.fleeting || rows[row]?.fleeting));
    const anchor = firm.at(-1);
    const newestKnown = this.#known.findLastIndex(({ fleeting }) => !fleeting);
    // Rows behind the anchor are missing: what stands in their place may be new, or be what has become of them.
    const live = (anchor?.known ?? -1) >= newestKnown;
    const corrected = anchor === undefined ? rows.length : this.#lastCorrected(rows, anchor);
    const paired = new Set(pairs.map(({ row }) => row));
    const after = (index: number) =>
      rows.flatMap((row, at) =>
        at > index && !paired.has(at) ? [{ row, live: live || at > corrected }] : [],
      );
    const news = after(anchor?.row ?? -1);
    // With nothing but our own rows to go by, several in front of them are the history, which took its time.
    return anchor === undefined && news.length > 1 ? after(pairs.at(-1)?.row ?? -1) : news;
  }

  /** Where the last known row is, when all from the anchor on are in their elements, whatever they say; else behind all rows. */
  #lastCorrected(rows: readonly R[], anchor: Pair): number {
    const known = this.#known.slice(anchor.known);
    const stay = known.every(({ element }, at) => element && rows[anchor.row + at]?.element === element);
    return stay ? anchor.row + known.length - 1 : rows.length;
  }
}

interface Pair {
  readonly known: number;
  readonly row: number;
}

/** The longest common subsequence: the rows that were known, oldest first. */
function align(known: readonly Signed[], rows: readonly Signed[]): Pair[] {
  const at = commonLengths(known, rows);
  const pairs: Pair[] = [];
  for (let a = 0, b = 0; a < known.length && b < rows.length; ) {
    if (known[a]?.sign === rows[b]?.sign) {
      pairs.push({ known: a, row: b });
      a += 1;
      b += 1;
    } else if (at(a + 1, b) >= at(a, b + 1)) a += 1;
    else b += 1;
  }
  return pairs;
}

/** How long the longest common subsequence is of what stands from `a` and from `b` on. */
function commonLengths(known: readonly Signed[], rows: readonly Signed[]): (a: number, b: number) => number {
  const width = rows.length + 1;
  const lengths = new Uint16Array((known.length + 1) * width);
  const at = (a: number, b: number) => lengths[a * width + b] ?? 0;
  for (let a = known.length - 1; a >= 0; a -= 1) {
    for (let b = rows.length - 1; b >= 0; b -= 1) {
      const same = known[a]?.sign === rows[b]?.sign;
      lengths[a * width + b] = same ? at(a + 1, b + 1) + 1 : Math.max(at(a + 1, b), at(a, b + 1));
    }
  }
  return at;
}
