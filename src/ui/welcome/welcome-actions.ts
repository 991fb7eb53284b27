/** What the welcome page can ask for. */
import type { AskLock } from '#ui/lock-client.ts';

export interface WelcomeActions {
  readonly askLock: AskLock;
  /** Asks the browser for the permission for a site; resolves to whether it was given. */
  readonly requestSite: (origin: string) => Promise<boolean>;
  /** The hosts on which Sotto is switched on. */
  readonly grantedSites: () => Promise<readonly string[]>;
  readonly close: () => void;
}
