/**
 * The padlock for the toolbar, drawn where there is no document: in a service worker or an event page.
 *
 * An extension cannot know whether the toolbar is light or dark, so each colour has at least 3:1 against white
 * and against #2b2b2b (WCAG 1.4.11); src/ui/contrast.test.ts checks it. The shape alone tells the states apart.
 */
import type { PadlockState } from '#channel/conversation.ts';
import { PADLOCK_GLYPHS, PADLOCK_VIEW_BOX } from '#channel/padlock-glyphs.ts';

export const TOOLBAR_COLOURS: Readonly<Record<PadlockState, string>> = {
  plain: '#7b828e',
  starting: '#5f85cf',
  unverified: '#c07812',
  verified: '#2a9152',
  finished: '#df453d',
  locked: '#7b828e',
};

/** The padlock in the colour of its state on transparent ground, `size` by `size` pixels. */
export function drawPadlock(state: PadlockState, size: number): ImageData {
  const context = new OffscreenCanvas(size, size).getContext('2d');
  if (context === null) throw new Error('no 2d context for the toolbar icon');
  context.scale(size / PADLOCK_VIEW_BOX, size / PADLOCK_VIEW_BOX);
  context.fillStyle = TOOLBAR_COLOURS[state];
  context.fill(new Path2D(PADLOCK_GLYPHS[state].path), 'evenodd');
  return context.getImageData(0, 0, size, size);
}
