/** Tells the page to send what is in its composer: by Enter, or by a click on its button. */

import { viewOf } from '#sites/frames.ts';

/** False when no handler of the page's took the key: nothing was sent. */
export function pressEnter(box: HTMLElement): boolean {
  const { KeyboardEvent } = viewOf(box);
  const key = {
    key: 'Enter',
    code: 'Enter',
    keyCode: 13,
    which: 13,
    bubbles: true,
    cancelable: true,
    composed: true,
  };
  const untaken =
    box.dispatchEvent(new KeyboardEvent('keydown', key)) &&
    box.dispatchEvent(new KeyboardEvent('keypress', { ...key, charCode: 13 } as KeyboardEventInit));
  box.dispatchEvent(new KeyboardEvent('keyup', key));
  return !untaken;
}

/** All that a click by a pointer brings: pages listen to different parts of it. */
export function clickOn(button: HTMLElement): void {
  const { MouseEvent, PointerEvent } = viewOf(button);
  const at = { bubbles: true, cancelable: true, composed: true, button: 0 };
  const pointer = { ...at, pointerId: 1, isPrimary: true, pointerType: 'mouse' };
  button.dispatchEvent(new PointerEvent('pointerdown', pointer));
  button.dispatchEvent(new MouseEvent('mousedown', at));
  button.dispatchEvent(new PointerEvent('pointerup', pointer));
  button.dispatchEvent(new MouseEvent('mouseup', at));
  button.click();
}

export const isEnabled = (button: HTMLElement): boolean =>
  !button.matches(':disabled, [aria-disabled=true], [disabled]');
