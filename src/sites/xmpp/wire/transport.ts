/**
 * What carries an XMPP stream between the page and the server, and what looks on while it does: WebSocket (socket.ts) and
 * BOSH (bosh/) are the transports, the stream (stream.ts) is the one who looks on, and sends stanzas of ours in between.
 *
 * A frame is one complete element of the stream (RFC 7395, section 3.3.3), whatever it is wrapped in on the way.
 */

/** The way to the server, past the page's and our own eyes. */
export interface Line {
  send(frame: string): void;
  /** Whether what is sent now has a chance to arrive: a socket that is closing swallows it. */
  isOpen(): boolean;
  /** The name by which the page can go on with the stream after a reload; undefined where it cannot. */
  readonly sid?: string | undefined;
}

/** What the page gets, or what goes out: the frame as it is (undefined), another one, or none (empty). */
export type Rewritten = string | undefined;

export interface FrameHandler {
  /** The server has sent the frame; returns what the page gets. */
  received(frame: string): Rewritten;
  /** The page wants to send the frame; returns what goes out. */
  sending(frame: string): Rewritten;
  /** Whether what cannot be read may go out. */
  passesUnread(): boolean;
  /** The page's frame has gone out. */
  sent(frame: string): void;
  /** The page goes on, after a reload, with the stream of the line's `sid`. */
  goesOn(): void;
  /** The page ends the stream in good order. */
  ending(): void;
  /** `isOpen` of the line may have changed. */
  changed(): void;
  /** The stream is over. */
  closed(): void;
}

/** Called for each new stream. */
export type Attach = (line: Line) => FrameHandler;

/** Nothing of ours may break the page, and what went wrong is nobody's business either. */
export function guard<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

/** Keeps the property's flags, so that the page can treat it as before. */
export function redefine(owner: object, name: string, value: unknown): void {
  const flags = Object.getOwnPropertyDescriptor(owner, name);
  Object.defineProperty(owner, name, {
    configurable: true,
    writable: true,
    enumerable: false,
    ...flags,
    value,
  });
}
