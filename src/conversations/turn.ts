/**
 * One turn of a conversation: inputs go through the engine, effects become changes of the record and the transcript.
 *
 * Pure: nothing is sent or stored here. What a turn holds is written as a whole, then acted on.
 */
import type { Delivery, Entry, EventName } from '#channel/conversation.ts';
import { step } from '#otr/engine.ts';
import type { Effect, Env, Input, OtrEvent } from '#otr/engine-types.ts';
import { type ConversationRecord, hex, maySend, panelMode } from './conversation-record.ts';
import { type Proof, type SmpEvent, smpStep } from './smp-progress.ts';

export interface Turn {
  readonly record: ConversationRecord;
  /** Entries added or replaced in this turn, by id. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** The deliveries to be remembered, see `first-delivery.ts`. */
  readonly seen: readonly string[];
  /** Set when a session was set up in this turn: its key has to be looked up in the vault. */
  readonly met?: { readonly fingerprint: string; readonly entry: string; readonly refreshed: boolean };
  /** Set when a check in this turn proved whose key it is: the vault has to know. */
  readonly proven?: Proof;
}

/** What a turn is told from outside. */
export interface Surroundings extends Env {
  /** A new unique id. */
  newId(): string;
  /** The transcript's entry before this turn. */
  entry(id: string): Entry | undefined;
}

export const beginTurn = (record: ConversationRecord): Turn => ({ record, entries: new Map(), seen: [] });

export const change = (turn: Turn, fields: Partial<ConversationRecord>): Turn => ({
  ...turn,
  record: { ...turn.record, ...fields },
});

/** Nothing is left to say of the last check. */
export function withoutSmp(turn: Turn): Turn {
  const { smp: _, ...record } = turn.record;
  return { ...turn, record };
}

/** Runs one input through the engine. */
export function advance(turn: Turn, input: Input, env: Surroundings): Turn {
  const { state, effects } = step(turn.record.otr, input, env);
  return effects.reduce<Turn>((so, effect) => fold(so, effect, env), change(turn, { otr: state }));
}

/** Encrypts what waited for this moment. */
export function sendPending(turn: Turn, env: Surroundings): Turn {
  let now = turn;
  while (maySend(now.record)) {
    const [id, ...rest] = now.record.pending;
    if (id === undefined) break;
    now = change(now, { pending: rest });
    const entry = lookUp(now, id, env);
    if (entry?.kind === 'message') now = advance(now, { type: 'send', id, text: entry.text }, env);
  }
  return now;
}

/** The user's text joins the transcript and waits. An id that is there already changes nothing. */
export function say(turn: Turn, id: string, text: string, env: Surroundings): Turn {
  if (lookUp(turn, id, env) !== undefined) return turn;
  const { record } = turn;
  const added = put(turn, {
    kind: 'message',
    id,
    seq: record.nextSeq,
    time: env.now,
    from: 'us',
    text,
    protection: 'private',
    delivery: 'waiting',
  });
  return change(added, { nextSeq: record.nextSeq + 1, pending: [...record.pending, id], draft: '' });
}

/** So many texts that a page was about to send are kept; a page that makes up more gets no further. */
const MOST_HELD = 500;

/** What the user wrote in the page's own chat joins the transcript, and goes nowhere unless the user says so. */
export function hold(turn: Turn, text: string, now: number): Turn {
  const { nextSeq: seq, held = 0 } = turn.record;
  if (held >= MOST_HELD) return turn;
  const kept: Entry = {
    kind: 'message',
    id: String(seq),
    seq,
    time: now,
    from: 'us',
    text,
    protection: 'private',
    delivery: 'held',
  };
  return change(put(turn, kept), { nextSeq: seq + 1, held: held + 1, panel: 'open' });
}

/** A failed or a held message waits, to be encrypted anew. */
export function sayAgain(turn: Turn, id: string, env: Surroundings): Turn {
  const entry = lookUp(turn, id, env);
  if (entry?.kind !== 'message' || (entry.delivery !== 'failed' && entry.delivery !== 'held')) return turn;
  const { held = 0, pending } = turn.record;
  const fields = entry.delivery === 'held' ? { held: held - 1 } : {};
  return change(put(turn, { ...entry, delivery: 'waiting' }), { ...fields, pending: [...pending, id] });
}

/** Takes an item out of the outbox; its entry is `sent` when it was the last part, `failed` when one part failed. */
export function settle(turn: Turn, itemId: string, outcome: 'sent' | 'failed', env: Surroundings): Turn {
  const item = turn.record.outbox.find(({ id }) => id === itemId);
  if (item === undefined) return turn;
  const settled = change(turn, { outbox: turn.record.outbox.filter(({ id }) => id !== itemId) });
  if (item.entry === undefined) return settled;
  const partsLeft = settled.record.outbox.some(({ entry }) => entry === item.entry);
  if (outcome === 'sent' && partsLeft) return settled;
  return markDelivery(settled, item.entry, outcome, env);
}

export function markDelivery(turn: Turn, id: string, delivery: Delivery, env: Surroundings): Turn {
  const entry = lookUp(turn, id, env);
  if (entry?.kind !== 'message' || entry.delivery === undefined || entry.delivery === 'failed') return turn;
  return put(turn, { ...entry, delivery });
}

export function addEvent(turn: Turn, event: EventName, env: Surroundings): Turn {
  const seq = turn.record.nextSeq;
  const added = put(turn, { kind: 'event', id: String(seq), seq, time: env.now, event });
  return change(added, { nextSeq: seq + 1 });
}

export const put = (turn: Turn, entry: Entry): Turn => ({
  ...turn,
  entries: new Map(turn.entries).set(entry.id, entry),
});

const lookUp = (turn: Turn, id: string, env: Surroundings): Entry | undefined =>
  turn.entries.get(id) ?? env.entry(id);

function fold(turn: Turn, effect: Effect, env: Surroundings): Turn {
  switch (effect.type) {
    case 'send': {
      const item = {
        id: env.newId(),
        text: effect.text,
        ...(effect.messageId === undefined ? {} : { entry: effect.messageId }),
      };
      return change(turn, { outbox: [...turn.record.outbox, item] });
    }
    case 'show':
      // The page shows plaintext itself; we do where the panel stands over it.
      if (effect.protection === 'plain' && panelMode(turn.record) === 'closed') return turn;
      return show(turn, effect.text, effect.protection, env);
    case 'event':
      return foldEvent(turn, effect.event, env);
  }
}

function show(turn: Turn, text: string, protection: 'private' | 'plain', env: Surroundings): Turn {
  const { nextSeq: seq, unread } = turn.record;
  const entry: Entry = {
    kind: 'message',
    id: String(seq),
    seq,
    time: env.now,
    from: 'them',
    text,
    protection,
  };
  return change(put(turn, entry), { nextSeq: seq + 1, unread: unread + 1 });
}

/** Not trusted before the vault was asked, see `met`. What was checked of another key says nothing of this one. */
function withKey(turn: Turn, fingerprint: string): Turn {
  const same = turn.record.key?.fingerprint === fingerprint;
  return change(same ? turn : withoutSmp(turn), { key: { fingerprint, verified: false, accepted: false } });
}

/** A question of the contact's counts as something unread. */
function foldSmp(turn: Turn, event: SmpEvent, env: Surroundings): Turn {
  const { smp, line, proven } = smpStep(event);
  const unread = turn.record.unread + (smp.stage === 'asked' ? 1 : 0);
  const moved = change(turn, { smp, unread });
  const told = line === undefined ? moved : addEvent(moved, line, env);
  return proven === undefined ? told : { ...told, proven };
}

function foldEvent(turn: Turn, event: OtrEvent, env: Surroundings): Turn {
  switch (event.name) {
    case 'private': {
      const entry = String(turn.record.nextSeq);
      const shown = addEvent(turn, event.refreshed ? 'refreshed' : 'started-unverified', env);
      const fingerprint = hex(event.fingerprint);
      return {
        ...change(withKey(shown, fingerprint), { restarts: 0 }),
        met: { fingerprint, entry, refreshed: event.refreshed },
      };
    }
    case 'ended':
      return addEvent(withoutSmp(turn), event.by === 'us' ? 'ended-by-us' : 'ended-by-peer', env);
    case 'queued':
      return turn;
    case 'blocked':
      return change(turn, { pending: [event.messageId, ...turn.record.pending] });
    case 'unreadable':
    case 'peer-error':
    case 'malformed':
    case 'version-unsupported':
      return addEvent(turn, event.name, env);
    case 'ake-failed':
      return addEvent(turn, 'start-failed', env);
    case 'instance-chosen': {
      const fingerprint = hex(event.fingerprint);
      return {
        ...withKey(turn, fingerprint),
        met: { fingerprint, entry: '', refreshed: true },
      };
    }
    case 'smp-asked':
    case 'smp-progress':
    case 'smp-succeeded':
    case 'smp-failed':
    case 'smp-aborted':
      return foldSmp(turn, event, env);
    case 'other-instance':
    case 'extra-key':
      return turn;
  }
}
