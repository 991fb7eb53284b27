import { beforeEach, describe, expect, test } from 'vitest';
import type { ToSite } from '#channel/site.ts';
import { withWhitespaceTag } from '#otr/whitespace-tag.ts';
import type { Rules } from '#vault/policies.ts';
import { VaultLockedError } from '#vault/vault-locked-error.ts';
import { panelMode, policiesOf } from './conversation-record.ts';
import { carry, Side } from './pair.test-helper.ts';
import { PolicyDesk, type RuleBook } from './policy-desk.ts';
import { Tabs } from './tabs.ts';

/** The rules of the vault, without a disk. */
class MemoryRules implements RuleBook {
  locked = false;
  readonly contacts = new Map<string, Rules>();
  readonly wide = new Map<string, Rules>();

  rules: RuleBook['rules'] = async (scope) => {
    if (scope.scope === 'contact' && this.locked) throw new VaultLockedError();
    return this.#in(scope)[0].get(this.#in(scope)[1]) ?? {};
  };
  set: RuleBook['set'] = async (scope, name, value) => {
    const [map, key] = this.#in(scope);
    const { [name]: _, ...others } = map.get(key) ?? {};
    map.set(key, value === undefined ? others : { ...others, [name]: value });
  };
  ofContacts: RuleBook['ofContacts'] = async (_, name) => {
    if (this.locked) throw new VaultLockedError();
    return Array.from(this.contacts, ([peer, rules]) => ({ peer, value: rules[name] })).flatMap(
      ({ peer, value }) => (value === undefined ? [] : [{ peer, value }]),
    );
  };
  anyContactHas: RuleBook['anyContactHas'] = async (name) =>
    Array.from(this.contacts.values()).some((rules) => rules[name] === true);

  #in(scope: Parameters<RuleBook['rules']>[0]): [Map<string, Rules>, string] {
    if (scope.scope === 'contact') return [this.contacts, scope.contact.peer];
    return [this.wide, scope.scope === 'site' ? scope.origin : ''];
  }
}

let alice: Side;
let rules: MemoryRules;
let tabs: Tabs;
let told: ToSite[];
let desk: PolicyDesk;
beforeEach(async () => {
  alice = await Side.start('alice@x', 'bob@x');
  rules = new MemoryRules();
  tabs = await Tabs.load(alice.area);
  told = [];
  const { store, conversations } = alice;
  const toSite = async (_: number, message: ToSite) => told.push(message);
  desk = new PolicyDesk({ rules, store, tabs, conversations, toSite });
  const { origin, service, account } = alice.address;
  await tabs.set(1, origin, {
    account: { service, account, connected: true, openChatOnly: false, maxText: 50_000 },
    chat: alice.address,
  });
});
const protection = () => desk.protection(alice.address);

describe('which rule holds', () => {
  test('nothing set: nobody is protected, and no conversation is begun for it', async () => {
    await desk.meet(alice.address);
    expect(alice.store.records()).toEqual([]);
    expect(await protection()).toEqual({ everybody: false, but: [] });
  });

  test('a rule for the contact: on record, told to the tab, and the panel covers', async () => {
    await desk.set(alice.record.id, 'requirePrivate', 'contact', true);
    expect(policiesOf(alice.record).requirePrivate).toEqual({
      value: true,
      from: 'contact',
      set: { contact: true },
    });
    expect(panelMode(alice.record)).toBe('open');
    expect(told).toContainEqual({
      type: 'protect',
      service: 'xmpp',
      account: 'alice@x',
      protection: { everybody: false, but: ['bob@x'] },
    });
  });

  test('what a wider rule says already is left to it; an exception from it is kept', async () => {
    const { id } = alice.record;
    await desk.set(id, 'requirePrivate', 'site', true);
    await desk.set(id, 'requirePrivate', 'contact', true);
    expect(policiesOf(alice.record).requirePrivate).toEqual({
      value: true,
      from: 'site',
      set: { site: true },
    });
    await desk.set(id, 'requirePrivate', 'contact', false);
    expect(policiesOf(alice.record).requirePrivate).toMatchObject({ value: false, from: 'contact' });
    expect(await protection()).toEqual({ everybody: true, but: ['bob@x'] });
  });

  test('a wider rule reaches the chat that is open', async () => {
    rules.wide.set('', { requirePrivate: true });
    await desk.relearn();
    expect(policiesOf(alice.record).requirePrivate).toMatchObject({ value: true, from: 'everywhere' });
  });
});

describe('while Sotto is locked', () => {
  const lock = (): void => {
    rules.locked = true;
    alice.store.forget();
  };

  test('a rule of the contact: it holds on, and whoever has none is protected too', async () => {
    await desk.set(alice.record.id, 'requirePrivate', 'contact', true);
    lock();
    expect(await protection()).toEqual({ everybody: true, but: [] });
    expect(await desk.isRequired(alice.address)).toBe(true);
    expect(await desk.isRequired({ ...alice.address, peer: 'carol@x' })).toBe(true);
  });

  test('a wider rule holds on, and who was let out of it is protected again', async () => {
    const { id, address } = alice.record;
    await desk.set(id, 'requirePrivate', 'site', true);
    await desk.set(id, 'requirePrivate', 'contact', false);
    expect(await desk.isRequired(address)).toBe(false);
    lock();
    expect(await desk.isRequired(address)).toBe(true);
    await desk.tellTabs();
    expect(told.at(-1)).toMatchObject({ type: 'protect', protection: { everybody: true, but: [] } });
  });

  test('no contact has one: nobody is', async () => {
    lock();
    expect(await protection()).toEqual({ everybody: false, but: [] });
    expect(await desk.isRequired(alice.address)).toBe(false);
  });

  test('no rule is met or changed, and nothing is begun', async () => {
    rules.wide.set('', { startAutomatically: true });
    const { id } = alice.record;
    lock();
    await expect(desk.meet(alice.address)).rejects.toThrow(VaultLockedError);
    await desk.set(id, 'requirePrivate', 'everywhere', true);
    await desk.startIfWanted(alice.address);
    expect(rules.wide.get('')).toEqual({ startAutomatically: true });
    expect(alice.store.records()).toEqual([]);
  });
});

describe('start automatically', () => {
  test('once in a browser session', async () => {
    rules.wide.set('', { startAutomatically: true });
    await desk.meet(alice.address);
    await desk.startIfWanted(alice.address);
    expect(alice.record.outbox).toHaveLength(1);
    await alice.conversations.end(alice.record.id);
    await desk.startIfWanted(alice.address);
    expect(alice.record.outbox.filter(({ text }) => text.startsWith('?OTR'))).toHaveLength(1);
  });

  describe('what the contact says begins one too', () => {
    const said = (text: string, live = true) =>
      alice.conversations.receive({ address: alice.address, id: text, text, live });
    const asked = () => alice.record.outbox.length > 0;

    test('a whitespace tag; its text is in the panel that opens, as not private', async () => {
      rules.wide.set('', { startAutomatically: true });
      await desk.meet(alice.address);
      await said(withWhitespaceTag('hello'));
      expect(asked()).toBe(true);
      expect(alice.entries()).toMatchObject([{ text: 'hello', protection: 'plain' }]);
    });

    test('an error message', async () => {
      rules.wide.set('', { startAutomatically: true });
      await desk.meet(alice.address);
      await said('?OTR Error: what was that?');
      expect(asked()).toBe(true);
    });

    test('neither where the contact is an exception, nor when it was delivered late', async () => {
      rules.wide.set('', { startAutomatically: true });
      await desk.meet(alice.address);
      await said(withWhitespaceTag('late'), false);
      await desk.set(alice.record.id, 'startAutomatically', 'contact', false);
      await said(withWhitespaceTag('hello'));
      await said('?OTR Error: what was that?');
      expect(asked()).toBe(false);
    });
  });

  test('five in a minute, however many chats the page says were opened', async () => {
    rules.wide.set('', { startAutomatically: true });
    for (let n = 0; n < 8; n += 1) {
      const address = { ...alice.address, peer: `p${n}@x` };
      await desk.meet(address);
      await desk.startIfWanted(address);
    }
    expect(alice.store.records().filter(({ outbox }) => outbox.length > 0)).toHaveLength(5);
  });
});

test('a text that was kept back is in the panel once, and goes out when the user says so and it is private', async () => {
  const bob = await Side.start('bob@x', 'alice@x');
  await alice.conversations.held(alice.address, 'h1', 'typed in the page');
  await alice.conversations.held(alice.address, 'h1', 'typed in the page');
  expect(alice.entries()).toMatchObject([{ text: 'typed in the page', delivery: 'held' }]);
  expect(panelMode(alice.record)).toBe('open');
  await alice.conversations.start(alice.record.id);
  await carry(alice, bob);
  expect(bob.texts()).toEqual([]);
  await alice.conversations.retry(alice.record.id, alice.entries()[0]?.id ?? '');
  await carry(alice, bob);
  expect(bob.texts()).toEqual(['typed in the page']);
});
