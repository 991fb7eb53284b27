/**
 * A site adapter: moves opaque text in and out of one messenger's page, and says where the chat is.
 *
 * It knows nothing of OTR but the look of its texts, and decides nothing: what arrives is reported, what is handed over is sent.
 */

import type { Protection } from '#channel/protection.ts';

/** The chat that is open in the page now. */
export interface OpenChat {
  readonly service: string;
  readonly account: string;
  readonly peer: string;
  /** What the page calls the contact, where that is not `peer`. */
  readonly title?: string;
  /** The chip is put into this element, as its first child. */
  readonly header: Element;
  /** The panel covers the smallest rectangle around these: message list and composer. */
  readonly cover: readonly Element[];
  /** Where the user writes in the page; without it the composer alone cannot be covered, and the whole chat is. */
  readonly composer?: Element;
}

/** A chat of several people: OTR is for two. */
export interface GroupChat {
  readonly group: true;
  /** The chip that says so is put into this element. */
  readonly header: Element;
}

/** Keeps the keyboard focus where the user has it while the site works on the page's composer. */
export interface FocusKeeper {
  /** From now until the returned function is called, what the page takes the focus for is undone; also in the composer's frame. */
  keep(composer: Element): () => void;
  /** During `work` the page's composer may have it. */
  lend<T>(work: () => Promise<T>): Promise<T>;
}

export interface Delivery {
  readonly id: string;
  readonly account: string;
  readonly peer: string;
  readonly text: string;
}

export interface SiteEvents {
  account(account: string, connected: boolean): void;
  /** Resolves when the background has persisted it; a site tells it again after a reload until then. */
  received(message: {
    account: string;
    peer: string;
    id: string;
    text: string;
    live: boolean;
    archived?: true;
  }): Promise<unknown>;
  /** The user wrote this in the page's own composer to somebody who is protected; it was not sent. */
  held(message: { account: string; peer: string; id: string; text: string }): void;
  tooLong(message: { account: string; peer: string; id: string; live: boolean }): void;
  readonly focus: FocusKeeper;
  delivered(id: string): void;
  undelivered(id: string, reason: 'unconfirmed' | 'refused'): void;
}

export interface Site {
  readonly service: string;
  /** Longest text one message may have, in UTF-16 code units. */
  readonly maxText: number;
  /** Starts reporting; `signal` ends it. */
  start(events: SiteEvents, signal: AbortSignal): void;
  /** True when the delivery was taken over: `delivered` or `undelivered` follows. A known id is taken again, not sent again. */
  deliver(delivery: Delivery): boolean;
  /** From now on nothing readable leaves the page for these contacts of the account, as far as the site can see to it. */
  protect(account: string, protection: Protection): void;
  /** True when nobody can be written to but whoever's chat is open: what is for others waits until theirs is. */
  readonly openChatOnly: boolean;
  /** The chat that is open now, looked up afresh. */
  openChat(): OpenChat | GroupChat | undefined;
}

/** For a page of which nothing is known yet. */
export const noSite: Site = {
  service: '',
  maxText: 0,
  openChatOnly: true,
  start: () => undefined,
  deliver: () => false,
  protect: () => undefined,
  openChat: () => undefined,
};
