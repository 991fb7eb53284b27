/** What a test finds in a page of ours, in the page's own world. */

export interface Sent {
  readonly to: string;
  readonly text: string;
}

export interface PageApi {
  /** What the page has sent, in order. */
  readonly sent: Sent[];
  /** What the composer's model holds. */
  draft(): string;
  /** A message comes from the other side of the open chat. */
  receive(text: string, options?: { readonly cut?: boolean; readonly quote?: string }): void;
}

/** Pages of messengers have more. */
export interface SiteApi extends PageApi {
  open(chat: string): void;
  /** Shows rows that were written before all others. */
  loadOlder(): void;
  /** Empties all rows but the last two, as a virtual list does with those out of sight; resolves when they are filled again. */
  blink(): Promise<void>;
  /** The text of the newest row of theirs is another one now. */
  edit(text: string): void;
  /** The same, and its row stays the same element. */
  correct(text: string): void;
  /** Called with what is sent, when the page should carry it somewhere. */
  carry?: (sent: Sent) => void;
}

declare global {
  interface Window {
    chat: SiteApi;
    editorPage: PageApi;
  }
}
