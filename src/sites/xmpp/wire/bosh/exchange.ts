/**
 * One request of the page's and the server's response to it: what passes between a door (xhr.ts, fetch.ts), which has the
 * page's request in its hands, and the session that it belongs to.
 */

/** Asked once a request by the session; never before the request was handed over. */
export interface Door {
  /** The page gets this text as the body of a good response. */
  answer(text: string): void;
  /** The page gets what the server answered, or the failure, as it is. */
  pass(): void;
  /** Sends the text to the server again, past the page; what becomes of it is told as before. */
  repeat(text: string): void;
  /** The page stands still until it is answered, or does not listen at all: it cannot be answered at another time. */
  readonly rigid: boolean;
}

/** Why there was no good response: its HTTP status, 0 for none at all, or that the page gave the request up. */
export type Failure = number | 'aborted';

export interface Exchange {
  /** What goes to the server in place of what the page handed over; undefined: that. */
  readonly text: string | undefined;
  /**
   * Sends it, by `send`, at once or as soon as the server takes one more; never if it fails before. What `send` throws at
   * once is thrown.
   */
  start(send: () => void): void;
  /** A response of HTTP status 200 came. */
  arrived(text: string): void;
  failed(why: Failure): void;
}
