/**
 * The stanzas of our own.
 *
 * OTR texts follow XEP-0364: tagged by XEP-0380, and neither copied to other devices (XEP-0280, XEP-0334) nor, when they
 * go to a resource that is there, kept in the archive (XEP-0334). A text to the bare JID may find nobody: then the archive
 * is the only place where a client that asks for it will find the text when it is back.
 */
import { hasResource } from './jid.ts';
import { lookOf } from './otr-text.ts';
import { escapeXml, isCarriable, NS } from './xml.ts';

/** XEP-0334. */
const NOT_ARCHIVED = `<no-permanent-store xmlns="${NS.hints}"/>`;

const OTR_TAGS = [
  `<encryption xmlns="${NS.eme}" namespace="${NS.otr}"/>`,
  `<no-copy xmlns="${NS.hints}"/>`,
  `<private xmlns="${NS.carbons}"/>`,
].join('');

/** Undefined when XML cannot carry the text. */
export function messageStanza(id: string, to: string, text: string): string | undefined {
  if (![id, to, text].every(isCarriable)) return undefined;
  const tags = lookOf(text) === undefined ? '' : OTR_TAGS + (hasResource(to) ? NOT_ARCHIVED : '');
  return `<message xmlns="${NS.client}" to="${escapeXml(to)}" type="chat" id="${escapeXml(id)}"><body>${escapeXml(text)}</body>${tags}</message>`;
}

/** XEP-0199, to the account itself: answered after everything that went before it. */
export function pingStanza(id: string): string {
  return `<iq xmlns="${NS.client}" type="get" id="${escapeXml(id)}"><ping xmlns="${NS.ping}"/></iq>`;
}

export const ACK_REQUEST = `<r xmlns="${NS.sm}"/>`;
