/** Outlines around parts of the page, each with a label. They lie over the page and take no clicks. */

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

/** They follow what scrolls until the signal. */
export function createOutlines(root: ShadowRoot, signal: AbortSignal): Outlines {
  const layer = document.createElement('div');
  layer.setAttribute('aria-hidden', 'true');
  root.append(layer);
  let shown: readonly Outline[] = [];
  const draw = (): void => layer.replaceChildren(...shown.map(drawOutline));
  const soon = (): void => void requestAnimationFrame(draw);
  for (const type of ['scroll', 'resize'])
    addEventListener(type, soon, { capture: true, passive: true, signal });
  return {
    show(outlines) {
      shown = outlines;
      draw();
    },
  };
}

function drawOutline({ element, label, kind }: Outline): HTMLElement {
  const place = element.getBoundingClientRect();
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
function labelSide({ top, left, right, height }: DOMRect): string {
  if (height < 3 * LABEL.height && innerWidth - right > LABEL.width) return 'right';
  if (height < 3 * LABEL.height && left > LABEL.width) return 'left';
  return top < LABEL.height ? 'below' : 'above';
}
