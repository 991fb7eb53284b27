/**
 * Names a delivery: the same name when the server delivers the same stanza again or to a second tab, another one for a
 * second message with the same words.
 *
 * The digest need not resist an attacker: only the sender of a message could make two of its own collide.
 */
import { digest } from '#sites/digest.ts';
import { isOneOfAKind } from './otr-text.ts';

/** Texts beyond this are told apart by their ends and their length: they are refused anyway. */
const DIGESTED = 300_000;

/** @param unique called when nothing in the stanza tells it from another one with the same text */
export function deliveryId(from: string, stanzaId: string, text: string, unique: () => string): string {
  if (stanzaId === '' && !isOneOfAKind(text)) return unique();
  const sample = text.length <= DIGESTED ? text : text.slice(0, 4096) + text.slice(-4096);
  return `x${digest([from, stanzaId, String(text.length), sample].join('\u0000'))}`;
}
