/**
 * Time for the engine: a timer while the worker lives, an alarm in case it does not (browsers allow 30 s at the least).
 */
import browser from 'webextension-polyfill';
import type { Conversations } from '#conversations/conversations.ts';

export function ticker(conversations: Conversations): { schedule(): void; tick(): Promise<void> } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tick = async (): Promise<void> => {
    const next = conversations.nextTick();
    if (next !== undefined && next.at <= Date.now()) await conversations.tick(next.id);
    schedule();
  };
  const schedule = (): void => {
    clearTimeout(timer);
    const next = conversations.nextTick();
    if (next === undefined) return;
    timer = setTimeout(tick, Math.max(0, next.at - Date.now()));
    void browser.alarms.create('tick', { when: Math.max(next.at, Date.now() + 30_000) });
  };
  return { schedule, tick };
}
