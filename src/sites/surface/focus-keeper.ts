/**
 * Keeps the keyboard focus where the user has it while a site adapter works on the page's composer: editors and pages take the
 * focus when something is put into them or sent, and the rest of the user's sentence would go there.
 */
import { focusedElement, viewOf } from '#sites/frames.ts';
import type { FocusKeeper } from '#sites/site.ts';

export interface KeptPanel {
  hasFocus(): boolean;
  focus(): void;
  owns(target: EventTarget | null): boolean;
}

export function createFocusKeeper(panel: KeptPanel): FocusKeeper {
  let lent = false;
  const focusPanel = () => {
    if (!panel.hasFocus()) panel.focus();
  };

  return {
    keep(composer) {
      const inPanel = panel.hasFocus();
      const before = focusedElement();
      let userMoved = false;
      const giveBack = () => {
        if (userMoved || lent) return;
        if (inPanel) focusPanel();
        // Nor from the panel that the user went into meanwhile: its clicks and keys are not told here.
        else if (!panel.hasFocus() && before !== focusedElement()) focusElement(before);
      };
      const onFocus = () => inPanel && giveBack();
      const onPress = (event: Event) => {
        if (event.isTrusted && !panel.owns(event.target)) userMoved = true;
      };
      const done = new AbortController();
      const first = { capture: true, signal: done.signal } as const;
      // The focus that moves within a frame is told of in that frame alone.
      for (const view of new Set([window, viewOf(composer)])) {
        view.addEventListener('focusin', onFocus, first);
        view.addEventListener('pointerdown', onPress, first);
      }
      return () => {
        done.abort();
        giveBack();
      };
    },
    async lend(work) {
      const inPanel = panel.hasFocus();
      lent = true;
      try {
        return await work();
      } finally {
        lent = false;
        if (inPanel) focusPanel();
      }
    },
  };
}

/** The body has the focus where nothing has. */
function focusElement(element: Element | null): void {
  if (element === null || element === element.ownerDocument.body || !('focus' in element)) return;
  (element as HTMLElement).focus({ preventScroll: true });
}
