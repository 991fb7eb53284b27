/**
 * The conversations: every command is one turn in its conversation's queue, written before anybody hears of it.
 */
import type { Address, Decision, Entry } from '#channel/conversation.ts';
import { type DsaKeyPair, fingerprint } from '#otr/crypto/dsa.ts';
import { newConversation, status, wakeAt } from '#otr/engine.ts';
import type { Input, Policy } from '#otr/engine-types.ts';
import type { AccountName } from '#vault/names.ts';
import type { Trust, Vault } from '#vault/vault.ts';
import {
  type ConversationRecord,
  hex,
  mustBePrivate,
  newRecord,
  type OutboxItem,
  panelMode,
  type SessionKey,
} from './conversation-record.ts';
import { deliveryMark } from './first-delivery.ts';
import { historyEntries } from './history-entries.ts';
import { KeyedQueue } from './keyed-queue.ts';
import type { SessionStore } from './session-store.ts';
import { answerPeer, askPeer, stopSmp } from './smp-commands.ts';
import {
  addEvent,
  advance,
  beginTurn,
  change,
  hold,
  markDelivery,
  put,
  type Surroundings,
  say,
  sayAgain,
  sendPending,
  settle,
  type Turn,
} from './turn.ts';

export interface Received {
  readonly address: Address;
  /** The delivery's id as the site gives it. */
  readonly id: string;
  readonly text: string;
  readonly live: boolean;
  /** A copy from an archive: nothing to us unless it can be read in the session that is there now. */
  readonly archived?: true;
}

/** What is needed of the vault. */
export type Keyring = Pick<Vault, 'identity' | 'remembered' | 'meet' | 'verify' | 'accept'> & {
  readonly history: Pick<Vault['history'], 'append'>;
};

export interface ConversationsOptions {
  readonly store: SessionStore;
  readonly vault: Keyring;
  random(length: number): Uint8Array;
  /** The longest text that the site of this conversation carries. */
  maxText(address: Address): number;
  /** Told after each turn was written, with what it changed. */
  changed(record: ConversationRecord, entries: readonly Entry[]): void;
}

/** For turns that need no key: with it nothing can be signed. */
const NOTHING = new Uint8Array();
const NO_KEY: DsaKeyPair = { p: NOTHING, q: NOTHING, g: NOTHING, y: NOTHING, x: NOTHING };

type Work = (turn: Turn, env: Surroundings) => Turn | Promise<Turn>;

/** Keys begun anew by ourselves when a key exchange message got lost; then the user is asked. */
const MAX_RESTARTS = 3;

/** In bytes: short texts look alike on the wire. */
const PAD_TO = 256;

const POLICY: Policy = {
  requireEncryption: false,
  sendWhitespaceTag: false,
  whitespaceStartAke: false,
  errorStartAke: false,
};

export class Conversations {
  readonly #options: ConversationsOptions;
  readonly #queue = new KeyedQueue();

  constructor(options: ConversationsOptions) {
    this.#options = options;
  }

  /** The conversation with this address, begun if need be. */
  at(address: Address): ConversationRecord {
    const { store, random } = this.#options;
    const known = store.find(address);
    if (known !== undefined) return known;
    const record = newRecord(hex(random(16)), address, random);
    store.add(record);
    return record;
  }

  /** A text from the page. Resolves when it is on record, or is nothing to us. */
  async receive({ address, id, text, live, archived }: Received): Promise<void> {
    const known = this.#options.store.find(address);
    const ours = text.includes('?OTR') || (known !== undefined && panelMode(known) !== 'closed');
    if (!ours || (archived && (known === undefined || status(known.otr) !== 'encrypted'))) return;
    const mark = await deliveryMark(id, text);
    await this.#turn(this.at(address).id, (turn, env) => {
      if (this.#options.store.wasSeen(turn.record.id, mark)) return turn;
      const marked = { ...turn, seen: [mark] };
      if (!live && isQuery(text)) return missed(marked, env);
      const taken = takeIn(marked, { type: 'receive', text, live }, env);
      return archived && !wasUnderstood(taken) ? marked : taken;
    });
  }

  /** A text came that is too long to be looked at. */
  async tooLong(address: Address, id: string): Promise<void> {
    const known = this.#options.store.find(address);
    if (known === undefined || status(known.otr) === 'plaintext') return;
    const mark = await deliveryMark(id, '');
    await this.#turn(known.id, (turn, env) =>
      this.#options.store.wasSeen(known.id, mark)
        ? turn
        : addEvent({ ...turn, seen: [mark] }, 'too-long', env),
    );
  }

  /** The chip was clicked, or the user asked for it: the panel opens and a private conversation starts. */
  async open(address: Address): Promise<void> {
    await this.#turn(this.at(address).id, (turn, env) => {
      const opened = change(turn, { panel: 'open' });
      return status(turn.record.otr) === 'plaintext' ? start(opened, env) : opened;
    });
  }

  start = (id: string): Promise<void> =>
    this.#turn(id, (turn, env) => start(change(turn, { panel: 'open' }), env));

  /** Because the user wants it by itself: once in a browser session, and the panel stays as it is. */
  startAlone = (id: string): Promise<void> =>
    this.#turn(id, (turn, env) =>
      turn.record.startedAlone === undefined && status(turn.record.otr) === 'plaintext'
        ? start(change(turn, { startedAlone: env.now }), env)
        : turn,
    );

  /** The page was about to send this text without privacy: it is kept here, and the panel shows it. */
  async held(address: Address, id: string, text: string): Promise<void> {
    const mark = await deliveryMark(id, '');
    await this.#write(this.at(address).id, (record) => {
      const turn = { ...beginTurn(record), seen: [mark] };
      return this.#options.store.wasSeen(record.id, mark) ? beginTurn(record) : hold(turn, text, Date.now());
    });
  }

  /** Puts on record what the engine has no part in: it needs no key, and so goes on while the vault is locked. */
  note = (id: string, fields: Pick<ConversationRecord, 'policies'>): Promise<void> =>
    this.#write(id, (record) => change(beginTurn(record), fields));

  async end(id: string): Promise<void> {
    await this.#turn(id, (turn, env) => {
      const ended = advance(turn, { type: 'end' }, env);
      // What still waited is not sent by a later session unasked: the user may try each again.
      const marked = ended.record.pending.reduce(
        (so, entry) => markDelivery(so, entry, 'failed', env),
        ended,
      );
      return change(marked, { pending: [], panel: 'open' });
    });
  }

  say = (id: string, entry: string, text: string): Promise<void> =>
    this.#turn(id, (turn, env) => say(turn, entry, text, env));

  retry = (id: string, entry: string): Promise<void> =>
    this.#turn(id, (turn, env) => sayAgain(turn, entry, env));

  draft = (id: string, text: string): Promise<void> =>
    this.#note(id, (turn) => change(turn, { draft: text }));

  /** The user goes back to the page's chat: with a bar while a session is there, and for good when it is not. */
  async showPageChat(id: string): Promise<void> {
    await this.#turn(id, (turn, env) => {
      const left = status(turn.record.otr) === 'finished' ? advance(turn, { type: 'end' }, env) : turn;
      const none = status(left.record.otr) === 'plaintext' && !mustBePrivate(left.record);
      return change(left, { panel: none ? 'closed' : 'bar' });
    });
  }

  panel = (id: string, panel: ConversationRecord['panel']): Promise<void> =>
    this.#note(id, (turn) => change(turn, { panel }));

  read = (id: string): Promise<void> => this.#note(id, (turn) => change(turn, { unread: 0 }));

  /** The user compared fingerprints. Nothing changes when the session's key is another one by now. */
  async verify(
    id: string,
    theirs: string,
    verified: boolean,
    how: 'compared' | 'pasted' = 'compared',
  ): Promise<void> {
    await this.#turn(id, async (turn, env) => {
      if (turn.record.key?.fingerprint !== theirs) return turn;
      await this.#options.vault.verify(turn.record.address, theirs, verified, env.now, how);
      const accepted = verified || turn.record.key.accepted;
      return change(turn, { key: { ...turn.record.key, verified, accepted } });
    });
  }

  /** The user decided to talk to a new key without verifying it. */
  async accept(id: string, theirs: string): Promise<void> {
    await this.#turn(id, async (turn) => {
      if (turn.record.key?.fingerprint !== theirs) return turn;
      await this.#options.vault.accept(turn.record.address, theirs);
      return change(turn, { key: { ...turn.record.key, accepted: true } });
    });
  }

  /** The contact shall prove that they know what the user does: the answer to a question, or a secret. */
  ask = (id: string, secret: string, question?: string): Promise<void> =>
    this.#turn(id, (turn, env) => askPeer(turn, secret, question, env));

  /** The user's answer to what the contact asks. */
  answer = (id: string, secret: string): Promise<void> =>
    this.#turn(id, (turn, env) => answerPeer(turn, secret, env));

  /** Gives up a check, or puts away how one ended. */
  stopCheck = (id: string): Promise<void> => this.#turn(id, stopSmp);

  /** The account has another key now: private conversations are set up again with it. */
  async keyReplaced(account: AccountName): Promise<void> {
    for (const { id } of this.#of(account)) await this.#turn(id, start);
  }

  /** Ends whatever is private, or about to be, with this account. */
  async endAll(account: AccountName): Promise<void> {
    for (const { id } of this.#of(account)) await this.end(id);
  }

  /** The contact's key was forgotten: nothing is sent with it on the strength of what was known before. */
  async keyForgotten(contact: Address): Promise<void> {
    const record = this.#options.store.find(contact);
    if (record !== undefined && status(record.otr) !== 'plaintext') await this.end(record.id);
  }

  #of = ({ origin, service, account }: AccountName): ConversationRecord[] =>
    this.#options.store
      .records()
      .filter(({ address }) => address.origin === origin && address.service === service)
      .filter(({ address, otr }) => address.account === account && status(otr) !== 'plaintext');

  /** Puts on record which tab an item is about to be handed to, or that it came back untouched. */
  async assign(id: string, items: readonly string[], tab: number | undefined): Promise<void> {
    await this.#note(id, (turn) => {
      const outbox = turn.record.outbox.map((item) => (items.includes(item.id) ? withTab(item, tab) : item));
      return change(turn, { outbox });
    });
  }

  /** What became of an outbox item. A lost key exchange message begins the exchange anew, a few times. */
  async settle(id: string, item: string, outcome: 'sent' | 'failed'): Promise<void> {
    await this.#note(id, (turn, env) => {
      const lost = outcome === 'failed' && turn.record.outbox.some((one) => one.id === item && !one.entry);
      const settled = settle(turn, item, outcome, env);
      const { restarts, otr } = settled.record;
      if (!lost || status(otr) !== 'starting' || restarts >= MAX_RESTARTS) return settled;
      return advance(change(settled, { restarts: restarts + 1 }), { type: 'start' }, env);
    });
  }

  tick = (id: string): Promise<void> => this.#turn(id, (turn, env) => advance(turn, { type: 'tick' }, env));

  /** When the next tick is due, in ms since the epoch; undefined when nothing waits for time to pass. */
  nextTick(): { id: string; at: number } | undefined {
    const due = this.#options.store.records().flatMap(({ id, otr }) => {
      const at = wakeAt(otr);
      return at === undefined ? [] : [{ id, at }];
    });
    return due.sort((a, b) => a.at - b.at)[0];
  }

  /** A turn that uses the account's key only in a session: it must not make one, nor bring a removed one back. */
  #note = (id: string, work: Work): Promise<void> =>
    this.#turn(id, work, ({ otr }) => status(otr) !== 'plaintext');

  /** A turn without the engine: it needs no key. */
  async #write(id: string, work: (record: ConversationRecord) => Turn): Promise<void> {
    await this.#queue.run(id, async () => {
      const before = this.#options.store.record(id);
      if (before === undefined) return;
      const turn = work(before);
      const record = await this.#options.store.write(turn);
      this.#options.changed(record, Array.from(turn.entries.values()));
    });
  }

  async #turn(
    id: string,
    work: Work,
    usesKey: (record: ConversationRecord) => boolean = () => true,
  ): Promise<void> {
    await this.#queue.run(id, async () => {
      const before = this.#options.store.record(id);
      if (before === undefined) return;
      const { address } = before;
      const identity = usesKey(before)
        ? await this.#options.vault.identity(address, this.#options.random)
        : undefined;
      const env = this.#surroundings(before, identity ?? NO_KEY);
      const begun = identity === undefined ? before : await this.#remember(before);
      const worked = await work(beginTurn(begun), env);
      const ours = identity === undefined ? {} : { ourFingerprint: hex(fingerprint(identity)) };
      const trusted = await this.#lookUpKey(change(worked, ours), env);
      const turn = sendPending(await this.#recordProof(trusted, env), env);
      await this.#keepHistory(turn);
      const record = await this.#options.store.write(turn);
      this.#options.changed(record, Array.from(turn.entries.values()));
    });
  }

  /** A conversation at the first turn that uses our key takes up what is known of earlier ones. */
  async #remember(record: ConversationRecord): Promise<ConversationRecord> {
    if (record.ourFingerprint !== undefined) return record;
    const { vault, random } = this.#options;
    return { ...record, otr: newConversation({ random }, await vault.remembered(record.address, random)) };
  }

  #surroundings(record: ConversationRecord, identity: DsaKeyPair): Surroundings {
    const { store, random, maxText } = this.#options;
    return {
      now: Date.now(),
      random,
      identity,
      policy: POLICY,
      maxText: maxText(record.address),
      padTo: PAD_TO,
      newId: () => hex(random(12)),
      entry: (entry) => store.entry(record.id, entry),
    };
  }

  /** A key that a check proved is verified in the vault, and in the conversation when it is the one in use. */
  async #recordProof(turn: Turn, env: Surroundings): Promise<Turn> {
    if (turn.proven === undefined) return turn;
    const { fingerprint: theirs, how } = turn.proven;
    await this.#options.vault.verify(turn.record.address, theirs, true, env.now, how);
    if (turn.record.key?.fingerprint !== theirs) return turn;
    return change(turn, { key: { fingerprint: theirs, verified: true, accepted: true } });
  }

  /**
   * Before the turn counts: a worker that dies in between meets the same texts again, under the same ids.
   * A history that cannot be written must not hold up the conversation.
   */
  async #keepHistory({ record, entries }: Turn): Promise<void> {
    const kept = historyEntries(record.id, entries.values());
    if (kept.length > 0) await this.#options.vault.history.append(record.address, kept).catch(() => 0);
  }

  async #lookUpKey(turn: Turn, env: Surroundings): Promise<Turn> {
    if (turn.met === undefined) return turn;
    const { fingerprint: theirs, entry: id, refreshed } = turn.met;
    const trust = await this.#options.vault.meet(turn.record.address, theirs, env.now);
    const known = change(turn, { key: keyFrom(theirs, trust) });
    const entry = turn.entries.get(id);
    if (!trust.verified || refreshed || entry?.kind !== 'event') return known;
    return put(known, { ...entry, event: 'started-verified' });
  }
}

function keyFrom(fingerprint: string, { verified, accepted, doubt }: Trust): SessionKey {
  if (doubt === undefined) return { fingerprint, verified, accepted };
  const named: Decision =
    doubt.kind === 'known-to-another' ? { kind: doubt.kind, owner: doubt.owner.peer } : doubt;
  return { fingerprint, verified, accepted, doubt: named };
}

/** A text that makes the engine throw is a mistake of ours: the state stays, the user sees a line, the next text counts. */
function takeIn(turn: Turn, input: Input, env: Surroundings): Turn {
  try {
    return advance(turn, input, env);
  } catch {
    return addEvent(turn, 'malformed', env);
  }
}

/** A query message (OTRv3, "Requesting an OTR conversation"); the engine answers none that came late. */
const isQuery = (text: string): boolean => /\?OTR(\?|v\d*\?)/.test(text);

/** The contact asked for a private conversation while nobody was there: the user should know, and may start one. */
function missed(turn: Turn, env: Surroundings): Turn {
  if (status(turn.record.otr) !== 'plaintext') return turn;
  return change(addEvent(turn, 'missed-request', env), { unread: turn.record.unread + 1 });
}

const NOT_UNDERSTOOD: ReadonlySet<string> = new Set(['unreadable', 'malformed']);

const wasUnderstood = ({ entries }: Turn): boolean =>
  !Array.from(entries.values()).some((entry) => entry.kind === 'event' && NOT_UNDERSTOOD.has(entry.event));

const start = (turn: Turn, env: Surroundings): Turn =>
  advance(change(turn, { restarts: 0 }), { type: 'start' }, env);

const withTab = ({ tab: _, ...item }: OutboxItem, tab: number | undefined): OutboxItem =>
  tab === undefined ? item : { ...item, tab };
