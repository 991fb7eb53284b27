/**
 * A session of stream management (XEP-0198) and what belongs to it: it outlives its socket when the server lets the
 * client resume it. A stream without stream management has one too, which ends with the socket.
 */
import { Ledger } from './ledger.ts';
import type { Memory, SessionRecord } from './memory.ts';
import type { Outbox } from './outbox.ts';

export class Session {
  /** Our bare JID, once it is known. */
  account: string | undefined;
  /** The server's name for it; undefined when it cannot be resumed. */
  smId: string | undefined;
  /** The transport's name for it; undefined when the page cannot go on with it after a reload. */
  sid: string | undefined;
  /** Undefined without stream management. */
  ledger: Ledger | undefined;
  /** Peers, by bare JID, whose OTR session lives in one of their resources: that full JID. */
  readonly locks = new Map<string, string>();
  /** Bare JIDs of the group chats that the page is in. */
  readonly rooms = new Set<string>();
  /** Ours that went out without stream management, oldest first. */
  readonly unconfirmed: string[] = [];

  static restore(record: SessionRecord): Session {
    const session = new Session();
    session.account = record.account;
    session.smId = record.smId;
    session.sid = record.sid;
    session.ledger = record.ledger && new Ledger(record.ledger);
    session.unconfirmed.push(...record.unconfirmed);
    for (const [peer, full] of record.locks) session.locks.set(peer, full);
    for (const room of record.rooms) session.rooms.add(room);
    return session;
  }

  /** Undefined when there is nothing to go on with. */
  get record(): SessionRecord | undefined {
    const { account, smId, sid, ledger } = this;
    if (account === undefined || (smId === undefined && sid === undefined)) return undefined;
    return {
      account,
      ...(smId !== undefined && { smId }),
      ...(sid !== undefined && { sid }),
      ...(ledger !== undefined && { ledger: ledger.state }),
      unconfirmed: [...this.unconfirmed],
      locks: [...this.locks],
      rooms: [...this.rooms],
    };
  }
}

/** The one session of this tab that can be resumed or gone on with, kept across sockets and reloads. */
export class Resumable {
  readonly #memory: Memory;
  readonly #outbox: Outbox;
  #session: Session | undefined;

  constructor(memory: Memory, outbox: Outbox) {
    this.#memory = memory;
    this.#outbox = outbox;
    const record = memory.readSession();
    this.#session = record && Session.restore(record);
    const { ledger, unconfirmed = [] } = this.#session ?? {};
    outbox.abandonAllBut(new Set([...(ledger?.pending ?? []), ...unconfirmed]));
  }

  keep(session: Session): void {
    if (this.#session !== session) this.giveUp();
    this.#session = session;
    this.changed(session);
  }

  /** To be called whenever the session changed; others than the kept one do not matter. */
  changed(session: Session): void {
    if (this.#session === session) this.#memory.writeSession(() => this.#session?.record);
  }

  /** Ended in good order by the page: nothing to keep. */
  drop(session: Session): void {
    if (this.#session === session) this.#session = undefined;
    this.#memory.writeSession(() => this.#session?.record);
  }

  find(smId: string | undefined): Session | undefined {
    return smId !== undefined && this.#session?.smId === smId ? this.#session : undefined;
  }

  /** By the transport's name for it. */
  findSid(sid: string | undefined): Session | undefined {
    return sid !== undefined && this.#session?.sid === sid ? this.#session : undefined;
  }

  /**
   * It will not be resumed. `count` is what the server says it had handled of it; the rest of ours is lost. Returns the
   * count as the page would have it.
   */
  giveUp(count?: number): number | undefined {
    const { ledger, unconfirmed = [] } = this.#session ?? {};
    this.#session = undefined;
    this.#memory.writeSession(() => this.#session?.record);
    for (const id of unconfirmed.splice(0)) this.#outbox.settle(id, 'lost');
    if (ledger === undefined) return undefined;
    const result = count === undefined ? undefined : ledger.acknowledge(count);
    for (const id of result?.handled ?? []) this.#outbox.settle(id, 'handled');
    for (const id of ledger.rewind()) this.#outbox.settle(id, 'lost');
    return result?.pageCount;
  }
}
