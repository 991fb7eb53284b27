/**
 * Asks the browser what a click on the panel would hit: whether something lies over it.
 *
 * Points are drawn afresh for each look, one in every cell of a grid, so that a page cannot paint between them; a point that
 * missed is asked again at the next look before it counts. Blind to what takes no clicks (`pointer-events: none`): that
 * only the panel itself can see (Intersection Observer v2).
 */
import type { Area } from './cover-area.ts';

const COLUMNS = 4;
const ROWS = 8;
/** Points keep this far from the edges, in px: there the neighbour may be hit by rounding. */
const MARGIN = 2;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** One look at `area`: true when a point that was covered at the last look still is. */
export type CoverProbe = (area: Area) => boolean;

export function createCoverProbe(host: Element): CoverProbe {
  let suspects: readonly Point[] = [];
  const covered = ({ x, y }: Point) => document.elementFromPoint(x, y) !== host;
  return (area) => {
    const confirmed = suspects.some((point) => within(point, area) && covered(point));
    suspects = gridPoints(area).filter(covered);
    return confirmed;
  };
}

function within({ x, y }: Point, { left, top, width, height }: Area): boolean {
  return x > left + 1 && x < left + width - 1 && y > top + 1 && y < top + height - 1;
}

function gridPoints({ left, top, width, height }: Area): Point[] {
  if (width <= 2 * MARGIN || height <= 2 * MARGIN) return [];
  const along = (start: number, extent: number, cell: number, cells: number) =>
    start + MARGIN + ((cell + Math.random()) / cells) * (extent - 2 * MARGIN);
  return Array.from({ length: COLUMNS * ROWS }, (_, index) => ({
    x: along(left, width, index % COLUMNS, COLUMNS),
    y: along(top, height, Math.floor(index / COLUMNS), ROWS),
  }));
}
