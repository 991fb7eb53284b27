/**
 * Keeps the keyboard focus where the user has it while a site adapter works on the page's composer: editors and pages take the
 * focus when something is put into them or sent, and the rest of the user's sentence would go there.
 */
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
    keep() {
      const inPanel = panel.hasFocus();
      const before = document.activeElement;
      let userMoved = false;
      const giveBack = () => {
        if (userMoved || lent) return;
        if (inPanel) focusPanel();
        else if (before !== document.activeElement) focusElement(before);
      };
      const onFocus = () => inPanel && giveBack();
      const onPress = (event: Event) => {
        if (event.isTrusted && !panel.owns(event.target)) userMoved = true;
      };
      addEventListener('focusin', onFocus, true);
      addEventListener('pointerdown', onPress, true);
      return () => {
        removeEventListener('focusin', onFocus, true);
        removeEventListener('pointerdown', onPress, true);
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
  if (element instanceof HTMLElement && element !== document.body) element.focus({ preventScroll: true });
}
