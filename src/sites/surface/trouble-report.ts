/**
 * Which troubles are on, each reported once until it is over.
 *
 * A trouble is on when two looks in a row found it, so that a page in the middle of a legitimate change is not
 * accused, and over when a look did not find it.
 */

/** Looks in a row that must agree. */
const LOOKS = 2;

export interface TroubleReport<Kind extends string> {
  /** One look: whether `kind` is found now. */
  look(kind: Kind, found: boolean): void;
}

export function createTroubleReport<Kind extends string>(report: (kind: Kind) => void): TroubleReport<Kind> {
  const looks = new Map<Kind, number>();
  return {
    look(kind, found) {
      const count = found ? (looks.get(kind) ?? 0) + 1 : 0;
      looks.set(kind, count);
      if (count === LOOKS) report(kind);
    },
  };
}
