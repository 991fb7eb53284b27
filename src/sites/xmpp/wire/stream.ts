/**
 * One XMPP stream of the page, whatever carries it: sees every frame in both directions, sends ours in between.
 *
 * Invariants: the page and the server each get the stream-management counts that are true for them (XEP-0198), so a
 * stanza from the server is changed or emptied, never swallowed, and every stanza of ours is in the ledger; nothing
 * is read of an authentication but the name it grants.
 */
import { MAX_TEXT } from '#channel/conversation.ts';
import type { FromWire } from '#channel/wire.ts';
import { conceal, empty } from './conceal.ts';
import { deliveryId } from './delivery-id.ts';
import { archivedData, firstDelivery } from './first-delivery.ts';
import { bareJid, hasResource } from './jid.ts';
import { FragmentLooks, lookOf } from './otr-text.ts';
import { messageStanza } from './outgoing.ts';
import type { Protections } from './protections.ts';
import type { Session } from './session.ts';
import { type ManagementParts, StreamManagement } from './stream-management.ts';
import type { FrameHandler, Line, Rewritten } from './transport.ts';
import { harmlessStanza, type Verdict, withhold } from './withhold.ts';
import { attribute, childOf, frameName, isElement, NS, within } from './xml.ts';

/** What all streams of a page share. */
export interface Surroundings extends ManagementParts {
  readonly say: (event: FromWire) => void;
  readonly protections: Protections;
  /** What the page shows in place of an OTR text. */
  readonly sentence: () => string;
}

const STANZAS: readonly (string | undefined)[] = ['message', 'presence', 'iq'];

export class Stream implements FrameHandler {
  readonly #line: Line;
  readonly #around: Surroundings;
  readonly #management: StreamManagement;
  readonly #fragments = new FragmentLooks();
  /** The page has shown itself to its contacts. */
  #online = false;
  #closed = false;

  constructor(line: Line, around: Surroundings) {
    this.#line = line;
    this.#around = around;
    this.#management = new StreamManagement(line, around);
  }

  /** Our bare JID while stanzas can go out. */
  get account(): string | undefined {
    const { session, resumed, enabling } = this.#management;
    const ready = (this.#online || resumed) && !enabling && !this.#closed;
    return ready && this.#line.isOpen() ? session.account : undefined;
  }

  /** Sends a text of ours; its outcome is told by the outbox. Only while there is an account. */
  deliver(id: string, peer: string, text: string): void {
    const stanza = messageStanza(id, this.#session.locks.get(peer) ?? peer, text);
    this.#around.outbox.take(id, stanza ?? '');
    if (stanza === undefined) this.#around.outbox.settle(id, 'refused');
    else this.#management.sendOurs(id, stanza);
  }

  /** Nothing readable goes to who is protected. */
  sending(frame: string): Rewritten {
    if (!this.#protectsAnybody) return undefined;
    try {
      return this.#instead(this.#judge(frame));
    } catch {
      return '';
    }
  }

  passesUnread(): boolean {
    return !this.#protectsAnybody;
  }

  sent(frame: string): void {
    const name = frameName(frame);
    if (name === 'presence') this.#pagePresence(frame);
    if (name === 'close') this.ending();
    if (STANZAS.includes(name)) this.#management.pageSentStanza();
    else this.#management.pageSent(name, frame);
  }

  received(frame: string): Rewritten {
    const name = frameName(frame);
    if (name === undefined || !this.#concerns(name, frame)) return undefined;
    const root = this.#around.xml.parse(frame);
    if (root === undefined) return undefined;
    if (isElement(root, NS.client, 'message')) return this.#message(root);
    if (isElement(root, NS.client, 'presence')) return this.#presence(root);
    if (isElement(root, NS.client, 'iq')) return this.#iq(root);
    const rewritten = this.#management.received(root);
    if (isElement(root, NS.sasl2, 'success')) this.#authenticated(root);
    return rewritten;
  }

  goesOn(): void {
    this.#management.goOn();
  }

  ending(): void {
    this.#management.end();
  }

  changed(): void {
    // Who asks for the account asks the line as well.
  }

  closed(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#management.closed();
  }

  get #protectsAnybody(): boolean {
    return this.#around.protections.any(this.#session.account);
  }

  #judge(frame: string): Verdict {
    const { account, rooms } = this.#session;
    return withhold(frame, {
      xml: this.#around.xml,
      covers: (jid) =>
        jid.includes('@') && bareJid(jid) !== account && this.#around.protections.cover(account, jid),
      isRoom: (jid) => rooms.has(bareJid(jid)),
    });
  }

  #instead(verdict: Verdict): Rewritten {
    switch (verdict.kind) {
      case 'pass':
        return undefined;
      case 'drop':
        return '';
      case 'instead':
        return verdict.frame;
      case 'hold':
        return this.#hold(verdict);
    }
  }

  #hold({ peer, stanzaId, text }: Extract<Verdict, { kind: 'hold' }>): string {
    const { unique, say } = this.#around;
    const { account } = this.#session;
    const id = deliveryId(peer, stanzaId, text, unique);
    if (text !== '' && account !== undefined)
      say({ type: 'held', account, peer: bareJid(peer), id, text: text.slice(0, MAX_TEXT) });
    return harmlessStanza(unique());
  }

  get #session(): Session {
    return this.#management.session;
  }

  /** Before the page is online no contact can reach it, so a result of binding is the server's. */
  get #isBinding(): boolean {
    return !this.#online && !this.#management.resumed;
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

  #pagePresence(frame: string): void {
    const start = frame.slice(0, frame.indexOf('>') + 1);
    if (!/\s(to|type)=/.test(start)) this.#online = true;
    const presence = frame.includes(NS.muc) ? this.#around.xml.parse(frame) : undefined;
    const to = presence && attribute(presence, 'to');
    if (presence && to && childOf(presence, NS.muc, 'x')) this.#session.rooms.add(bareJid(to));
  }

  #message(stanza: Element): Rewritten {
    const account = this.#learnAccount(stanza);
    if (stanza.getAttribute('type') === 'error' && this.#bounced(stanza)) {
      empty(stanza);
      return this.#around.xml.serialise(stanza);
    }
    if (account !== undefined) this.#report(stanza, account);
    const changed = conceal(stanza, this.#fragments, this.#around.sentence());
    return changed ? this.#around.xml.serialise(stanza) : undefined;
  }

  #report(stanza: Element, account: string): void {
    const message =
      firstDelivery(stanza, account, this.#session.rooms) ??
      archivedData(stanza, account, this.#session.rooms);
    if (message === undefined) return;
    const { peer, from, stanzaId, text, live, ...copy } = message;
    if (live && lookOf(text) !== undefined && hasResource(from)) this.#lock(peer, from);
    const id = deliveryId(from, stanzaId, text, this.#around.unique);
    if (text.length > MAX_TEXT) this.#around.say({ type: 'too-long', account, peer, id, live });
    else this.#around.say({ type: 'message', account, peer, id, text, live, ...copy });
  }

  /** An error for a message; true when it was one of ours, which the page knows nothing of. */
  #bounced(stanza: Element): boolean {
    const from = attribute(stanza, 'from');
    if (from !== undefined) this.#lock(bareJid(from), undefined);
    const id = attribute(stanza, 'id');
    if (id === undefined || this.#around.outbox.outcomeOf(id) === undefined) return false;
    this.#around.outbox.settle(id, 'refused');
    return true;
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
    this.#management.changed();
  }

  #iq(stanza: Element): Rewritten {
    const jid = this.#isBinding && within(stanza, NS.bind, 'jid')?.textContent;
    if (jid && stanza.getAttribute('type') === 'result') {
      this.#management.begin(bareJid(jid));
      return undefined;
    }
    const account = this.#learnAccount(stanza);
    if (account === undefined || !isFromServer(stanza, account)) return undefined;
    const id = attribute(stanza, 'id') ?? '';
    const pong = this.#management.confirmation.answered(id, this.#session);
    // With stream management the page must count it; it does not know the id and ignores it.
    return pong && this.#session.ledger === undefined ? '' : undefined;
  }

  /** A resumed session has no bind; servers stamp stanzas with whom they are for. */
  #learnAccount(stanza: Element): string | undefined {
    const to = attribute(stanza, 'to');
    if (this.#session.account === undefined && to?.includes('@')) this.#management.learn(bareJid(to));
    return this.#session.account;
  }

  /** SASL 2 (XEP-0388) may bind at once (XEP-0386): then the name it grants has a resource. */
  #authenticated(success: Element): void {
    const identifier = childOf(success, NS.sasl2, 'authorization-identifier')?.textContent ?? '';
    if (identifier === '') return;
    if (hasResource(identifier) && !this.#management.resumed) this.#management.begin(bareJid(identifier));
    else this.#session.account ??= bareJid(identifier);
  }
}

/** Answers to pings of ours have no sender, or our own account or server; a contact could make up others. */
function isFromServer(stanza: Element, account: string): boolean {
  const from = attribute(stanza, 'from');
  return from === undefined || bareJid(from) === account || bareJid(from) === account.replace(/^.*@/, '');
}
