/** The panel's host: fixed, opaque, and as large as its second rule says; see shadow-host.ts on why the page cannot interfere. */

import type { Area } from './cover-area.ts';
import type { ShadowHost } from './shadow-host.ts';

/** The second rule holds what changes: see `placePanel`. */
export const PANEL_CSS = `
:host {
  all: initial !important;
  position: fixed !important;
  inset: auto !important;
  box-sizing: border-box !important;
  margin: 0 !important;
  padding: 0 !important;
  border: 0 !important;
  overflow: hidden !important;
  contain: strict !important;
  z-index: 2147483647 !important;
  color-scheme: light dark !important;
  background: Canvas !important;
}
:host { display: none !important; }
iframe {
  all: unset;
  display: block;
  width: 100%;
  height: 100%;
}
`;

/**
 * Writes the area into the sheet; undefined hides the panel without unloading it.
 *
 * An area is in px of the window; a page's `zoom` on `html` scales the lengths in a sheet, so they are divided by it.
 */
export function placePanel({ host, sheet }: ShadowHost, area: Area | undefined): void {
  const rule = sheet.cssRules[1];
  if (!(rule instanceof CSSStyleRule)) throw new Error('the panel has no rule to place it');
  const set = (name: string, value: string) => rule.style.setProperty(name, value, 'important');
  set('display', area === undefined ? 'none' : 'block');
  if (area === undefined) return;
  const zoom = host.currentCSSZoom ?? 1;
  for (const name of ['left', 'top', 'width', 'height'] as const) set(name, `${area[name] / zoom}px`);
}
