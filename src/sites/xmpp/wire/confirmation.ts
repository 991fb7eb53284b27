/**
 * How the server's word is got that it handled our stanzas: by asking for its count (XEP-0198, section 4), or, without
 * stream management, by a ping (XEP-0199) behind them, since a server handles a stream's stanzas in order.
 *
 * One question is under way at a time; what was sent meanwhile is covered by the next.
 */
import type { Outbox } from './outbox.ts';
import { ACK_REQUEST, pingStanza } from './outgoing.ts';
import type { Session } from './session.ts';

const PING_PREFIX = 'sotto-ping-';

export interface ConfirmationParts {
  readonly outbox: Outbox;
  /** Names for what nothing else tells apart: an answer may come to the page that follows this one. */
  readonly unique: () => string;
}

export class Confirmation {
  readonly #send: (frame: string) => void;
  readonly #parts: ConfirmationParts;
  #asked = false;
  #askAgain = false;
  /** The id of the ping under way. */
  #ping: string | undefined;
  /** How many of the unconfirmed it covers. */
  #covered = 0;

  constructor(send: (frame: string) => void, parts: ConfirmationParts) {
    this.#send = send;
    this.#parts = parts;
  }

  /** A stanza of ours has just been sent. */
  expect(id: string, session: Session): void {
    if (session.ledger !== undefined) {
      session.ledger.countOurs(id);
      this.#askForCount();
      return;
    }
    session.unconfirmed.push(id);
    if (this.#ping === undefined) this.#sendPing(session);
  }

  /** Asks whatever was asked before: nobody here heard the answer. */
  askAfresh(session: Session): void {
    if (session.ledger !== undefined) this.#askForCount();
    else this.#sendPing(session);
  }

  /** The server's count came; what it covers was settled by the ledger. */
  counted(): void {
    this.#asked = false;
    if (this.#askAgain) this.#askForCount();
  }

  /** Whether this was the answer to a ping of ours; errors are answers too. */
  answered(iqId: string, session: Session): boolean {
    if (!iqId.startsWith(PING_PREFIX)) return false;
    if (iqId !== this.#ping) return true;
    this.#ping = undefined;
    for (const id of session.unconfirmed.splice(0, this.#covered)) this.#parts.outbox.settle(id, 'handled');
    if (session.unconfirmed.length > 0) this.#sendPing(session);
    return true;
  }

  /** The stream is gone, and what no ping has confirmed with it. */
  closed(session: Session): void {
    for (const id of session.unconfirmed.splice(0)) this.#parts.outbox.settle(id, 'lost');
  }

  #askForCount(): void {
    this.#askAgain = this.#asked;
    if (this.#asked) return;
    this.#asked = true;
    this.#send(ACK_REQUEST);
  }

  #sendPing(session: Session): void {
    this.#covered = session.unconfirmed.length;
    this.#ping = PING_PREFIX + this.#parts.unique();
    this.#send(pingStanza(this.#ping));
    // Should the page have enabled stream management in between, the ping is one more stanza that it did not count.
    session.ledger?.countOurs(this.#ping);
  }
}
