/**
 * The nouns that every world shares: addresses, padlock states, transcript entries, the view of one conversation.
 *
 * Everything here is plain data that survives both structured clone and JSON.
 */
import * as v from 'valibot';
import type { PolicyViews } from './policy.ts';

/** The longest text that is accepted from a page, in UTF-16 code units; more is refused with a line in the panel. */
export const MAX_TEXT = 262_144;
/** The longest account, peer, origin or id that is accepted, in UTF-16 code units (a JID has at most 3071 bytes). */
const MAX_NAME = 3071;

export const Name = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_NAME));
export const Id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
export const Text = v.pipe(v.string(), v.maxLength(MAX_TEXT));

/** One contact of one account on one origin. The page claims all three parts but the origin, which the browser vouches for. */
export const Address = v.strictObject({
  /** For example `https://chat.example.org`. */
  origin: Name,
  /** For example `xmpp`. */
  service: Name,
  /** Ours, for example the bare JID `alice@example.org`. */
  account: Name,
  /** Theirs, for example the bare JID `bob@example.org`. */
  peer: Name,
});
export type Address = v.InferOutput<typeof Address>;

/** The longest name of the user's own for a contact, in characters as people count them. */
export const MAX_CONTACT_NAME = 100;
export const ContactName = v.pipe(
  v.string(),
  v.check((name) => Array.from(name.trim()).length <= MAX_CONTACT_NAME),
);

/** The six padlock states of docs and toolbar; the words for them stand in `_locales` under `state_*`. */
export const PADLOCK_STATES = ['plain', 'starting', 'unverified', 'verified', 'finished', 'locked'] as const;
export const PadlockState = v.picklist(PADLOCK_STATES);
export type PadlockState = v.InferOutput<typeof PadlockState>;

/**
 * How far an own message has come. `failed` means: it may not have arrived, and nothing will send it again by itself.
 * `held` means: it was typed in the page's own chat and kept back there; it goes nowhere unless the user says so.
 */
export type Delivery = 'waiting' | 'sent' | 'failed' | 'held';

export type EventName =
  | 'started-unverified'
  | 'started-verified'
  | 'refreshed'
  | 'ended-by-us'
  | 'ended-by-peer'
  | 'ended-by-update'
  | 'unreadable'
  | 'too-long'
  | 'peer-error'
  | 'start-failed'
  | 'version-unsupported'
  | 'malformed'
  | 'missed-request'
  | 'check-verified'
  | 'check-answered'
  | 'check-failed';

/** One row of the transcript. Ids are unique within the conversation and rise with `seq`. */
export type Entry =
  | {
      readonly kind: 'message';
      readonly id: string;
      readonly seq: number;
      /** Milliseconds since the epoch. */
      readonly time: number;
      readonly from: 'us' | 'them';
      readonly text: string;
      readonly protection: 'private' | 'plain';
      /** Present on our own messages only. */
      readonly delivery?: Delivery;
    }
  | {
      readonly kind: 'event';
      readonly id: string;
      readonly seq: number;
      readonly time: number;
      readonly event: EventName;
    };

/**
 * Why nothing is sent to the key of the session before the user has decided: the contact was met with another key before;
 * a key of theirs was verified and this one is not; or this one was verified as somebody else's, whose name is `owner`.
 */
export type Decision =
  | { readonly kind: 'new-key' }
  | { readonly kind: 'was-verified' }
  | { readonly kind: 'known-to-another'; readonly owner: string };

/** How a check by a question or a shared secret stands (the SMP). An end of it stays on show until it is put away. */
export type SmpView =
  /** The contact asks: with a question of theirs, or for a secret that both know. */
  | { readonly stage: 'asked'; readonly question?: string }
  /** We asked, and they have not answered yet. */
  | { readonly stage: 'waiting' }
  /** Both have said what they know; the outcome is being worked out. */
  | { readonly stage: 'running' }
  /** `verified`: their key is now. Without it we answered a question of theirs: they know us now, not we them. */
  | { readonly stage: 'succeeded'; readonly verified: boolean }
  | { readonly stage: 'failed' }
  /** `mishap`: nobody's wish; both asked at once, say, or the private conversation was set up anew. */
  | { readonly stage: 'stopped'; readonly by: 'us' | 'peer' | 'mishap' };

/** Everything a document of ours shows of one conversation, but for the transcript. */
export interface ConversationView {
  readonly id: string;
  readonly address: Address;
  /** The user's name for the key's owner, or the peer as the page gives it. */
  readonly name: string;
  readonly state: PadlockState;
  /** Whether a tab is there that can carry messages now. */
  readonly connected: boolean;
  /** 40 upper-case hexadecimal digits each. Theirs is there once a session was. */
  readonly ourFingerprint?: string;
  readonly theirFingerprint?: string;
  /** Something the user must decide before anything is sent. */
  readonly decision?: Decision;
  readonly smp?: SmpView;
  /** The text in the composer that was not sent yet. */
  readonly draft: string;
  readonly policies: PolicyViews;
}
