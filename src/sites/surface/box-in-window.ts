/**
 * Where an element is in the window, also one in a frame: its own box, moved and scaled as the frames around it are, and as much
 * of it as they show.
 */
import type { Area } from './cover-area.ts';

/** Where a frame shows its document, in px of what is around the frame. */
export interface FramePlace extends Area {
  /** So many px a px of the document takes. */
  readonly scaleX: number;
  readonly scaleY: number;
}

/** Undefined when the element is in no document that this window shows. */
export function boxInWindow(element: Element): Area | undefined {
  const { left, top, width, height } = element.getBoundingClientRect();
  let box: Area = { left, top, width, height };
  for (let inner: Element | null | undefined = element; inner?.isConnected; ) {
    const view: Window | null = inner.ownerDocument.defaultView;
    if (view === window) return box;
    inner = view?.frameElement;
    if (inner) box = throughFrame(box, placeOf(inner as HTMLElement));
  }
  return undefined;
}

/** The box as it is seen from around the frame; without extent when the frame shows nothing of it. */
export function throughFrame(box: Area, { left, top, width, height, scaleX, scaleY }: FramePlace): Area {
  const [across, down] = [
    clipped(box.left * scaleX, box.width * scaleX, width),
    clipped(box.top * scaleY, box.height * scaleY, height),
  ];
  return { left: left + across.start, top: top + down.start, width: across.extent, height: down.extent };
}

function clipped(start: number, extent: number, most: number): { start: number; extent: number } {
  const from = Math.min(Math.max(0, start), most);
  const to = Math.min(Math.max(0, start + extent), most);
  return { start: from, extent: to - from };
}

/** Inside its border and padding. Turned and skewed frames are taken for their upright box. */
function placeOf(frame: HTMLElement): FramePlace {
  const { left, top, width, height } = frame.getBoundingClientRect();
  const { paddingLeft, paddingTop } = getComputedStyle(frame);
  const { innerWidth, innerHeight } = (frame as HTMLIFrameElement).contentWindow ?? window;
  const scaleX = ratio(width, frame.offsetWidth);
  const scaleY = ratio(height, frame.offsetHeight);
  return {
    left: left + scaleX * (frame.clientLeft + Number.parseFloat(paddingLeft)),
    top: top + scaleY * (frame.clientTop + Number.parseFloat(paddingTop)),
    width: scaleX * innerWidth,
    height: scaleY * innerHeight,
    scaleX,
    scaleY,
  };
}

/** Offsets count whole px: less than one is rounding. */
const ratio = (shown: number, own: number): number => (Math.abs(shown - own) < 1 ? 1 : shown / own);
