/** Two people's conversations over a wire of the test's own: every text waits until the test lets it through. */
import type { Address, Entry } from '#channel/conversation.ts';
import { type DsaKeyPair, generateDsaKey } from '#otr/crypto/dsa.ts';
import type { Remembered } from '#otr/engine.ts';
import { randomInstanceTag } from '#otr/v3/instance-tag.ts';
import type { HistoryEntry } from '#vault/history.ts';
import type { Trust } from '#vault/vault.ts';
import type { ConversationRecord } from './conversation-record.ts';
import { Conversations, type Keyring } from './conversations.ts';
import { MemoryArea } from './memory-area.test-helper.ts';
import { type SessionArea, SessionStore } from './session-store.ts';

export const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** The rules of the vault, without a disk. */
export class MemoryKeyring implements Keyring {
  readonly known = new Map<string, Trust>();
  /** How keys were verified, oldest first. */
  readonly hows: string[] = [];
  key: DsaKeyPair;

  constructor() {
    this.key = generateDsaKey(random);
  }

  /** What the history was given, oldest first. */
  readonly kept: HistoryEntry[] = [];
  readonly history = {
    append: async (_: Address, entries: readonly HistoryEntry[]): Promise<number> =>
      this.kept.push(...entries),
  };

  /** The same for the life of the keyring, as for the life of an account. */
  readonly #instanceTag = randomInstanceTag(random);

  remembered = async (): Promise<Remembered> => ({
    instanceTag: this.#instanceTag,
    hadSession: this.known.size > 0,
  });

  identity = async (): Promise<DsaKeyPair> => this.key;

  async meet(_: Address, fingerprint: string): Promise<Trust> {
    const trust = this.known.get(fingerprint) ?? { verified: false, accepted: this.known.size === 0 };
    this.known.set(fingerprint, trust);
    return trust;
  }

  async verify(
    _: Address,
    fingerprint: string,
    verified: boolean,
    __: number,
    how = 'compared',
  ): Promise<void> {
    if (verified) this.hows.push(how);
    this.known.set(fingerprint, { verified, accepted: true });
  }

  async accept(_: Address, fingerprint: string): Promise<void> {
    this.known.set(fingerprint, { verified: false, accepted: true });
  }
}

export class Side {
  readonly area = new MemoryArea();
  readonly keyring = new MemoryKeyring();
  readonly address: Address;
  /** What was told to whoever listens, newest last. */
  readonly told: { record: ConversationRecord; entries: readonly Entry[] }[] = [];
  /** What the site carries at once. */
  maxText = 50_000;
  declare store: SessionStore;
  declare conversations: Conversations;

  private constructor(account: string, peer: string) {
    this.address = { origin: 'https://chat.example', service: 'xmpp', account, peer };
  }

  static async start(account: string, peer: string): Promise<Side> {
    const side = new Side(account, peer);
    await side.wake();
    return side;
  }

  /** The browser was started anew: what it kept in memory is gone, the keys are not. */
  async restartBrowser(): Promise<void> {
    this.area.items.clear();
    await this.wake();
  }

  /** A new worker over what the last one left. */
  async wake(): Promise<void> {
    await this.wakeClosed();
    await this.store.open();
  }

  /** A new worker that waits for somebody to open its store. */
  async wakeClosed(area: SessionArea = this.area): Promise<void> {
    this.store = new SessionStore(area, random);
    this.conversations = new Conversations({
      store: this.store,
      vault: this.keyring,
      random,
      maxText: () => this.maxText,
      changed: (record, entries) => this.told.push({ record, entries }),
    });
  }

  get record(): ConversationRecord {
    return this.conversations.at(this.address);
  }

  entries = (): Entry[] => this.store.entries(this.record.id);
  texts = (): string[] => this.entries().flatMap((entry) => (entry.kind === 'message' ? [entry.text] : []));
  events = (): string[] => this.entries().flatMap((entry) => (entry.kind === 'event' ? [entry.event] : []));
}

/** Carries everything from both outboxes across until nothing is left. */
export async function carry(a: Side, b: Side): Promise<void> {
  while ((await carryOneWay(a, b)) || (await carryOneWay(b, a)));
}

async function carryOneWay(from: Side, to: Side): Promise<boolean> {
  const { id, outbox } = from.record;
  for (const item of outbox) {
    await to.conversations.receive({ address: to.address, id: item.id, text: item.text, live: true });
    await from.conversations.settle(id, item.id, 'sent');
  }
  return outbox.length > 0;
}
