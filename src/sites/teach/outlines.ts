/** Outlines around parts of the page, each with a label. They lie over the page and take no clicks. */

import { boxInWindow } from '#sites/surface/box-in-window.ts';
import { type Area, sameArea } from '#sites/surface/cover-area.ts';
import { createFrameLoop } from '#sites/surface/frame-loop.ts';

export interface Outline {
  readonly element: Element;
  readonly label: string;
  /** `aim`: what a click would choose. */
  readonly kind: 'part' | 'aim';
}

/** A label is no wider and no higher than this, in px. */
const LABEL = { width: 180, height: 24 };

export interface Outlines {
  show(outlines: readonly Outline[]): void;
}

interface Placed extends Outline {
  readonly place: Area;
}

/** They follow their elements until the signal. */
export function createOutlines(root: ShadowRoot, signal: AbortSignal): Outlines {
  const layer = document.createElement('div');
  layer.setAttribute('aria-hidden', 'true');
  root.append(layer);
  let shown: readonly Outline[] = [];
  let drawn: readonly Placed[] = [];
  const draw = (placed: readonly Placed[]): void => {
    drawn = placed;
    layer.replaceChildren(...placed.map(drawOutline));
  };
  const follow = (): void => {
    const placed = placesOf(shown);
    const same = placed.every(({ place }, at) => sameArea(place, drawn[at]?.place ?? NOWHERE, 0));
    if (!same || placed.length !== drawn.length) draw(placed);
  };
  const loop = createFrameLoop(follow);
  loop.start();
  signal.addEventListener('abort', loop.stop);
  return {
    show(outlines) {
      shown = outlines;
      draw(placesOf(shown));
    },
  };
}

const NOWHERE: Area = { left: Number.NaN, top: Number.NaN, width: 0, height: 0 };

/** Without those of which a frame shows nothing. */
const placesOf = (outlines: readonly Outline[]): Placed[] =>
  outlines.flatMap((outline) => {
    const place = boxInWindow(outline.element);
    return place === undefined || place.width === 0 || place.height === 0 ? [] : [{ ...outline, place }];
  });

function drawOutline({ place, label, kind }: Placed): HTMLElement {
  const { top, left, width, height } = place;
  const box = document.createElement('div');
  box.className = 'outline';
  box.dataset['kind'] = kind;
  box.dataset['label'] = labelSide(place);
  Object.assign(box.style, {
    top: `${top - 3}px`,
    left: `${left - 3}px`,
    width: `${width + 6}px`,
    height: `${height + 6}px`,
  });
  const words = document.createElement('span');
  words.textContent = label;
  box.append(words);
  return box;
}

/** Beside the part where there is room, so that it hides none of what stands over it. */
function labelSide({ top, left, width, height }: Area): string {
  const right = left + width;
  if (height < 3 * LABEL.height && innerWidth - right > LABEL.width) return 'right';
  if (height < 3 * LABEL.height && left > LABEL.width) return 'left';
  return top < LABEL.height ? 'below' : 'above';
}
