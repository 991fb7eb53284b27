/** Watches which chat is open in the page, and where: looked up afresh after the page changed, once a frame at most. */
import type { GroupChat, OpenChat } from './site.ts';

/** A look takes microseconds: one query and a few boxes. */
const LOOK_AGAIN_MS = 400;

type Found = OpenChat | GroupChat | undefined;

export interface OpenChatWatchOptions {
  lookUp(): Found;
  /** Told at once, and whenever another chat is open or the same one stands elsewhere in the page. */
  changed(chat: Found): void;
  readonly signal: AbortSignal;
}

export interface OpenChatWatch {
  /** Looks up afresh, and tells before it returns. */
  checkNow(): void;
  /** Looks up afresh in a moment. */
  checkSoon(): void;
}

export function watchOpenChat({ lookUp, changed, signal }: OpenChatWatchOptions): OpenChatWatch {
  let last: Found;
  let told = false;
  let due: ReturnType<typeof setTimeout> | undefined;
  const check = (): void => {
    clearTimeout(due);
    due = undefined;
    if (signal.aborted) return;
    const now = lookUp();
    // The frame or the shadow root that the chat stands in changes by itself.
    if (now !== undefined) observe(now.header.getRootNode());
    if (told && same(last, now)) return;
    told = true;
    last = now;
    changed(now);
  };
  // A timer and not a frame: hidden tabs have no frames, and the toolbar must be right there as well.
  const soon = (): void => {
    if (due === undefined) due = setTimeout(check, 50);
  };
  const observer = new MutationObserver(soon);
  // Not class or style: watching those in a whole document has frozen pages.
  const observe = (root: Node): void =>
    observer.observe(root, { childList: true, subtree: true, attributeFilter: ['hidden', 'jid'] });
  observe(document);
  for (const event of ['hashchange', 'popstate', 'resize', 'pageshow', 'click']) {
    window.addEventListener(event, soon, { signal, capture: true, passive: true });
  }
  // A style sheet that arrives late, or a class that changes, shows a chat without any of these.
  const again = setInterval(check, LOOK_AGAIN_MS);
  signal.addEventListener('abort', () => {
    observer.disconnect();
    clearInterval(again);
  });
  check();
  return { checkNow: check, checkSoon: soon };
}

function same(a: Found, b: Found): boolean {
  if (a === undefined || b === undefined) return a === b;
  if ('group' in a || 'group' in b) return 'group' in a && 'group' in b && a.header === b.header;
  const sameElements = a.cover.length === b.cover.length && a.cover.every((one, n) => one === b.cover[n]);
  const sameContact = a.account === b.account && a.peer === b.peer && a.title === b.title;
  return sameContact && a.header === b.header && a.composer === b.composer && sameElements;
}
