/** What the popup and the verification window can ask for. */
import type { Command } from '#ui/document-port.ts';
import type { AskLock } from '#ui/lock-client.ts';

export interface PopupActions {
  readonly post: (command: Command) => void;
  /** Asks the browser for, or gives back, the permission for a site; resolves to whether it was done. */
  readonly requestSite: (origin: string) => Promise<boolean>;
  readonly releaseSite: (origin: string) => Promise<boolean>;
  /** About the lock and the mark. */
  readonly askLock: AskLock;
  readonly copy: (text: string) => Promise<void>;
  /** Closes the popup or the window, where the browser lets it. */
  readonly close: () => void;
}

/** `tab`: the popup of the toolbar. `window`: verification in a window of its own. */
export type PopupSurface = 'tab' | 'window';
