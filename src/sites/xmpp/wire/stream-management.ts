/**
 * Stream management (XEP-0198) on one stream: keeps the page's counts and the server's apart, sends ours again after a
 * resumption, and says which of ours are lost when there is none.
 */
import { Confirmation } from './confirmation.ts';
import { Ledger } from './ledger.ts';
import type { Outbox } from './outbox.ts';
import { type Resumable, Session } from './session.ts';
import type { Line } from './transport.ts';
import { attribute, isElement, NS, within, type XmlCodec } from './xml.ts';

export interface ManagementParts {
  readonly xml: XmlCodec;
  readonly outbox: Outbox;
  readonly resumable: Resumable;
  /** Names for what nothing else tells apart. */
  readonly unique: () => string;
}

export class StreamManagement {
  readonly confirmation: Confirmation;
  readonly #line: Line;
  readonly #parts: ManagementParts;
  #session = new Session();
  #enabling = false;
  #resuming = false;
  #resumed = false;

  constructor(line: Line, parts: ManagementParts) {
    this.#line = line;
    this.#parts = parts;
    this.confirmation = new Confirmation((frame) => line.send(frame), parts);
  }

  /** The one that the stream carries now; another one after a resumption. */
  get session(): Session {
    return this.#session;
  }

  /** The page asked for stream management and was not answered yet: nothing of ours may go out. */
  get enabling(): boolean {
    return this.#enabling;
  }

  /** The stream goes on with an older session. */
  get resumed(): boolean {
    return this.#resumed;
  }

  /** To be called whenever the session changed. */
  changed(): void {
    this.#parts.resumable.changed(this.#session);
  }

  /** The page has sent something that is no stanza. */
  pageSent(name: string | undefined, frame: string): void {
    if (!frame.includes(NS.sm)) return;
    if (frame.includes('<resume')) this.#resuming = true;
    else if (name === 'enable') {
      this.#session.ledger = new Ledger();
      this.#enabling = true;
    }
  }

  /** The page has sent a stanza. */
  pageSentStanza(): void {
    this.#session.ledger?.countPage();
    this.changed();
  }

  sendOurs(id: string, stanza: string): void {
    this.#line.send(stanza);
    this.confirmation.expect(id, this.#session);
    this.changed();
  }

  /** A new session begins: what an older one left behind will not be resumed. */
  begin(account: string): void {
    if (this.#parts.resumable.find(this.#session.smId) === undefined) this.#parts.resumable.giveUp();
    this.learn(account);
  }

  /** The session turns out to be this account's. */
  learn(account: string): void {
    this.#session.account = account;
    this.#keepUnderSid();
  }

  /** The page goes on, after a reload, with the stream that the line has the name of. */
  goOn(): void {
    const known = this.#parts.resumable.findSid(this.#line.sid);
    if (known === undefined) return;
    this.#session = known;
    this.#resumed = true;
    this.confirmation.askAfresh(known);
  }

  /** The page ends it in good order: there is nothing to resume. */
  end(): void {
    this.#session.smId = undefined;
  }

  /** The page gets the element as it is (undefined), or with another count. */
  received(root: Element): string | undefined {
    const enabled = within(root, NS.sm, 'enabled');
    if (enabled !== undefined) this.#enabled(enabled);
    const failed = within(root, NS.sm, 'failed');
    if (failed !== undefined) return this.#recounted(root, failed, this.#failed(countOf(failed)));
    const resumed = within(root, NS.sm, 'resumed');
    if (resumed !== undefined) return this.#recounted(root, resumed, this.#resume(resumed));
    if (!isElement(root, NS.sm, 'a')) return undefined;
    return this.#recounted(root, root, this.#acknowledged(countOf(root)));
  }

  /** The stream is gone: what cannot be resumed is lost. */
  closed(): void {
    this.#session.sid = undefined;
    this.confirmation.closed(this.#session);
    this.changed();
    if (this.#session.smId !== undefined) return;
    this.#parts.resumable.drop(this.#session);
    for (const id of this.#session.ledger?.rewind() ?? []) this.#parts.outbox.settle(id, 'lost');
  }

  #enabled(enabled: Element): void {
    this.#enabling = false;
    this.#session.ledger ??= new Ledger();
    const id = attribute(enabled, 'id');
    if (id === undefined || !/^(true|1)$/.test(enabled.getAttribute('resume') ?? '')) return;
    this.#session.smId = id;
    this.#parts.resumable.keep(this.#session);
  }

  #keepUnderSid(): void {
    this.#session.sid = this.#line.sid;
    if (this.#session.sid !== undefined) this.#parts.resumable.keep(this.#session);
    this.changed();
  }

  #failed(count: number | undefined): number | undefined {
    if (this.#resuming) {
      this.#resuming = false;
      return this.#parts.resumable.giveUp(count);
    }
    this.#session.ledger = undefined;
    this.#enabling = false;
    return undefined;
  }

  #resume(resumed: Element): number | undefined {
    this.#resuming = false;
    this.#resumed = true;
    const count = countOf(resumed) ?? 0;
    const smId = attribute(resumed, 'previd');
    const known = this.#parts.resumable.find(smId);
    this.#session = known ?? sessionFrom(this.#session.account, smId, count);
    this.#session.sid = this.#line.sid;
    this.#parts.resumable.keep(this.#session);
    const pageCount = this.#settleUpTo(count);
    for (const id of this.#session.ledger?.rewind() ?? []) this.#sendAgain(id);
    this.changed();
    return pageCount;
  }

  #acknowledged(count: number | undefined): number | undefined {
    const pageCount = count === undefined ? undefined : this.#settleUpTo(count);
    this.confirmation.counted();
    this.changed();
    return pageCount;
  }

  #settleUpTo(count: number): number | undefined {
    const result = this.#session.ledger?.acknowledge(count);
    for (const id of result?.handled ?? []) this.#parts.outbox.settle(id, 'handled');
    return result?.pageCount;
  }

  #sendAgain(id: string): void {
    const stanza = this.#parts.outbox.stanza(id);
    if (stanza === undefined) this.#parts.outbox.settle(id, 'lost');
    else this.sendOurs(id, stanza);
  }

  #recounted(root: Element, counter: Element, pageCount: number | undefined): string | undefined {
    if (pageCount === undefined || countOf(counter) === pageCount) return undefined;
    counter.setAttribute('h', String(pageCount));
    return this.#parts.xml.serialise(root);
  }
}

/** A resumed session that this tab has forgotten: what went before does not count. */
function sessionFrom(account: string | undefined, smId: string | undefined, count: number): Session {
  const session = new Session();
  session.account = account;
  session.smId = smId;
  session.ledger = new Ledger({ sent: count, handled: count, oursHandled: 0, pending: [] });
  return session;
}

/** The attribute `h`: 32 bits without a sign. */
function countOf(element: Element): number | undefined {
  const count = element.getAttribute('h') ?? '';
  return /^\d{1,10}$/.test(count) && Number(count) < 2 ** 32 ? Number(count) : undefined;
}
