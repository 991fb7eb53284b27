/**
 * Between the background and the content script of a messenger's tab: one-shot messages, each answered.
 *
 * An answer to `received` means "persisted": without it the content script sends the same again, with the same
 * id, until it gets one. `deliver` is answered at once with whether the item was taken over; how it went
 * is told later by `delivered` or `undelivered`, sent until answered.
 *
 * What a page's script says is checked by the schema at the background's door. What the background says has none
 * (`from-background.ts`): no page can speak in its name, and a schema would be loaded into every page.
 */
import * as v from 'valibot';
import { ContactName, Id, MAX_TEXT, Name, type PadlockState, Text } from './conversation.ts';
import { Trouble } from './document.ts';
import type { Protection } from './protection.ts';
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
  /** Asks for the engine that reads pages, to be put beside the script that asks. Answered with `{ there: boolean }`. */
  v.strictObject({ type: v.literal('engine') }),
  /** What the wizard learnt, which the user started in this tab. Answered with `{ saved: boolean }`. */
  v.strictObject({ type: v.literal('taught'), recipe: Recipe }),
  /** From any frame of the tab: the user left the panel by a pointer or by keys, so no frame needs its guard now. */
  v.strictObject({ type: v.literal('guard-released') }),
  /** From a frame that was just loaded. Answered with `{ armed: boolean }`. */
  v.strictObject({ type: v.literal('guard-armed') }),
]);
export type FromSite = v.InferOutput<typeof FromSite>;

/** Answer to `recipe`; it was checked when it was kept. */
export interface TaughtRecipe {
  readonly recipe: Recipe | null;
}

interface Peer {
  readonly service: string;
  readonly account: string;
  readonly peer: string;
}

/** What the page's chip and panel mount need to know of the open chat. */
export interface ChatState {
  readonly chat: Peer | null;
  readonly state: PadlockState;
  /** Whether the panel must cover the chat, and how: in full, as a slim bar, or not at all. */
  readonly panel: 'closed' | 'bar' | 'open';
  /** Whether the page's own composer stays covered while the panel is a bar. */
  readonly coverComposer: boolean;
}

export type ToSite =
  /** Carry `text` to the peer. Answered with `{ taken: boolean }`; an id that was taken before is not sent again. */
  | ({ readonly type: 'deliver'; readonly id: string; readonly text: string } & Peer)
  | { readonly type: 'chat-state'; readonly state: ChatState }
  /** Whom the page must not write to without privacy, from now on. */
  | {
      readonly type: 'protect';
      readonly service: string;
      readonly account: string;
      readonly protection: Protection;
    }
  /** To all frames of the tab: swallow keys that reach the page while the panel's composer is in use. */
  | { readonly type: 'guard'; readonly armed: boolean }
  /** Whether the page has the script at all. */
  | { readonly type: 'are-you-there' };
