/**
 * What goes into and comes out of the OTR engine: plain data only.
 *
 * `step(state, input, env)` in `engine.ts` is the one door. It is synchronous and pure: time, randomness and
 * the identity key come in with `env`, everything to be done goes out as effects.
 */
import type { DsaKeyPair } from './crypto/dsa.ts';

/** What the caller lends the engine for one step. */
export interface Env {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Cryptographically strong random bytes, exactly `length` of them. */
  random(length: number): Uint8Array;
  /** The long-lived DSA key of the account that this conversation belongs to. */
  readonly identity: DsaKeyPair;
  readonly policy: Policy;
  /** The longest text, in UTF-16 code units, that the site carries; longer messages are fragmented. */
  readonly maxText: number;
  /**
   * What a data message carries is padded to a multiple of so many bytes, so that its length tells less; 0: not at
   * all. At most 65,535.
   */
  readonly padTo: number;
}

/** The policies of OTRv3, "Policies"; ALLOW_V3 is implied, ALLOW_V2 is never offered. */
export interface Policy {
  readonly requireEncryption: boolean;
  readonly sendWhitespaceTag: boolean;
  readonly whitespaceStartAke: boolean;
  readonly errorStartAke: boolean;
}

export type Input =
  /** The user asks for a private conversation, or for new keys in a running one: a query message goes out. */
  | { readonly type: 'start' }
  /** The user ends the private conversation: a disconnect goes out, MSGSTATE_PLAINTEXT follows. */
  | { readonly type: 'end' }
  /** The user's text. `id` comes back in the effects that concern it. */
  | { readonly type: 'send'; readonly id: string; readonly text: string }
  /**
   * A text from the wire, at its first delivery. `live` is false when it was delivered late (offline storage):
   * a key exchange message that is not live is ignored.
   */
  | { readonly type: 'receive'; readonly text: string; readonly live: boolean }
  /** The user asks the contact to prove that they know a secret; a verification under way is aborted first. */
  | { readonly type: 'smp-start'; readonly secret: string; readonly question?: string }
  /** The user's answer to 'smp-asked'. Both secrets must be spelt alike: the caller normalises them. */
  | { readonly type: 'smp-answer'; readonly secret: string }
  /** The user gives up the verification. */
  | { readonly type: 'smp-abort' }
  /** Tells the contact that the extra symmetric key will be used for `use` (32 bits); see the event 'extra-key'. */
  | { readonly type: 'extra-key'; readonly use: number; readonly data: Uint8Array }
  /** Time passed; see `wakeAt`. */
  | { readonly type: 'tick' };

export type Effect =
  /** Hand `text` to the site, in this order. `messageId` names the user's text it carries (a part of). */
  | { readonly type: 'send'; readonly text: string; readonly messageId?: string }
  /**
   * A text for the transcript: text, not HTML, to be shown as such. `plain` in a private conversation must look
   * different and say so. A private one comes from the chosen instance, whose key `peerFingerprint` gives.
   */
  | { readonly type: 'show'; readonly text: string; readonly protection: 'private' | 'plain' }
  | { readonly type: 'event'; readonly event: OtrEvent };

export type OtrEvent =
  /** MSGSTATE_ENCRYPTED reached. `fingerprint`: 20 bytes. `ssid`: 8 bytes. `refreshed`: was private with the same key. */
  | {
      readonly name: 'private';
      readonly fingerprint: Uint8Array;
      readonly ssid: Uint8Array;
      readonly refreshed: boolean;
    }
  /** Another instance of the contact's, with a session of its own, is the one the user sees and talks to from now on. */
  | { readonly name: 'instance-chosen'; readonly fingerprint: Uint8Array }
  | { readonly name: 'ended'; readonly by: 'us' | 'peer' }
  /** The user's text was kept back until the AKE completes. */
  | { readonly name: 'queued'; readonly messageId: string }
  /** The user's text was not sent and is not kept: `finished` until the user decides, `required` without a session. */
  | { readonly name: 'blocked'; readonly messageId: string; readonly reason: 'finished' | 'required' }
  /** An encrypted message that cannot be read. */
  | { readonly name: 'unreadable' }
  /** A message for another instance of ours (OTRv3, "Instance Tags"). */
  | { readonly name: 'other-instance' }
  /** An `?OTR Error:` from the peer; its text is hostile input. */
  | { readonly name: 'peer-error'; readonly text: string }
  /** The AKE got no answer in time, or failed. */
  | { readonly name: 'ake-failed' }
  /** The contact asks for verification. `fingerprint`: the key that would be verified, 20 bytes. */
  | { readonly name: 'smp-asked'; readonly fingerprint: Uint8Array; readonly question?: string }
  /** The verification goes on; `percent` of it is done. */
  | { readonly name: 'smp-progress'; readonly percent: number }
  /**
   * Both typed the same. `fingerprint`: the key that this proves, 20 bytes. `asked`: who began. Who answered a question of
   * the contact's (`question`, asked by 'peer') has proven something to them, but learnt little: they chose it.
   */
  | {
      readonly name: 'smp-succeeded';
      readonly fingerprint: Uint8Array;
      readonly asked: 'us' | 'peer';
      readonly question: boolean;
    }
  /** `different`: the secrets are not the same. `proof`: the contact's messages are not what the protocol makes. */
  | { readonly name: 'smp-failed'; readonly reason: 'different' | 'proof' }
  /** `order`: a message came that was not its turn. `session`: there is no session (any more) to verify in. */
  | { readonly name: 'smp-aborted'; readonly by: 'us' | 'peer' | 'order' | 'session' }
  /** The extra symmetric key, 32 bytes, of a session's current keys: `by` whom it was proposed, and what for. */
  | {
      readonly name: 'extra-key';
      readonly by: 'us' | 'peer';
      readonly use: number;
      readonly data: Uint8Array;
      readonly key: Uint8Array;
    }
  /** The peer only speaks versions before 3. */
  | { readonly name: 'version-unsupported' }
  /** Malformed peer input; the state did not change. `section` is the heading in the specification. */
  | { readonly name: 'malformed'; readonly code: string; readonly section: string };

/** The state as the user sees it. */
export type Status = 'plaintext' | 'starting' | 'encrypted' | 'finished';
