/**
 * The six padlocks as pure data: one shape for chip, panel, popup and toolbar icon.
 *
 * Each is a single path in a 24 by 24 viewBox, filled by the even-odd rule in one colour: as SVG (`fill-rule="evenodd"`)
 * or as `context.fill(new Path2D(path), 'evenodd')`. Straight edges lie on multiples of 1.5, so that they fall
 * on whole pixels at 16 and 32 px. What is cut out shows the ground, so a glyph needs only one colour on any ground.
 */
import type { PadlockState } from './conversation.ts';

export interface PadlockGlyph {
  /** The glyph as it stands still. */
  readonly path: string;
  /** Shapes that, painted over the glyph in its own colour, close its holes one after another: for movement only. */
  readonly moving?: readonly string[];
}

/** Width and height of the space in which the paths are drawn. */
export const PADLOCK_VIEW_BOX = 24;

const BODY =
  'M4.5 12.75a2.25 2.25 0 0 1 2.25-2.25H7.5V7.5a4.5 4.5 0 0 1 9 0v3h.75a2.25 2.25 0 0 1 2.25 2.25v6' +
  'a2.25 2.25 0 0 1-2.25 2.25H6.75a2.25 2.25 0 0 1-2.25-2.25z';
const SHACKLE_HOLE = 'M9.75 10.5v-3a2.25 2.25 0 0 1 4.5 0v3z';
const CLOSED = BODY + SHACKLE_HOLE;

const OPEN =
  'M1.5 12.75a2.25 2.25 0 0 1 2.25-2.25H12v-3a4.5 4.5 0 0 1 9 0v2.25h-2.25V7.5a2.25 2.25 0 0 0-4.5 0v3' +
  'a2.25 2.25 0 0 1 2.25 2.25v6a2.25 2.25 0 0 1-2.25 2.25H3.75a2.25 2.25 0 0 1-2.25-2.25z';

const DOTS = [8.25, 12, 15.75].map((x) => `M${x - 1.35} 15.75a1.35 1.35 0 1 1 2.7 0a1.35 1.35 0 1 1-2.7 0z`);

const TICK = 'M9 14.65l1.75 1.75L15 12.15l1.5 1.5-5.75 5.75L7.5 16.15z';

const KEYHOLE = 'M11.25 16.33a1.75 1.75 0 1 1 1.5 0v2.17h-1.5z';

/** The padlock without its lower right, and there a triangle with an exclamation mark. */
const WARNING =
  'M4.5 12.75a2.25 2.25 0 0 1 2.25-2.25H7.5V7.5a4.5 4.5 0 0 1 9 0v2.8L10.4 21H6.75a2.25 2.25 0 0 1-2.25-2.25z' +
  SHACKLE_HOLE +
  'M17.25 12l6 10.5h-12zM16.5 15.75v3H18v-3zM16.5 19.5V21H18v-1.5z';

/** The padlock parted by a stroke from the upper left to the lower right. */
const STRUCK =
  'M8.16 5.16A4.5 4.5 0 0 1 16.5 7.5v3h.75a2.25 2.25 0 0 1 2.25 2.25v3.75l-6-6h.75v-3A2.25 2.25 0 0 0 9.85 6.85z' +
  'M7.5 10.5L18 21H6.75a2.25 2.25 0 0 1-2.25-2.25v-6a2.25 2.25 0 0 1 2.25-2.25z' +
  'M3.75 2.25l18 18-1.5 1.5-18-18z';

export const PADLOCK_GLYPHS: Readonly<Record<PadlockState, PadlockGlyph>> = {
  plain: { path: OPEN },
  starting: { path: CLOSED + DOTS.join(''), moving: DOTS },
  unverified: { path: WARNING },
  verified: { path: CLOSED + TICK },
  finished: { path: STRUCK },
  locked: { path: CLOSED + KEYHOLE },
};
