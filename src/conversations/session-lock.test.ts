/** Locking and unlocking with a conversation in it, and a worker that dies before any write of either. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { VaultLockedError } from '#vault/vault-locked-error.ts';
import { padlockState } from './conversation-record.ts';
import { Inbox } from './inbox.ts';
import type { MemoryArea } from './memory-area.test-helper.ts';
import { carry, Side } from './pair.test-helper.ts';
import { SessionLock } from './session-lock.ts';
import type { SessionArea } from './session-store.ts';

/** A vault with a passphrase: seals by turning bytes round, and refuses while it is locked. */
class TestVault {
  isLocked = false;
  readonly lock = {
    hasPassphrase: async () => true,
    needsPassphrase: async () => this.isLocked,
    lock: async () => {
      this.isLocked = true;
    },
  };
  seal = (plain: Uint8Array): Uint8Array => this.#turned(plain);
  unseal = (sealed: Uint8Array): Uint8Array => this.#turned(sealed);
  /** Anybody can put something into a box; to take it out the vault must be open. */
  sealBox = async (plain: Uint8Array): Promise<Uint8Array> => plain.map((byte) => byte ^ 0x5a);
  openBox = (box: Uint8Array): Uint8Array => this.#turned(box).map((byte) => byte ^ 0xff);

  #turned(bytes: Uint8Array): Uint8Array {
    if (this.isLocked) throw new VaultLockedError();
    return bytes.map((byte) => byte ^ 0xa5);
  }
}

/** The worker dies before the write of that number. */
class DyingArea implements SessionArea {
  readonly #area: MemoryArea;
  #left: number;

  constructor(area: MemoryArea, writes: number) {
    this.#area = area;
    this.#left = writes;
  }

  get = (): Promise<Record<string, unknown>> => this.#area.get();
  set = (items: Record<string, unknown>): Promise<void> => this.#count(() => this.#area.set(items));
  remove = (keys: string[]): Promise<void> => this.#count(() => this.#area.remove(keys));

  async #count(write: () => Promise<void>): Promise<void> {
    if (this.#left === 0) throw new Error('the worker died');
    this.#left -= 1;
    await write();
  }
}

let alice: Side;
let bob: Side;
let vault: TestVault;
let lock: SessionLock;
let inbox: Inbox;

/** A new worker on Alice's side. */
async function wake(area: SessionArea = alice.area): Promise<void> {
  await alice.wakeClosed(area);
  inbox = await Inbox.load(area, vault);
  lock = new SessionLock({
    area,
    store: alice.store,
    inbox,
    conversations: alice.conversations,
    vault,
    newSalt: () => 'salt',
    take: async (item) => {
      if (item.kind === 'received') await alice.conversations.receive(item.received);
      if (item.kind === 'held') await alice.conversations.held(item.address, item.id, item.text);
    },
    changed: () => undefined,
  });
  await lock.start();
}

const unlock = async (): Promise<void> => {
  vault.isLocked = false;
  await lock.vaultOpened();
};

/** What Bob says reaches Alice while she is locked. */
async function bobSays(...texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    await bob.conversations.say(bob.record.id, `b ${text}`, text);
    for (const item of bob.record.outbox) {
      const received = { address: alice.address, id: item.id, text: item.text, live: true };
      await inbox.add({ kind: 'received', received });
      await bob.conversations.settle(bob.record.id, item.id, 'sent');
    }
  }
}

const inTheClear = (): string => JSON.stringify(Array.from(alice.area.items));

/** What lay in both areas when the conversation was as all tests here want it: key exchanges are slow. */
let left: { readonly alice: Map<string, string>; readonly bob: Map<string, string> };

beforeAll(async () => {
  alice = await Side.start('alice@example', 'bob@example');
  bob = await Side.start('bob@example', 'alice@example');
  await alice.conversations.open(alice.address);
  await carry(alice, bob);
  await alice.conversations.say(alice.record.id, 'm1', 'the nightingale');
  await carry(alice, bob);
  await alice.conversations.say(alice.record.id, 'm2', 'is on its way');
  left = { alice: new Map(alice.area.items), bob: new Map(bob.area.items) };
}, 60_000);

beforeEach(async () => {
  for (const [side, items] of [[alice, left.alice] as const, [bob, left.bob] as const]) {
    side.area.items.clear();
    for (const [key, json] of items) side.area.items.set(key, json);
  }
  vault = new TestVault();
  await bob.wake();
  await wake();
});

describe('locked', () => {
  test('nothing of the conversation is in memory or in the area in the clear', async () => {
    await lock.lock();
    expect(alice.store.records()).toEqual([]);
    expect(inTheClear()).not.toMatch(/nightingale|bob@example|conversation:|entry:|seen:/);
  });

  test('every command is refused, and nothing waits to be sent', async () => {
    const { id } = alice.record;
    await lock.lock();
    await expect(alice.conversations.say(id, 'm3', 'x')).rejects.toThrow(VaultLockedError);
    expect(() => alice.conversations.at(alice.address)).toThrow(VaultLockedError);
  });

  test('the panel goes on covering what it covered, and nothing else', async () => {
    await lock.lock();
    expect(lock.panelOf(alice.address)).toBe('open');
    expect(lock.panelOf({ ...alice.address, peer: 'carol@example' })).toBeUndefined();
  });

  test('a new worker finds it locked, whatever lies there in the clear', async () => {
    await lock.lock();
    await alice.area.set({ 'entry:x:1': { text: 'left behind' } });
    await wake();
    expect(lock.locked()).toBe(true);
    expect(inTheClear()).not.toContain('left behind');
  });

  test('without a passphrase nothing is locked', async () => {
    vault.lock.hasPassphrase = async () => false;
    expect(await lock.lock()).toBe(false);
    expect(lock.locked()).toBe(false);
  });
});

describe('unlocked again', () => {
  test('everything is as it was', async () => {
    const before = { record: alice.record, entries: alice.entries() };
    await lock.lock();
    await unlock();
    expect(alice.record).toEqual(before.record);
    expect(alice.entries()).toEqual(before.entries);
    await carry(alice, bob);
    expect(bob.texts()).toEqual(['the nightingale', 'is on its way']);
  });

  test('what came meanwhile is read in order, and once, however often it is told', async () => {
    await carry(alice, bob);
    await lock.lock();
    await bobSays('one', 'two', 'three');
    await wake();
    await bobSays('four');
    await unlock();
    expect(alice.texts()).toEqual(['the nightingale', 'is on its way', 'one', 'two', 'three', 'four']);
    expect(inbox.busy).toBe(false);
  });

  test('what the page was kept from sending lies sealed, and is in the panel once', async () => {
    await lock.lock();
    const held = { kind: 'held', address: alice.address, id: 'h1', text: 'the lighthouse' } as const;
    await inbox.add(held);
    await wake();
    await inbox.add(held);
    expect(inTheClear()).not.toMatch(/lighthouse|bob@example/);
    await unlock();
    expect(alice.entries().slice(-1)).toMatchObject([{ text: 'the lighthouse', delivery: 'held' }]);
    expect(alice.texts()).toEqual(['the nightingale', 'is on its way', 'the lighthouse']);
  });

  test('the same text told twice while locked is kept once', async () => {
    await lock.lock();
    const received = { address: alice.address, id: 's1', text: '?OTR:AAMD.', live: true };
    await inbox.add({ kind: 'received', received });
    await inbox.add({ kind: 'received', received: { ...received, id: 's2' } });
    expect(Array.from(alice.area.items.keys()).filter((key) => key.startsWith('inbox:'))).toHaveLength(1);
  });

  test('an inbox that is full refuses, so that the tab tells it again later', async () => {
    await lock.lock();
    const text = `?OTR:${'A'.repeat(300_000)}`;
    const add = (id: string) =>
      inbox.add({ kind: 'received', received: { address: alice.address, id, text: text + id, live: true } });
    for (const id of ['1', '2', '3']) await add(id);
    await expect(add('4')).rejects.toThrow(RangeError);
  });
});

/** A run takes fewer writes than this. */
const MOMENTS = Array.from({ length: 10 }, (_, writes) => writes);

describe.each(MOMENTS)('the worker dies before write %i', (writes) => {
  test('of locking: nothing is lost, and it is not half locked', async () => {
    const before = { record: alice.record, entries: alice.entries() };
    await wake(new DyingArea(alice.area, writes));
    await lock.lock().catch(() => undefined);
    await wake();
    if (lock.locked()) expect(inTheClear()).not.toMatch(/nightingale|conversation:|entry:/);
    await unlock();
    expect(alice.record).toEqual(before.record);
    expect(alice.entries()).toEqual(before.entries);
  });

  test('of unlocking: nothing is lost or read twice', async () => {
    await carry(alice, bob);
    await lock.lock();
    await bobSays('one', 'two');
    await wake(new DyingArea(alice.area, writes)).catch(() => undefined);
    await unlock().catch(() => undefined);
    await wake();
    expect(lock.locked()).toBe(false);
    expect(alice.texts()).toEqual(['the nightingale', 'is on its way', 'one', 'two']);
    expect(padlockState(alice.record)).toBe('unverified');
    await alice.conversations.say(alice.record.id, 'm9', 'all read');
    await carry(alice, bob);
    expect(bob.texts().at(-1)).toBe('all read');
  });
});
