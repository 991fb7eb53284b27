/**
 * When the user pressed a button of ours in the page: by a genuine click, or by a press and a release in the same place.
 *
 * Of these the browser makes no click where the button was drawn anew or put elsewhere in between (UI Events, "click"): a page
 * that renders its header at that moment would lose it for the user.
 */
import { viewOf } from '#sites/frames.ts';

/** `pressed` is called once for each click, whichever way it is noticed. */
export function onPressed(button: HTMLElement, pressed: () => void, signal: AbortSignal): void {
  let down: { readonly pointer: number; readonly box: DOMRect } | undefined;
  let counted = false;
  button.addEventListener('pointerdown', ({ isTrusted, pointerId, button: which }) => {
    counted = false;
    down = isTrusted && which === 0 ? { pointer: pointerId, box: button.getBoundingClientRect() } : undefined;
    // The button may stand in a frame by now.
    for (const type of ['pointerup', 'pointercancel'] as const) {
      viewOf(button).addEventListener(type, up, { capture: true, signal });
    }
  });
  const up = (event: PointerEvent) => {
    if (!event.isTrusted || event.pointerId !== down?.pointer) return;
    const boxes = [down.box, button.getBoundingClientRect()];
    down = undefined;
    if (event.type !== 'pointerup' || !boxes.some((box) => isIn(box, event))) return;
    counted = true;
    pressed();
  };
  button.addEventListener('click', ({ isTrusted, detail }) => {
    // Keys and assistive technology make clicks without a pointer, of detail 0.
    if (isTrusted && !(counted && detail > 0)) pressed();
  });
}

const isIn = ({ left, top, right, bottom }: DOMRect, { clientX: x, clientY: y }: PointerEvent): boolean =>
  x >= left && x <= right && y >= top && y <= bottom;
