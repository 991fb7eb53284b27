/** What the parts of the panel can ask for: made once for each document, so that its identity never changes. */
import type { Command } from '#ui/document-port.ts';
import type { Drafts } from '#ui/drafts.ts';
import type { AskLock } from '#ui/lock-client.ts';

export interface PanelActions {
  readonly post: (command: Command) => void;
  /** Sends a text the user wrote in that conversation. */
  readonly send: (conversation: string, text: string) => void;
  /** The user has read what the page did, and goes on here. */
  readonly continueHere: () => void;
  /** In a window of its own, the panel asks for the passphrase itself. */
  readonly askLock: AskLock;
  readonly drafts: Drafts;
}

/** `page`: the iframe over a page's chat. `window`: a window of its own, which no page can reach. */
export type Surface = 'page' | 'window';
