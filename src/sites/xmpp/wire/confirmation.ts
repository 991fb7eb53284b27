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

export class Confirmation {
  readonly #send: (frame: string) => void;
  readonly #outbox: Outbox;
  #asked = false;
  #askAgain = false;
  /** Ours that went out without stream management, oldest first. */
  #unconfirmed: string[] = [];
  /** How many of these the ping under way covers. */
  #covered = 0;
  #pings = 0;

  constructor(send: (frame: string) => void, outbox: Outbox) {
    this.#send = send;
    this.#outbox = outbox;
  }

  /** A stanza of ours has just been sent. */
  expect(id: string, session: Session): void {
    if (session.ledger !== undefined) {
      session.ledger.countOurs(id);
      this.#askForCount();
      return;
    }
    this.#unconfirmed.push(id);
    if (this.#covered === 0) this.#ping(session);
  }

  /** The server's count came; what it covers was settled by the ledger. */
  counted(): void {
    this.#asked = false;
    if (this.#askAgain) this.#askForCount();
  }

  /** Whether this was the answer to a ping of ours; errors are answers too. */
  answered(iqId: string, session: Session): boolean {
    if (!iqId.startsWith(PING_PREFIX)) return false;
    if (iqId === `${PING_PREFIX}${this.#pings}` && this.#covered > 0) {
      const handled = this.#unconfirmed.splice(0, this.#covered);
      this.#covered = 0;
      for (const id of handled) this.#outbox.settle(id, 'handled');
      if (this.#unconfirmed.length > 0) this.#ping(session);
    }
    return true;
  }

  /** The stream is gone, and what no ping has confirmed with it. */
  closed(): void {
    for (const id of this.#unconfirmed.splice(0)) this.#outbox.settle(id, 'lost');
  }

  #askForCount(): void {
    this.#askAgain = this.#asked;
    if (this.#asked) return;
    this.#asked = true;
    this.#send(ACK_REQUEST);
  }

  #ping(session: Session): void {
    this.#covered = this.#unconfirmed.length;
    this.#pings += 1;
    const id = `${PING_PREFIX}${this.#pings}`;
    this.#send(pingStanza(id));
    // Should the page have enabled stream management in between, the ping is one more stanza that it did not count.
    session.ledger?.countOurs(id);
  }
}
