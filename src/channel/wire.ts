/**
 * Between the content script (ISOLATED world) and the XMPP wire hook (MAIN world) of the same document.
 *
 * Both directions travel as JSON strings in the `detail` of CustomEvents on `document`. The page can read and forge
 * them: nothing here is secret, and nothing that comes back is believed more than the network is.
 */
import * as v from 'valibot';
import { Id, Name, Text } from './conversation.ts';
import { Protection } from './protection.ts';

export const WIRE_EVENT = 'sotto:wire';
export const WIRE_COMMAND = 'sotto:wire-command';

export const FromWire = v.variant('type', [
  /** The stream's own bare JID is known; stanzas can go out. */
  v.strictObject({ type: v.literal('connected'), account: Name }),
  v.strictObject({ type: v.literal('disconnected') }),
  /** A chat message from the peer (bare JID), at its first delivery; `id` is unique for each delivery of the stanza. */
  v.strictObject({
    type: v.literal('message'),
    account: Name,
    peer: Name,
    id: Id,
    text: Text,
    live: v.boolean(),
    /** There for a copy from the server's archive: it may be the only one, or one of many. */
    archived: v.exactOptional(v.literal(true)),
  }),
  /** The page was about to send this text, readable, to somebody who is protected: it was kept back. */
  v.strictObject({ type: v.literal('held'), account: Name, peer: Name, id: Id, text: Text }),
  v.strictObject({ type: v.literal('too-long'), account: Name, peer: Name, id: Id, live: v.boolean() }),
  /** Said while the `send` command with this id is being dispatched: the stanza is on its way, or was before. */
  v.strictObject({ type: v.literal('taken'), id: Id }),
  /** The server confirmed that it handled our stanza. */
  v.strictObject({ type: v.literal('handled'), id: Id }),
  /** The stream ended before it was confirmed and cannot be resumed. */
  v.strictObject({ type: v.literal('lost'), id: Id }),
  /** The server or the peer's server bounced it. */
  v.strictObject({ type: v.literal('refused'), id: Id }),
]);
export type FromWire = v.InferOutput<typeof FromWire>;

export const ToWire = v.variant('type', [
  /**
   * Say again what is known (the content script may have started later than the stream). `sentence` is what the page
   * shows in place of an OTR text, in the user's language.
   */
  v.strictObject({ type: v.literal('report'), sentence: v.optional(v.pipe(v.string(), v.maxLength(200))) }),
  /**
   * Send a text to the peer (bare JID). `id` becomes the stanza's id. Without a `taken` in return nothing was sent; a
   * known id is taken again, not sent again, and its outcome is told again.
   */
  v.strictObject({ type: v.literal('send'), id: Id, account: Name, peer: Name, text: Text }),
  /** Whom the page must not write to without privacy. Kept over reloads: a page starts as it was left. */
  v.strictObject({ type: v.literal('protect'), account: Name, protection: Protection }),
]);
export type ToWire = v.InferOutput<typeof ToWire>;
