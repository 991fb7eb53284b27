import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { whenDue } from './when-due.ts';

let page: EventTarget;
let begun: number;
let now: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  page = new EventTarget();
  vi.stubGlobal('document', page);
  begun = 0;
  now = whenDue(() => {
    begun += 1;
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('not while the page is being loaded, nor while it is told that it is', () => {
  page.dispatchEvent(new Event('DOMContentLoaded'));
  expect(begun).toBe(0);
  vi.advanceTimersByTime(0);
  expect(begun).toBe(1);
});

test('at once when it is needed', () => {
  now();
  expect(begun).toBe(1);
});

test('a page that takes its time is not waited for', () => {
  vi.advanceTimersByTime(499);
  expect(begun).toBe(0);
  vi.advanceTimersByTime(1);
  expect(begun).toBe(1);
});

test('once', () => {
  now();
  page.dispatchEvent(new Event('DOMContentLoaded'));
  vi.advanceTimersByTime(1000);
  now();
  expect(begun).toBe(1);
});
