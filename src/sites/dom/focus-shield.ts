/**
 * Keeps the keyboard focus out of the page's composer while a text of ours is put into it and sent: editors and pages take it
 * otherwise, and keys that are under way to the panel get lost.
 *
 * What is inert takes no focus and no click of the user's; scripts reach it as before. Left alone are a composer that the user is
 * writing in, and a bare editable box: Chromium gives it no height when it is emptied while it is inert, and none afterwards.
 * A page can undo it: then the key guard has the keys.
 */
import type { ChatSight } from './chat-finder.ts';

export class FocusShield {
  #box: Element | undefined;
  #due: ReturnType<typeof setTimeout> | undefined;

  raise({ composer, footer }: ChatSight): void {
    clearTimeout(this.#due);
    if (footer === this.#box && footer.hasAttribute('inert')) return;
    this.lower();
    if (footer.hasAttribute('inert') || hasFocus(footer) || isBare(composer)) return;
    footer.setAttribute('inert', '');
    this.#box = footer;
  }

  lower(): void {
    clearTimeout(this.#due);
    this.#box?.removeAttribute('inert');
    this.#box = undefined;
  }

  lowerIn(ms: number): void {
    clearTimeout(this.#due);
    this.#due = setTimeout(() => this.lower(), ms);
  }
}

/** For a composer that turns out to be bare. */
export function lowerShield(composer: Element): void {
  composer.closest('[inert]')?.removeAttribute('inert');
}

function hasFocus(box: Element): boolean {
  const root = box.getRootNode();
  const active = 'activeElement' in root ? (root as Document | ShadowRoot).activeElement : null;
  return active !== null && box.contains(active);
}

/** Editors keep blocks in theirs, even when they are empty. */
const isBare = (composer: HTMLElement): boolean =>
  composer.isContentEditable && composer.querySelector(':scope > :not(br)') === null;
