/**
 * The chip's tooltip: says the state and what a click does, on hover and on keyboard focus alike.
 *
 * A manual popover, so that no header clips it; `pointer-events: none`, so that it never counts as something over the panel.
 * Assistive technology has the same words in the button's name.
 */

import { viewOf } from '#sites/frames.ts';

/** Distance between chip and tooltip, and the least between tooltip and the window or frame, in px. */
const GAP = 6;

/** Adds the tooltip for `button` to `root`; the words are taken from `text()` whenever it opens. */
export function addTip(root: ShadowRoot, button: HTMLElement, text: () => string): void {
  const tip = document.createElement('div');
  tip.className = 'tip';
  tip.popover = 'manual';
  tip.setAttribute('aria-hidden', 'true');
  root.append(tip);
  const open = () => {
    if (!tip.isConnected) return;
    tip.textContent = text();
    if (!tip.matches(':popover-open')) tip.showPopover();
    place(tip, button);
  };
  const close = () => {
    if (tip.matches(':popover-open')) tip.hidePopover();
  };
  button.addEventListener('pointerenter', open);
  button.addEventListener('focus', () => button.matches(':focus-visible') && open());
  for (const type of ['pointerleave', 'blur', 'click']) button.addEventListener(type, close);
}

/** Under the button, or over it where there is no room; always within the window, or the frame that the chat stands in. */
function place(tip: HTMLElement, button: HTMLElement): void {
  const { innerWidth, innerHeight } = viewOf(button);
  const at = button.getBoundingClientRect();
  const { width, height } = tip.getBoundingClientRect();
  const below = at.bottom + GAP;
  const top = below + height + GAP <= innerHeight ? below : at.top - GAP - height;
  const middle = at.left + at.width / 2 - width / 2;
  const left = Math.max(GAP, Math.min(middle, innerWidth - width - GAP));
  tip.style.setProperty('left', `${left}px`);
  tip.style.setProperty('top', `${Math.max(GAP, top)}px`);
}
