import { expect, it } from 'vitest';
import { type FramePlace, throughFrame } from './box-in-window.ts';

const box = (left: number, top: number, width: number, height: number) => ({ left, top, width, height });
const FRAME: FramePlace = { ...box(100, 50, 400, 300), scaleX: 1, scaleY: 1 };

it('moves a box by where the frame shows its document', () => {
  expect(throughFrame(box(10, 20, 30, 40), FRAME)).toEqual(box(110, 70, 30, 40));
});

it('keeps as much of it as the frame shows', () => {
  expect(throughFrame(box(-10, -20, 1000, 1000), FRAME)).toEqual(box(100, 50, 400, 300));
  expect(throughFrame(box(390, 290, 30, 40), FRAME)).toEqual(box(490, 340, 10, 10));
});

it('scales it as the frame is scaled', () => {
  expect(throughFrame(box(10, 20, 30, 40), { ...FRAME, scaleX: 2, scaleY: 0.5 })).toEqual(
    box(120, 60, 60, 20),
  );
});

it.each([
  { where: 'above', hidden: box(0, -100, 100, 80) },
  { where: 'below', hidden: box(0, 300, 100, 80) },
  { where: 'to the left', hidden: box(-100, 0, 100, 80) },
  { where: 'to the right', hidden: box(400, 0, 100, 80) },
])('leaves it no extent when it is scrolled out of the frame, $where', ({ hidden }) => {
  const { width, height } = throughFrame(hidden, FRAME);
  expect(Math.min(width, height)).toBe(0);
});

it('goes through frames in frames', () => {
  const inner: FramePlace = { ...box(300, 0, 200, 200), scaleX: 1, scaleY: 1 };
  expect(throughFrame(throughFrame(box(50, 10, 150, 150), inner), FRAME)).toEqual(box(450, 60, 50, 150));
});
