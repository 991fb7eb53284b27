/**
 * One XMPP stream over one WebSocket of the page (RFC 7395): sees every frame in both directions, sends ours in between.
 *
 * Invariants: the page and the server each get the stream-management counts that are true for them (XEP-0198), so a
 * stanza from the server is changed or emptied, never swallowed, and every stanza of ours is in the ledger; nothing
 * is read of an authentication but the name it grants.
 */
import { MAX_TEXT } from '#channel/conversation.ts';
import type { FromWire } from '#channel/wire.ts';
import { conceal, empty } from './conceal.ts';
import { Confirmation } from './confirmation.ts';
import { deliveryId } from './delivery-id.ts';
import { firstDelivery } from './first-delivery.ts';
import { bareJid, hasResource } from './jid.ts';
import { Ledger } from './ledger.ts';
import { FragmentLooks, lookOf } from './otr-text.ts';
import type { Outbox } from './outbox.ts';
import { messageStanza } from './outgoing.ts';
import { type Resumable, Session } from './session.ts';
import { attribute, childOf, frameName, isElement, NS, within, type XmlCodec } from './xml.ts';

/** What all streams of a page share. */
export interface Surroundings {
  readonly xml: XmlCodec;
  readonly outbox: Outbox;
  readonly resumable: Resumable;
  readonly say: (event: FromWire) => void;
  /** What the page shows in place of an OTR text. */
  readonly sentence: () => string;
  readonly unique: () => string;
}

/** The page gets the frame as it is (undefined), another one, or none (empty). */
export type Rewritten = string | undefined;

const STANZAS: readonly (string | undefined)[] = ['message', 'presence', 'iq'];

export class Stream {
  readonly #send: (frame: string) => void;
  readonly #around: Surroundings;
  readonly #confirmation: Confirmation;
  readonly #fragments = new FragmentLooks();
  #session = new Session();
  /** The page has shown itself to its contacts, or resumed a session in which it had. */
  #online = false;
  /** The page asked for stream management and was not answered yet. */
  #enabling = false;
  #resuming = false;
  #closed = false;

  /** @param send to the server, past the page's and our own eyes */
  constructor(send: (frame: string) => void, around: Surroundings) {
    this.#send = send;
    this.#around = around;
    this.#confirmation = new Confirmation(send, around.outbox);
  }

  /** Our bare JID while stanzas can go out. */
  get account(): string | undefined {
    return this.#online && !this.#enabling && !this.#closed ? this.#session.account : undefined;
  }

  /** Sends a text of ours; its outcome is told by the outbox. Only while there is an account. */
  deliver(id: string, peer: string, text: string): void {
    const stanza = messageStanza(id, this.#session.locks.get(peer) ?? peer, text);
    this.#around.outbox.take(id, stanza ?? '');
    if (stanza === undefined) this.#around.outbox.settle(id, 'refused');
    else this.#sendOurs(id, stanza);
  }

  /** The page has sent this frame. */
  sent(frame: string): void {
    const name = frameName(frame);
    if (STANZAS.includes(name)) this.#pageSent(name, frame);
    else if (name === 'enable' && frame.includes(NS.sm)) {
      this.#session.ledger = new Ledger();
      this.#enabling = true;
    } else if ((name === 'resume' || name === 'authenticate') && frame.includes('<resume')) {
      this.#resuming = true;
    } else if (name === 'close') this.#session.smId = undefined;
  }

  /** The server has sent this frame. */
  received(frame: string): Rewritten {
    const name = frameName(frame);
    if (name === undefined || !this.#concerns(name, frame)) return undefined;
    const root = this.#around.xml.parse(frame);
    if (root === undefined) return undefined;
    if (isElement(root, NS.client, 'message')) return this.#message(root);
    if (isElement(root, NS.client, 'presence')) return this.#presence(root);
    if (isElement(root, NS.client, 'iq')) return this.#iq(root);
    if (isElement(root, NS.sasl2, 'success')) this.#authenticated(root);
    return this.#streamManagement(root);
  }

  /** The socket is gone. */
  closed(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#confirmation.closed();
    const { smId, ledger } = this.#session;
    if (smId === undefined) {
      for (const id of ledger?.rewind() ?? []) this.#around.outbox.settle(id, 'lost');
    }
  }

  /** A cheap look before the frame is parsed. */
  #concerns(name: string, frame: string): boolean {
    const unknown = this.#session.account === undefined;
    if (name === 'message') return unknown || frame.includes('body') || frame.includes('error');
    if (name === 'presence')
      return unknown || (this.#session.locks.size > 0 && frame.includes('unavailable'));
    if (name === 'iq') return unknown || frame.includes(NS.bind) || frame.includes('sotto-ping-');
    return frame.includes(NS.sm) || frame.includes(NS.sasl2);
  }

  #pageSent(name: string | undefined, frame: string): void {
    this.#session.ledger?.countPage();
    if (name === 'presence') this.#pagePresence(frame);
    this.#around.resumable.changed(this.#session);
  }

  #pagePresence(frame: string): void {
    const start = frame.slice(0, frame.indexOf('>') + 1);
    if (!this.#online && !/\s(to|type)=/.test(start)) this.#online = true;
    if (!frame.includes(NS.muc)) return;
    const presence = this.#around.xml.parse(frame);
    const to = presence && attribute(presence, 'to');
    if (to !== undefined && childOf(presence as Element, NS.muc, 'x')) this.#session.rooms.add(bareJid(to));
  }

  #message(stanza: Element): Rewritten {
    const account = this.#learnAccount(stanza);
    if (stanza.getAttribute('type') === 'error' && this.#bounced(stanza)) return this.#emptied(stanza);
    if (account !== undefined) this.#report(stanza, account);
    const changed = conceal(stanza, this.#fragments, this.#around.sentence());
    return changed ? this.#around.xml.serialise(stanza) : undefined;
  }

  #report(stanza: Element, account: string): void {
    const message = firstDelivery(stanza, account, this.#session.rooms);
    if (message === undefined) return;
    const { peer, from, stanzaId, text, live } = message;
    if (live && lookOf(text) !== undefined && hasResource(from)) this.#lock(peer, from);
    const id = deliveryId(from, stanzaId, text, this.#around.unique);
    if (text.length > MAX_TEXT) this.#around.say({ type: 'too-long', account, peer, id, live });
    else this.#around.say({ type: 'message', account, peer, id, text, live });
  }

  /** An error for a message: of ours, the page is told nothing. */
  #bounced(stanza: Element): boolean {
    const from = attribute(stanza, 'from');
    if (from !== undefined) this.#lock(bareJid(from), undefined);
    const id = attribute(stanza, 'id');
    if (id === undefined || this.#around.outbox.outcomeOf(id) === undefined) return false;
    this.#around.outbox.settle(id, 'refused');
    return true;
  }

  #emptied(stanza: Element): string {
    empty(stanza);
    return this.#around.xml.serialise(stanza);
  }

  #presence(stanza: Element): Rewritten {
    this.#learnAccount(stanza);
    const from = attribute(stanza, 'from');
    if (stanza.getAttribute('type') !== 'unavailable' || from === undefined) return undefined;
    const peer = bareJid(from);
    if (this.#session.locks.get(peer) === from) this.#lock(peer, undefined);
    return undefined;
  }

  #lock(peer: string, full: string | undefined): void {
    if (this.#session.locks.get(peer) === full) return;
    if (full === undefined) this.#session.locks.delete(peer);
    else this.#session.locks.set(peer, full);
    this.#around.resumable.changed(this.#session);
  }

  #iq(stanza: Element): Rewritten {
    const bind = childOf(stanza, NS.bind, 'bind');
    const jid = bind && childOf(bind, NS.client, 'jid');
    const bound = jid ?? (bind && childOf(bind, NS.bind, 'jid'));
    if (bound !== undefined && stanza.getAttribute('type') === 'result') {
      this.#begin(bareJid(bound.textContent ?? ''));
      return undefined;
    }
    const account = this.#learnAccount(stanza);
    if (account === undefined || !isFromServer(stanza, account)) return undefined;
    const pong = this.#confirmation.answered(attribute(stanza, 'id') ?? '', this.#session);
    // With stream management the page must count it; it does not know the id and ignores it.
    return pong && this.#session.ledger === undefined ? '' : undefined;
  }

  /** A new session: what an older one left behind will not be resumed. */
  #begin(account: string): void {
    if (account === '') return;
    this.#session.account = account;
    if (this.#around.resumable.find(this.#session.smId) !== this.#session) this.#around.resumable.giveUp();
  }

  /** A resumed session has no bind; servers stamp stanzas with whom they are for. */
  #learnAccount(stanza: Element): string | undefined {
    const to = attribute(stanza, 'to');
    if (this.#session.account === undefined && to?.includes('@')) {
      this.#session.account = bareJid(to);
      this.#around.resumable.changed(this.#session);
    }
    return this.#session.account;
  }

  /** SASL 2 (XEP-0388) may bind and enable at once (XEP-0386); nothing else of it is looked at. */
  #authenticated(success: Element): void {
    const identifier = childOf(success, NS.sasl2, 'authorization-identifier')?.textContent ?? '';
    const resumed = within(success, NS.sm, 'resumed') !== undefined;
    if (!resumed && hasResource(identifier)) this.#begin(bareJid(identifier));
    else if (identifier !== '') this.#session.account ??= bareJid(identifier);
  }

  #streamManagement(root: Element): Rewritten {
    const enabled = within(root, NS.sm, 'enabled');
    if (enabled !== undefined) this.#enabled(enabled);
    const failed = within(root, NS.sm, 'failed');
    if (failed !== undefined) return this.#failed(root, failed);
    const resumed = within(root, NS.sm, 'resumed');
    if (resumed !== undefined) return this.#resumed(root, resumed);
    return isElement(root, NS.sm, 'a') ? this.#acknowledged(root) : undefined;
  }

  #enabled(enabled: Element): void {
    this.#enabling = false;
    this.#session.ledger ??= new Ledger();
    const id = attribute(enabled, 'id');
    if (id === undefined || !/^(true|1)$/.test(enabled.getAttribute('resume') ?? '')) return;
    this.#session.smId = id;
    this.#around.resumable.keep(this.#session);
  }

  #failed(root: Element, failed: Element): Rewritten {
    const count = countOf(failed);
    if (!this.#resuming) {
      this.#session.ledger = undefined;
      this.#enabling = false;
      return undefined;
    }
    this.#resuming = false;
    const pageCount = this.#around.resumable.giveUp(count);
    return count === undefined || pageCount === undefined
      ? undefined
      : this.#recounted(root, failed, pageCount);
  }

  #resumed(root: Element, resumed: Element): Rewritten {
    this.#resuming = false;
    this.#online = true;
    const count = countOf(resumed) ?? 0;
    const smId = attribute(resumed, 'previd');
    const known = this.#around.resumable.find(smId);
    this.#session = known ?? sessionFrom(this.#session.account, smId, count);
    if (known === undefined) this.#around.resumable.keep(this.#session);
    const pageCount = this.#settleUpTo(count);
    for (const id of this.#session.ledger?.rewind() ?? []) this.#sendAgain(id);
    this.#around.resumable.changed(this.#session);
    return pageCount === undefined ? undefined : this.#recounted(root, resumed, pageCount);
  }

  #acknowledged(root: Element): Rewritten {
    const count = countOf(root);
    const pageCount = count === undefined ? undefined : this.#settleUpTo(count);
    this.#confirmation.counted();
    this.#around.resumable.changed(this.#session);
    return pageCount === undefined ? undefined : this.#recounted(root, root, pageCount);
  }

  #settleUpTo(count: number): number | undefined {
    const result = this.#session.ledger?.acknowledge(count);
    for (const id of result?.handled ?? []) this.#around.outbox.settle(id, 'handled');
    return result?.pageCount;
  }

  #recounted(root: Element, counter: Element, pageCount: number): Rewritten {
    if (counter.getAttribute('h') === String(pageCount)) return undefined;
    counter.setAttribute('h', String(pageCount));
    return this.#around.xml.serialise(root);
  }

  #sendAgain(id: string): void {
    const stanza = this.#around.outbox.stanza(id);
    if (stanza === undefined) this.#around.outbox.settle(id, 'lost');
    else this.#sendOurs(id, stanza);
  }

  #sendOurs(id: string, stanza: string): void {
    this.#send(stanza);
    this.#confirmation.expect(id, this.#session);
    this.#around.resumable.changed(this.#session);
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

function countOf(element: Element): number | undefined {
  const count = element.getAttribute('h') ?? '';
  return /^\d{1,10}$/.test(count) ? Number(count) : undefined;
}

/** Answers to pings of ours have no sender, or our own account or server; a contact could make up others. */
function isFromServer(stanza: Element, account: string): boolean {
  const from = attribute(stanza, 'from');
  return from === undefined || bareJid(from) === account || bareJid(from) === account.replace(/^.*@/, '');
}
