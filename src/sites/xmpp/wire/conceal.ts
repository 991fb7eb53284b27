/**
 * Keeps OTR texts out of the page: a data message becomes one neutral sentence, everything else of OTR a stanza
 * without a body, which chat clients show nothing of. Archived, forwarded and bounced copies are treated alike.
 *
 * Invariant: a stanza stays a stanza, since stream management counts it.
 */
import { type FragmentLooks, lookOf } from './otr-text.ts';
import { childrenOf, isElement, NS } from './xml.ts';

export const DEFAULT_SENTENCE = 'Private message. Open Sotto to read it.';

/** What refers to the body that goes, or shows it in another way. */
const COMPANIONS = [
  [NS.xhtmlIm, 'html'],
  [NS.eme, 'encryption'],
  [NS.fallback, 'fallback'],
  [NS.reply, 'reply'],
] as const;

/** Changes the stanza in place; true when it was changed. */
export function conceal(stanza: Element, fragments: FragmentLooks, sentence: string): boolean {
  const nested = Array.from(stanza.getElementsByTagNameNS(NS.client, 'message'));
  let changed = false;
  for (const message of isElement(stanza, NS.client, 'message') ? [stanza, ...nested] : nested) {
    if (message.getAttribute('type') !== 'groupchat' && concealOne(message, fragments, sentence))
      changed = true;
  }
  return changed;
}

/** Makes a stanza that does not concern the page one that says nothing; it is still counted. */
export function empty(stanza: Element): void {
  for (const child of Array.from(stanza.childNodes)) stanza.removeChild(child);
  stanza.setAttribute('type', 'chat');
  stanza.removeAttribute('id');
}

function concealOne(message: Element, fragments: FragmentLooks, sentence: string): boolean {
  const bodies = childrenOf(message, NS.client, 'body');
  const texts = [...bodies, ...childrenOf(message, NS.xhtmlIm, 'html')]
    .map((element) => element.textContent ?? '')
    .filter((text) => lookOf(text) !== undefined);
  const text = texts[0];
  if (text === undefined) return false;
  const shown = isData(text, message, fragments);
  for (const [namespace, name] of COMPANIONS) remove(message, childrenOf(message, namespace, name));
  remove(message, bodies);
  if (!shown) remove(message, childrenOf(message, NS.correct, 'replace'));
  else appendBody(message, sentence);
  return true;
}

function isData(text: string, message: Element, fragments: FragmentLooks): boolean {
  const look = lookOf(text);
  if (look !== 'fragment') return look === 'data';
  // An archived copy must not complete what is coming in live, nor the other way round.
  const way = message.parentNode?.nodeType === 1 ? 'copy' : 'direct';
  return fragments.completesData(text, `${way} ${message.getAttribute('from') ?? ''}`);
}

function remove(message: Element, children: readonly Element[]): void {
  for (const child of children) message.removeChild(child);
}

function appendBody(message: Element, sentence: string): void {
  const document = message.ownerDocument;
  const body = document.createElementNS(NS.client, 'body');
  body.appendChild(document.createTextNode(sentence));
  message.appendChild(body);
}
