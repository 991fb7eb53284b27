/** What the welcome page can ask for. */
import type { AskLock } from '#ui/lock-client.ts';
import type { Sites } from '#ui/sites/site-access.ts';

export interface WelcomeActions {
  readonly askLock: AskLock;
  readonly sites: Sites;
  readonly close: () => void;
}
