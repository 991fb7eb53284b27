/**
 * All that is kept of one conversation between two lines of the worker's life, but for its transcript.
 *
 * Plain data, replaced as a whole at each turn; written to `storage.session` before anything is done about it.
 */
import type { Address, ConversationView, Decision, PadlockState, SmpView } from '#channel/conversation.ts';
import type { PolicyView, PolicyViews } from '#channel/policy.ts';
import { newConversation, type OtrState, status } from '#otr/engine.ts';

/** A text on its way to the site. */
export interface OutboxItem {
  readonly id: string;
  readonly text: string;
  /** The transcript's entry that it carries, or a part of; key exchange messages have none. */
  readonly entry?: string;
  /** The tab it was handed to. Only that tab can tell what became of it. */
  readonly tab?: number;
}

/** The key that the current or the last session was made with. */
export interface SessionKey {
  /** 40 upper-case hexadecimal digits. */
  readonly fingerprint: string;
  readonly verified: boolean;
  readonly accepted: boolean;
  /** Why it is not accepted; a new key when absent. */
  readonly doubt?: Decision;
}

export interface ConversationRecord {
  readonly version: 1;
  /** Random, for URLs and messages: names nobody. */
  readonly id: string;
  readonly address: Address;
  readonly otr: OtrState;
  readonly key?: SessionKey;
  /** How the last check by a question or a secret stands; never what was answered. */
  readonly smp?: SmpView;
  readonly outbox: readonly OutboxItem[];
  /** Ids of own entries that wait for a private session, oldest first. */
  readonly pending: readonly string[];
  readonly draft: string;
  /** The user's wish for the panel over the page's chat. */
  readonly panel: 'closed' | 'bar' | 'open';
  readonly unread: number;
  /** The number of the next transcript entry, and of the next remembered delivery. */
  readonly nextSeq: number;
  readonly nextSeen: number;
  /** 40 upper-case hexadecimal digits; there once the identity was used. */
  readonly ourFingerprint?: string;
  /** What holds for this contact; absent when nothing was ever set. */
  readonly policies?: PolicyViews;
  /** How many entries of the transcript are held; none when absent. */
  readonly held?: number;
  /** When a conversation was begun because the user wants that by itself, in ms since the epoch. */
  readonly startedAlone?: number;
  /** Key exchanges begun anew by ourselves since the user asked for one. */
  readonly restarts: number;
}

export function newRecord(
  id: string,
  address: Address,
  random: (length: number) => Uint8Array,
): ConversationRecord {
  return {
    version: 1,
    id,
    address,
    otr: newConversation({ random }),
    outbox: [],
    pending: [],
    draft: '',
    panel: 'closed',
    unread: 0,
    nextSeq: 1,
    nextSeen: 0,
    restarts: 0,
  };
}

export function padlockState(record: ConversationRecord): PadlockState {
  const now = status(record.otr);
  if (now === 'plaintext') return 'plain';
  if (now !== 'encrypted') return now;
  return record.key?.verified ? 'verified' : 'unverified';
}

/** Whether the user's texts may be encrypted and sent now. */
export function maySend(record: ConversationRecord): boolean {
  return status(record.otr) === 'encrypted' && record.key?.accepted === true;
}

const NOT_SET: PolicyView = { value: false, from: 'everywhere', set: {} };
const NOTHING_SET: PolicyViews = { requirePrivate: NOT_SET, startAutomatically: NOT_SET };

export const policiesOf = (record: ConversationRecord): PolicyViews => record.policies ?? NOTHING_SET;

/** Whether nothing may be written to this contact without privacy. */
export const mustBePrivate = (record: ConversationRecord): boolean => policiesOf(record).requirePrivate.value;

/**
 * How the panel stands over the page's chat: in full or as a bar while there is a session or must be one, else as the
 * user wishes.
 */
export function panelMode(record: ConversationRecord): 'closed' | 'bar' | 'open' {
  if (padlockState(record) === 'plain' && !mustBePrivate(record))
    return record.panel === 'open' ? 'open' : 'closed';
  return record.panel === 'bar' ? 'bar' : 'open';
}

/** Whether the user has to decide about the session's key before anything is sent. */
export const isUndecided = ({ otr, key }: ConversationRecord): boolean =>
  status(otr) === 'encrypted' && key !== undefined && !key.accepted;

/** `name`: the user's own for the contact, or the peer as the page gives it. */
export function conversationView(
  record: ConversationRecord,
  connected: boolean,
  name: string,
): ConversationView {
  const state = padlockState(record);
  return {
    id: record.id,
    address: record.address,
    name,
    state,
    connected,
    draft: record.draft,
    policies: policiesOf(record),
    ...(record.ourFingerprint === undefined ? {} : { ourFingerprint: record.ourFingerprint }),
    ...(record.key === undefined ? {} : { theirFingerprint: record.key.fingerprint }),
    ...(isUndecided(record) ? { decision: record.key?.doubt ?? { kind: 'new-key' } } : {}),
    ...(record.smp === undefined ? {} : { smp: record.smp }),
  };
}

/** Hexadecimal digits in upper case, two for each byte. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
}
