/**
 * Between the background and the content script of a messenger's tab: one-shot messages, each answered.
 *
 * An answer to `received` means "persisted": without it the content script sends the same again, with the same
 * id, until it gets one. `deliver` is answered at once with whether the item was taken over; how it went
 * is told later by `delivered` or `undelivered`, sent until answered.
 */
import * as v from 'valibot';
import { ContactName, Id, MAX_TEXT, Name, PadlockState, Text } from './conversation.ts';
import { Trouble } from './document.ts';
import { Protection } from './protection.ts';
import { Recipe } from './recipe.ts';

const peerOf = { service: Name, account: Name, peer: Name };

export const FromSite = v.variant('type', [
  /**
   * Whose account the page carries, and whether it is connected. Sent at each change and when the script starts.
   * Answered with `{ protection }`: whom the page must not write to without privacy.
   */
  v.strictObject({
    type: v.literal('account'),
    service: Name,
    account: Name,
    connected: v.boolean(),
    /** The longest text one message may have there, in UTF-16 code units. */
    maxText: v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(MAX_TEXT)),
    /** True when the tab can write to nobody but whoever's chat is open in it. */
    openChatOnly: v.boolean(),
  }),
  /** Which chat is open in the page, and what the page calls the contact. Answered with ChatState. */
  v.strictObject({
    type: v.literal('chat'),
    chat: v.nullable(v.strictObject({ ...peerOf, title: v.exactOptional(ContactName) })),
  }),
  /**
   * A text from the peer at its first delivery as far as the page can tell. `id` names the delivery (a stanza
   * id, say). `live` is false for one that was delivered late, from offline storage. `archived` is there for a copy
   * from an archive: it may be the only one, or one of many that were read long ago.
   */
  v.strictObject({
    type: v.literal('received'),
    ...peerOf,
    id: Id,
    text: Text,
    live: v.boolean(),
    archived: v.exactOptional(v.literal(true)),
  }),
  /** A text longer than MAX_TEXT came and was not handed on. */
  v.strictObject({ type: v.literal('too-long'), ...peerOf, id: Id, live: v.boolean() }),
  /**
   * A text that the user wrote in the page's own composer to somebody who is protected; it was not sent. `id` names
   * it. Like all that comes from a page it may be made up.
   */
  v.strictObject({ type: v.literal('held'), ...peerOf, id: Id, text: Text }),
  /** The server has taken the item. */
  v.strictObject({ type: v.literal('delivered'), id: Id }),
  /** It is not known whether the item arrived, or it was refused; it will not be tried again. */
  v.strictObject({ type: v.literal('undelivered'), id: Id, reason: v.picklist(['unconfirmed', 'refused']) }),
  /** The chip was clicked: open the panel and start a private conversation. No more can be asked for from a page. */
  v.strictObject({ type: v.literal('open'), ...peerOf }),
  /** Asks for a one-use token for the panel's iframe. Answered with `{ token }`. */
  v.strictObject({ type: v.literal('panel-token') }),
  v.strictObject({ type: v.literal('trouble'), trouble: Trouble }),
  /** Asks what the user taught about this origin. Answered with TaughtRecipe. */
  v.strictObject({ type: v.literal('recipe') }),
  /** What the wizard learnt, which the user started in this tab. Answered with `{ saved: boolean }`. */
  v.strictObject({ type: v.literal('taught'), recipe: Recipe }),
  /** From any frame of the tab: the user left the panel by a pointer or by keys, so no frame needs its guard now. */
  v.strictObject({ type: v.literal('guard-released') }),
  /** From a frame that was just loaded. Answered with `{ armed: boolean }`. */
  v.strictObject({ type: v.literal('guard-armed') }),
]);
export type FromSite = v.InferOutput<typeof FromSite>;

/** Answer to `recipe`. It was checked when it was kept, and the background alone can answer: no schema in every page. */
export interface TaughtRecipe {
  readonly recipe: Recipe | null;
}

/** What the page's chip and panel mount need to know of the open chat. */
export const ChatState = v.strictObject({
  chat: v.nullable(v.strictObject(peerOf)),
  state: PadlockState,
  /** Whether the panel must cover the chat, and how: in full, as a slim bar, or not at all. */
  panel: v.picklist(['closed', 'bar', 'open']),
  /** Whether the page's own composer stays covered while the panel is a bar. */
  coverComposer: v.boolean(),
});
export type ChatState = v.InferOutput<typeof ChatState>;

export const ToSite = v.variant('type', [
  /** Carry `text` to the peer. Answered with `{ taken: boolean }`; an id that was taken before is not sent again. */
  v.strictObject({ type: v.literal('deliver'), ...peerOf, id: Id, text: Text }),
  v.strictObject({ type: v.literal('chat-state'), state: ChatState }),
  /** Whom the page must not write to without privacy, from now on. */
  v.strictObject({ type: v.literal('protect'), service: Name, account: Name, protection: Protection }),
  /** To all frames of the tab: swallow keys that reach the page while the panel's composer is in use. */
  v.strictObject({ type: v.literal('guard'), armed: v.boolean() }),
  /** Whether the page has the script at all. */
  v.strictObject({ type: v.literal('are-you-there') }),
]);
export type ToSite = v.InferOutput<typeof ToSite>;
