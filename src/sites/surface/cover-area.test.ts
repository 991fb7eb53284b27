import { expect, it } from 'vitest';
import { coverArea, panelArea, sameArea } from './cover-area.ts';

const VIEW = { width: 800, height: 600 };
const box = (left: number, top: number, width: number, height: number) => ({ left, top, width, height });

it('is the smallest rectangle around all boxes', () => {
  expect(coverArea([box(100, 50, 200, 300), box(120, 350, 400, 60)], VIEW)).toEqual(box(100, 50, 420, 360));
});

it('ignores boxes without extent', () => {
  expect(coverArea([box(0, 0, 0, 0), box(100, 50, 200, 300)], VIEW)).toEqual(box(100, 50, 200, 300));
});

it('is clipped to the window', () => {
  expect(coverArea([box(-50, 500, 2000, 900)], VIEW)).toEqual(box(0, 500, 800, 100));
});

it.each([
  { why: 'there is no box', boxes: [] },
  { why: 'no box has extent', boxes: [box(10, 10, 0, 5)] },
  { why: 'all of it is scrolled out', boxes: [box(10, 600, 100, 100)] },
  { why: 'all of it is to the left', boxes: [box(-300, 0, 300, 100)] },
])('is undefined when $why', ({ boxes }) => {
  expect(coverArea(boxes, VIEW)).toBeUndefined();
});

it('is 48 px high as a bar, and never higher than the area', () => {
  expect(panelArea(box(1, 2, 3, 400), 'bar')).toEqual(box(1, 2, 3, 48));
  expect(panelArea(box(1, 2, 3, 20), 'bar')).toEqual(box(1, 2, 3, 20));
  expect(panelArea(box(1, 2, 3, 400), 'open')).toEqual(box(1, 2, 3, 400));
});

it('compares edges, not extents', () => {
  expect(sameArea(box(0, 0, 100, 100), box(0.9, 0, 99.2, 100), 1)).toBe(true);
  expect(sameArea(box(0, 0, 100, 100), box(0.9, 0, 100.2, 100), 1)).toBe(false);
});
