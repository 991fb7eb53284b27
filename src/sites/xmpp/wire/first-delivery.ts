/**
 * Is this stanza a message from a contact, delivered for the first time?
 *
 * Not so: results of the archive (XEP-0313; but see `archivedData`), carbons of either direction (XEP-0280), forwarded ones (XEP-0297),
 * corrections (XEP-0308), errors, headlines, group chats and private messages in them (XEP-0045), our own messages.
 * A delayed one (XEP-0203) is: the server kept it while we were offline.
 */
import { bareJid } from './jid.ts';
import { lookOf } from './otr-text.ts';
import { attribute, childOf, childrenOf, NS } from './xml.ts';

export interface FirstDelivery {
  readonly peer: string;
  /** As the server stamped it, with the resource if there is one. */
  readonly from: string;
  /** The stanza's id; empty when it has none. */
  readonly stanzaId: string;
  readonly text: string;
  readonly live: boolean;
  /** There for a copy from the archive. */
  readonly archived?: true;
}

const COPIES = [
  [NS.mam, 'result'],
  [NS.carbons, 'sent'],
  [NS.carbons, 'received'],
  [NS.forward, 'forwarded'],
  [NS.correct, 'replace'],
  [NS.mucUser, 'x'],
] as const;

/** @param rooms bare JIDs of the group chats that the page is in */
export function firstDelivery(
  stanza: Element,
  account: string,
  rooms: ReadonlySet<string>,
): FirstDelivery | undefined {
  const type = stanza.getAttribute('type') ?? '';
  if (type !== 'chat' && type !== 'normal' && type !== '') return undefined;
  const from = attribute(stanza, 'from');
  const to = attribute(stanza, 'to');
  if (from === undefined || (to !== undefined && bareJid(to) !== account)) return undefined;
  const peer = bareJid(from);
  if (peer === account || rooms.has(peer)) return undefined;
  if (COPIES.some(([namespace, name]) => childOf(stanza, namespace, name) !== undefined)) return undefined;
  const text = bodyText(stanza);
  if (text === '') return undefined;
  return { peer, from, stanzaId: stanza.getAttribute('id') ?? '', text, live: !isDelayed(stanza) };
}

/**
 * An OTR data message in a result of our own archive (XEP-0313). Servers that keep an archive deliver nothing from offline
 * storage to a client that asks for it, so that this copy may be the only one there ever is; whoever has read another
 * copy knows it by its text. Nothing else is taken from an archive: it could only lead back into the past.
 */
export function archivedData(
  stanza: Element,
  account: string,
  rooms: ReadonlySet<string>,
): FirstDelivery | undefined {
  const from = attribute(stanza, 'from');
  if (from !== undefined && from !== account) return undefined;
  const result = childOf(stanza, NS.mam, 'result');
  const forwarded = result && childOf(result, NS.forward, 'forwarded');
  const message = forwarded && childOf(forwarded, NS.client, 'message');
  const found = message && firstDelivery(message, account, rooms);
  const look = found && lookOf(found.text);
  return found && (look === 'data' || look === 'fragment')
    ? { ...found, live: false, archived: true }
    : undefined;
}

/** Of several bodies in several languages (RFC 6121, section 5.2.3) the one without a language of its own, or the first. */
function bodyText(stanza: Element): string {
  const bodies = childrenOf(stanza, NS.client, 'body');
  const body = bodies.find((one) => !one.getAttribute('xml:lang')) ?? bodies[0];
  return body?.textContent ?? '';
}

function isDelayed(stanza: Element): boolean {
  return (
    childOf(stanza, NS.delay, 'delay') !== undefined || childOf(stanza, NS.legacyDelay, 'x') !== undefined
  );
}
