/** Where the panel goes: the smallest rectangle around what it must cover, as far as the window shows it. */

/** In CSS px from the upper left of the window. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export type PanelMode = 'closed' | 'bar' | 'open';

/** Height in px of the panel when it is a bar. */
const BAR_HEIGHT = 48;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The smallest rectangle around `boxes`, clipped to the window; undefined when nothing of it can be seen. */
export function coverArea(boxes: readonly Area[], view: Size): Area | undefined {
  const seen = boxes.filter((box) => box.width > 0 && box.height > 0);
  if (seen.length === 0) return undefined;
  const left = Math.max(0, Math.min(...seen.map((box) => box.left)));
  const top = Math.max(0, Math.min(...seen.map((box) => box.top)));
  const right = Math.min(view.width, Math.max(...seen.map((box) => box.left + box.width)));
  const bottom = Math.min(view.height, Math.max(...seen.map((box) => box.top + box.height)));
  if (right <= left || bottom <= top) return undefined;
  return { left, top, width: right - left, height: bottom - top };
}

/** What the panel takes of the area it must cover. */
export function panelArea(area: Area, mode: PanelMode): Area {
  return mode === 'bar' ? { ...area, height: Math.min(area.height, BAR_HEIGHT) } : area;
}

/** Whether all four edges agree within `tolerance` px. */
export function sameArea(one: Area, other: Area, tolerance: number): boolean {
  return (
    Math.abs(one.left - other.left) <= tolerance &&
    Math.abs(one.top - other.top) <= tolerance &&
    Math.abs(one.left + one.width - other.left - other.width) <= tolerance &&
    Math.abs(one.top + one.height - other.top - other.height) <= tolerance
  );
}

/** The window without its scroll bars, in quirks mode too. */
export function viewSize(): Size {
  const scroller = document.scrollingElement ?? document.documentElement;
  return {
    width: Math.min(innerWidth, scroller.clientWidth || innerWidth),
    height: Math.min(innerHeight, scroller.clientHeight || innerHeight),
  };
}
