/** Frames of the page's own origin and open shadow roots: what is in them, and what in them has the keyboard focus. */

/** The window that the element is in: events for it are made of that window's classes, as its page expects them. */
export const viewOf = (element: Element): Window & typeof globalThis =>
  element.ownerDocument.defaultView ?? window;

/** What is in a frame of the page's own origin, or in an open shadow root. */
export function insideOf(host: Element): Document | ShadowRoot | null {
  return 'contentDocument' in host ? (host as HTMLIFrameElement).contentDocument : host.shadowRoot;
}

/** The element that has the focus itself, and not a frame or a host around it. */
export function focusedElement(): Element | null {
  let focused = document.activeElement;
  for (;;) {
    const inner: Element | null = (focused && insideOf(focused)?.activeElement) ?? null;
    if (inner === null) return focused;
    focused = inner;
  }
}
