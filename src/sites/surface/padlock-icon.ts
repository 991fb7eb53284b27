/** Draws a padlock glyph as inline SVG, without markup. */
import type { PadlockState } from '#channel/conversation.ts';
import { PADLOCK_GLYPHS, PADLOCK_VIEW_BOX } from '#channel/padlock-glyphs.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** An `svg` that is hidden from assistive technology: words stand beside every icon. */
export function drawPadlock(state: PadlockState): SVGElement {
  const glyph = PADLOCK_GLYPHS[state];
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${PADLOCK_VIEW_BOX} ${PADLOCK_VIEW_BOX}`);
  svg.setAttribute('aria-hidden', 'true');
  svg.append(drawPath(glyph.path));
  for (const path of glyph.moving ?? []) svg.append(drawPath(path, 'moving'));
  return svg;
}

function drawPath(d: string, name?: string): SVGElement {
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', d);
  path.setAttribute('fill-rule', 'evenodd');
  if (name !== undefined) path.setAttribute('class', name);
  return path;
}
