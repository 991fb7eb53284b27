/** The frames of the page's own origin that an element stands in, and what has the keyboard focus in them. */

/** The window that the element is in: events for it are made of that window's classes, as its page expects them. */
export const viewOf = (element: Element): Window & typeof globalThis =>
  element.ownerDocument.defaultView ?? window;

/** From the innermost outwards; undefined when the element is in no document that this window shows. */
export function framesAround(element: Element): HTMLElement[] | undefined {
  const frames: HTMLElement[] = [];
  for (let inner: Element = element; ; ) {
    const view = inner.isConnected ? inner.ownerDocument.defaultView : null;
    if (view === window) return frames;
    const frame = view?.frameElement as HTMLElement | null | undefined;
    if (frame === null || frame === undefined) return undefined;
    frames.push(frame);
    inner = frame;
  }
}

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
