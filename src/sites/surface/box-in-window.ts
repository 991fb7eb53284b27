/**
 * Where an element is in the window, also one in a frame: its own box, moved and scaled as the frames around it are, and as much
 * of it as they show.
 */
import { framesAround, viewOf } from '#sites/frames.ts';
import type { Area } from './cover-area.ts';

/** Where a frame shows its document, in px of what is around the frame. */
export interface FramePlace extends Area {
  /** So many px a px of the document takes. */
  readonly scaleX: number;
  readonly scaleY: number;
}

/** Undefined when the element is in no document that this window shows. */
export function boxInWindow(element: Element): Area | undefined {
  const frames = framesAround(element);
  if (frames === undefined) return undefined;
  const { left, top, width, height } = element.getBoundingClientRect();
  return frames.reduce((box: Area, frame) => throughFrame(box, placeOf(frame)), { left, top, width, height });
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
  const box = frame.getBoundingClientRect();
  const style = viewOf(frame).getComputedStyle(frame);
  const inner = (frame as HTMLIFrameElement).contentWindow;
  const x = along(box.left, box.width, frame.offsetWidth, inner?.innerWidth, [
    [style.borderLeftWidth, style.paddingLeft],
    [style.borderRightWidth, style.paddingRight],
  ]);
  const y = along(box.top, box.height, frame.offsetHeight, inner?.innerHeight, [
    [style.borderTopWidth, style.paddingTop],
    [style.borderBottomWidth, style.paddingBottom],
  ]);
  return {
    left: x.start,
    top: y.start,
    width: x.extent,
    height: y.extent,
    scaleX: x.scale,
    scaleY: y.scale,
  };
}

type Edges = readonly [before: readonly string[], after: readonly string[]];

/** `size`: the frame's own idea of its extent, before transforms; `inner`: that of its window. */
function along(start: number, extent: number, size: number, inner: number | undefined, edges: Edges) {
  const outerScale = ratio(extent, size);
  const [before, after] = edges.map(
    (lengths) => outerScale * lengths.reduce((sum, length) => sum + (Number.parseFloat(length) || 0), 0),
  ) as [number, number];
  const shown = Math.max(0, extent - before - after);
  return { start: start + before, extent: shown, scale: ratio(shown, inner ?? shown) };
}

/** Windows and offsets count whole px: less than one is rounding. */
const ratio = (one: number, other: number): number =>
  other === 0 || Math.abs(one - other) < 1 ? 1 : one / other;
