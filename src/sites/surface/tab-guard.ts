/**
 * The key guard of a messenger's top frame. It is there before any script of the page, and outlasts what is put into the page later:
 * whichever panel is there now is the one that it guards.
 */
import { createKeyGuard, type GuardedPanel, type KeyGuard } from './key-guard.ts';

export interface TabGuard extends KeyGuard {
  /** From now on this panel, until the signal. */
  follow(panel: GuardedPanel, signal: AbortSignal): void;
}

export interface TabGuardOptions {
  onFocusTaken(): void;
  onReleased(): void;
  readonly signal: AbortSignal;
}

export function createTabGuard(options: TabGuardOptions): TabGuard {
  let followed: GuardedPanel | undefined;
  const panel: GuardedPanel = {
    hasFocus: () => followed?.hasFocus() === true,
    owns: (target) => followed?.owns(target) === true,
  };
  const guard = createKeyGuard({ ...options, panel });
  return {
    arm: guard.arm,
    disarm: guard.disarm,
    get armed() {
      return guard.armed;
    },
    follow(next, signal) {
      followed = next;
      signal.addEventListener('abort', () => {
        if (followed === next) followed = undefined;
        guard.disarm();
      });
    },
  };
}
