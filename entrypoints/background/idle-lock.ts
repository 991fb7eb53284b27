/**
 * Locks when the machine is locked, and when nobody has touched keyboard or mouse for as long as the user set.
 *
 * Firefox does not tell of a locked machine; there the time set is what counts.
 */
import browser from 'webextension-polyfill';
import type { SessionLock } from '#conversations/session-lock.ts';
import type { Settings } from '#vault/settings.ts';

export function idleLock(
  settings: Settings,
  lock: SessionLock,
): { setIdleTime(minutes: number | null): void; idle(state: string): Promise<void> } {
  return {
    setIdleTime: (minutes) => {
      if (minutes !== null) browser.idle.setDetectionInterval(minutes * 60);
    },
    idle: async (state) => {
      const longEnough = state === 'idle' && (await settings.get('lockAfterMinutes')) !== null;
      if (state === 'locked' || longEnough) await lock.lock();
    },
  };
}
