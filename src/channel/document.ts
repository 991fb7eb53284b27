/**
 * Between the background and the documents of our own origin (panel, popup, window), over a port named `document`.
 *
 * A document attaches to one conversation; the background answers with a snapshot, then with what changed.
 * Commands that must not be lost carry an id and are sent again after a reconnect; the background acts once.
 */
import * as v from 'valibot';
import { ContactName, type ConversationView, type Entry, Id, Text } from './conversation.ts';
import { PolicyName, PolicyScope } from './policy.ts';

export const DOCUMENT_PORT = 'document';

/** The longest question, answer or secret that can be asked or given, in UTF-16 code units. */
export const MAX_ANSWER = 500;
const Answer = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_ANSWER));

export const FromDocument = v.variant('type', [
  /** First message of a panel in a page: a one-use token that the background gave to the tab's content script. */
  v.strictObject({ type: v.literal('attach-panel'), token: Id }),
  /** First message of a window of ours (chat window, verification): the conversation's id. */
  v.strictObject({ type: v.literal('attach-conversation'), conversation: Id }),
  /** First message of the popup: the tab it was opened on. */
  v.strictObject({ type: v.literal('attach-tab'), tab: v.pipe(v.number(), v.integer()) }),
  /** The user's text; `id` becomes the entry's id. `conversation` is the one that was on show when it was typed. */
  v.strictObject({ type: v.literal('send'), conversation: Id, id: Id, text: Text }),
  /** Send a failed message again, as a new one; or a held one, privately. */
  v.strictObject({ type: v.literal('retry'), conversation: Id, id: Id }),
  /** The document is visible and shows the newest entries: they are read. */
  v.strictObject({ type: v.literal('seen'), conversation: Id }),
  v.strictObject({ type: v.literal('draft'), conversation: Id, text: Text }),
  v.strictObject({ type: v.literal('start'), conversation: Id }),
  v.strictObject({ type: v.literal('refresh'), conversation: Id }),
  v.strictObject({ type: v.literal('end'), conversation: Id }),
  /**
   * Popup and windows only: the user compared the fingerprint (40 hexadecimal digits) by eye, or pasted it, and says
   * it is, or is not, theirs.
   */
  v.strictObject({
    type: v.literal('verify'),
    conversation: Id,
    fingerprint: Id,
    verified: v.boolean(),
    how: v.picklist(['compared', 'pasted']),
  }),
  /** Popup and windows only, all four: the contact shall answer this question as the user does. */
  v.strictObject({ type: v.literal('smp-ask'), conversation: Id, question: Answer, answer: Answer }),
  /** The contact shall prove that they know this secret. */
  v.strictObject({ type: v.literal('smp-secret'), conversation: Id, secret: Answer }),
  /** The user's answer to what the contact asks. */
  v.strictObject({ type: v.literal('smp-answer'), conversation: Id, secret: Answer }),
  /** Gives up a check that is under way, refuses one that was asked for, or puts away how one ended. */
  v.strictObject({ type: v.literal('smp-abort'), conversation: Id }),
  /** Popup and windows only: the user decided about a new key of a known contact. */
  v.strictObject({ type: v.literal('accept-key'), conversation: Id, fingerprint: Id }),
  /** Popup and windows only: the user's own name for the contact; an empty one takes it away. */
  v.strictObject({ type: v.literal('rename'), conversation: Id, name: ContactName }),
  v.strictObject({ type: v.literal('open-options') }),
  /** Popup only: the user wants to show Sotto where the chat is in the popup's tab. */
  v.strictObject({ type: v.literal('teach') }),
  /** Popup and windows only: the user switches a rule, for this contact, its site, or everywhere. `id`: of this act. */
  v.strictObject({
    type: v.literal('set-policy'),
    conversation: Id,
    id: Id,
    policy: PolicyName,
    scope: PolicyScope,
    value: v.boolean(),
  }),
  /** Open the conversation, or its verification, in a window of its own. */
  v.strictObject({ type: v.literal('open-window'), conversation: Id, view: v.picklist(['chat', 'verify']) }),
  /** The in-page panel shrinks to a bar, or comes back. */
  v.strictObject({ type: v.literal('show-page-chat'), shown: v.boolean() }),
  /**
   * The in-page panel's composer got the keyboard focus, which arms the page's key guards; or the user left it by a
   * key. A focus that is merely lost is never reported: that is what a thief causes.
   */
  v.strictObject({ type: v.literal('composer-focus'), focused: v.boolean() }),
  /** The lock is to be opened: in a window of ours, since nobody types a passphrase over a page. */
  v.strictObject({ type: v.literal('open-unlock') }),
  /** The user opened the panel from the popup. */
  v.strictObject({ type: v.literal('open-panel'), conversation: Id }),
]);
export type FromDocument = v.InferOutput<typeof FromDocument>;

export type ToDocument =
  /** The whole of it: after attaching, and when the tab's open chat changed. `entries` rise by `seq`. */
  | { readonly type: 'snapshot'; readonly view: ConversationView; readonly entries: readonly Entry[] }
  /** No chat that Sotto knows: `site` is the tab's origin when Sotto could be switched on there. */
  | { readonly type: 'no-chat'; readonly site?: string; readonly enabled: boolean }
  /** What changed; entries replace those with the same id or are added. */
  | { readonly type: 'update'; readonly view: ConversationView; readonly entries: readonly Entry[] }
  /** Sotto is locked: nothing is known of any conversation. A snapshot follows when it is unlocked. */
  | { readonly type: 'locked' }
  /** The command with this id was taken and persisted. */
  | { readonly type: 'taken'; readonly id: string }
  /** The command with this id could not be put on record, and is not tried again. */
  | { readonly type: 'refused'; readonly id: string }
  /** The page interfered with the in-page panel: stop taking keys, say so, offer the window. */
  | { readonly type: 'trouble'; readonly trouble: Trouble }
  /** The token or the conversation is not known (any more). */
  | { readonly type: 'detached' };

/** What the content script saw happen to the in-page panel without the user's act. */
export const Trouble = v.picklist(['focus-taken', 'covered', 'hidden', 'moved', 'removed']);
export type Trouble = v.InferOutput<typeof Trouble>;
