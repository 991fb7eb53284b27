/**
 * Keeps an element on top of the page: HTML, "The popover attribute", manual state.
 *
 * The top layer is ordered by time, so a page's popover that opens later lies over ours until ours is opened anew. That is done
 * in a microtask after `beforetoggle`, when the page's is in, and after `toggle`. A page that fights on is let win: the
 * cover probe sees it.
 */
import { createPacer } from './pacer.ts';

export interface TopLayer {
  raise(): void;
  /** Raises the host again if the page took it out of the top layer or made it inert. */
  keep(): void;
  leave(): void;
}

/** `host` must be in the document whenever it is raised. */
export function keepOnTop(host: HTMLElement, signal: AbortSignal): TopLayer {
  host.popover = 'manual';
  const patience = createPacer();
  let wanted = false;

  const leave = () => {
    if (host.matches(':popover-open')) host.hidePopover();
  };
  const raise = () => {
    if (!wanted || !host.isConnected) return;
    if (host.popover !== 'manual') host.popover = 'manual';
    leave();
    host.showPopover();
  };
  const raiseOver = (event: Event) => {
    if (!wanted || event.target === host || !opens(event)) return;
    if (patience(performance.now()) === 0) queueMicrotask(raise);
  };
  for (const type of ['beforetoggle', 'toggle']) {
    addEventListener(type, raiseOver, { capture: true, signal });
  }

  return {
    raise() {
      wanted = true;
      raise();
    },
    keep() {
      host.inert = false;
      if (!host.matches(':popover-open')) raise();
    },
    leave() {
      wanted = false;
      leave();
    },
  };
}

function opens(event: Event): boolean {
  return event instanceof ToggleEvent && event.newState === 'open';
}
