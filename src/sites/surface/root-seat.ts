/**
 * Keeps an element the last child of `html`, and says when it was taken from there.
 *
 * `html` rather than `body`: frameworks render into the body. The document is watched too, for a page that
 * replaces its root (`document.open`).
 */
import { createPacer } from './pacer.ts';

export interface RootSeat {
  /** Puts the element into the document unless it is there. */
  take(): void;
}

/**
 * `taken` is called after each removal, when the element is back in the document: also when the page itself put
 * it back, since what is in it was unloaded all the same.
 */
export function keepSeated(host: HTMLElement, taken: () => void, signal: AbortSignal): RootSeat {
  const patience = createPacer();
  let due = false;

  const sit = () => {
    const html = document.documentElement as HTMLElement | null;
    if (signal.aborted || html === null) return;
    if (host.parentNode !== html) html.append(host);
    observer.disconnect();
    for (const node of [document, html]) observer.observe(node, { childList: true });
  };
  const back = () => {
    due = false;
    sit();
    if (host.isConnected) taken();
  };
  const observer = new MutationObserver((records) => {
    const removed = records.some((record) => [...record.removedNodes].includes(host));
    if (due || (!removed && host.parentNode === document.documentElement)) return;
    const pause = patience(performance.now());
    due = true;
    if (pause === 0) back();
    else setTimeout(back, pause);
  });

  signal.addEventListener('abort', () => {
    observer.disconnect();
    host.remove();
  });
  return { take: sit };
}
