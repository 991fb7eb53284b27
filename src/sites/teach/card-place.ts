/** Where the card lies over the page: in the corner where it hides the least of what the user is to see, or at the other edge. */
import { boxInWindow } from '#sites/surface/box-in-window.ts';

const CORNERS = ['top-end', 'bottom-end', 'top-start', 'bottom-start'] as const;
type Corner = (typeof CORNERS)[number];

export interface CardPlace {
  /** Goes where it hides the least of these; it stays where it is if that is no worse, and while they are the same. */
  clear(elements: readonly Element[]): void;
  /** Goes to the other edge, and stays there until other elements are to be seen. */
  move(): void;
  readonly edge: 'top' | 'bottom';
}

export function createCardPlace(card: HTMLElement): CardPlace {
  let corner: Corner = 'top-end';
  let cleared: readonly Element[] | undefined;
  const go = (to: Corner): void => {
    corner = to;
    card.dataset['corner'] = to;
  };
  const hiddenAt = (to: Corner, elements: readonly Element[]): number => {
    card.dataset['corner'] = to;
    const box = card.getBoundingClientRect();
    return elements.reduce((sum, element) => sum + hiddenShare(box, element), 0);
  };
  return {
    clear(elements) {
      if (cleared === elements) return;
      cleared = elements;
      const corners = [corner, ...CORNERS].map((to) => ({ to, hidden: hiddenAt(to, elements) }));
      const least = Math.min(...corners.map(({ hidden }) => hidden));
      go(corners.find(({ hidden }) => hidden === least)?.to ?? corner);
    },
    move() {
      const [edge, side] = corner.split('-');
      go(`${edge === 'top' ? 'bottom' : 'top'}-${side === 'start' ? 'start' : 'end'}`);
    },
    get edge() {
      return corner.startsWith('top') ? 'top' : 'bottom';
    },
  };
}

/** How much of the element lies under the box, from 0 to 1. */
function hiddenShare(box: DOMRect, element: Element): number {
  const other = boxInWindow(element);
  if (other === undefined || other.width === 0 || other.height === 0) return 0;
  const width = Math.min(box.right, other.left + other.width) - Math.max(box.left, other.left);
  const height = Math.min(box.bottom, other.top + other.height) - Math.max(box.top, other.top);
  return (Math.max(0, width) * Math.max(0, height)) / (other.width * other.height);
}
