/**
 * An element of ours in the page: a host with a closed shadow root and a style sheet that the page cannot override.
 *
 * CSS Cascading 4, "Cascade Sorting Order": an important declaration of the inner context beats every outer one, even
 * an important one and the `style` attribute. So what `:host` says with `!important` holds against the page's
 * CSS; nothing is ever written into attributes of the host. What is inside is not secret (see DESIGN:
 * closed roots leak): no plaintext goes here.
 */
import { viewOf } from '#sites/frames.ts';

export interface ShadowHost {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  /** The parsed sheet, for rules that change later. */
  readonly sheet: CSSStyleSheet;
}

/** Makes a `div` that carries `attribute`, with `css` in its closed root; it is not in the document yet. */
export function createShadowHost(attribute: string, css: string): ShadowHost {
  const host = document.createElement('div');
  host.setAttribute(attribute, '');
  const root = host.attachShadow({ mode: 'closed' });
  return { host, root, sheet: adoptSheet(root, css) };
}

/**
 * A constructed sheet: the page's Content Security Policy has no say in it.
 *
 * Chromium accepts one sheet object per document and root; each root gets its own. It is of the window that the root is in: an
 * element that moves into a frame loses its sheets (CSSOM, "adopting steps").
 */
export function adoptSheet(root: ShadowRoot, css: string): CSSStyleSheet {
  const sheet = new (viewOf(root.host).CSSStyleSheet)();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  return sheet;
}
