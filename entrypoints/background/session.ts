/** Puts the rooms together for one life of the worker. */
import browser from 'webextension-polyfill';
import type { Address } from '#channel/conversation.ts';
import type { LockNews, LockState } from '#channel/lock.ts';
import type { ToSite } from '#channel/site.ts';
import { ContactNames } from '#conversations/contact-names.ts';
import { hex } from '#conversations/conversation-record.ts';
import { Conversations } from '#conversations/conversations.ts';
import { Courier } from '#conversations/courier.ts';
import { Documents } from '#conversations/documents.ts';
import { Inbox } from '#conversations/inbox.ts';
import { LockDoor } from '#conversations/lock-door.ts';
import { LostSites } from '#conversations/lost-sites.ts';
import { OptionsDoor } from '#conversations/options-door.ts';
import { PolicyDesk } from '#conversations/policy-desk.ts';
import { SessionLock } from '#conversations/session-lock.ts';
import { SessionStore } from '#conversations/session-store.ts';
import { SiteDoor, type SiteSender } from '#conversations/site-door.ts';
import { TabFaces } from '#conversations/tab-faces.ts';
import { Tabs } from '#conversations/tabs.ts';
import { TaughtDesk } from '#conversations/taught-desk.ts';
import { uncover } from '#conversations/uncover.ts';
import type { Vault } from '#vault/vault.ts';
import { ignoreLocked } from '#vault/vault-locked-error.ts';
import { idleLock } from './idle-lock.ts';
import { injectPageEngine } from './page-engine.ts';
import { isOn, registerSiteScripts, reloadPagesOf, siteOf } from './site-scripts.ts';
import { ticker } from './ticker.ts';
import { paintAllToolbars, paintToolbar } from './toolbar.ts';
import { openUnlock, openWindow } from './windows.ts';
import { injectWizard, showTab, tabsOf } from './wizard.ts';

export interface Session {
  /** A message of a page's content script. */
  fromSite(message: unknown, sender: SiteSender): Promise<unknown>;
  readonly documents: Documents;
  readonly options: OptionsDoor;
  readonly lockDoor: LockDoor;
  /** The browser says whether somebody is at the machine. */
  idle(state: string): Promise<void>;
  tick(): Promise<void>;
  /** The tab was closed. */
  tabGone(tab: number): Promise<void>;
  /** The permission for some site was taken back. */
  sitesLost(): Promise<void>;
}

const MAX_TEXT_BY_DEFAULT = 1000;

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
const toSite = (tab: number, message: ToSite): Promise<unknown> =>
  browser.tabs.sendMessage(tab, message, { frameId: 0 });

/** Nobody may be there to listen. */
const tellDocuments = async (state: LockState): Promise<void> => {
  await browser.runtime.sendMessage({ type: 'lock-news', state } satisfies LockNews).catch(() => undefined);
};

export async function startSession(vault: Vault): Promise<Session> {
  const area = browser.storage.session;
  const store = new SessionStore(area, random);
  const [inbox, tabs] = await Promise.all([Inbox.load(area, vault), Tabs.load(area)]);
  const names = new ContactNames(vault.contacts, tabs.titleOf);
  vault.lock.onChange(() => names.forgetAll());
  const conversations = new Conversations({
    store,
    vault,
    random,
    maxText: (address) => tabs.carrier(address)?.account?.maxText ?? MAX_TEXT_BY_DEFAULT,
    changed: (record, entries) => {
      documents.changed(record, entries);
      void faces.changed(record);
      void courier.pump(record.id);
      lostSites.changed();
      schedule();
    },
  });
  const taught = new TaughtDesk({
    sites: vault.taughtSites,
    tabs,
    lock: { locked: () => lock.locked() },
    siteOf,
    tabsOf,
    showTab,
    uncover: (tab) => uncover({ tabs, store, conversations }, tab),
    inject: injectWizard,
    changed: async (origin) => {
      await registerSiteScripts(vault.taughtSites);
      await reloadPagesOf(origin);
    },
  });
  const policies = new PolicyDesk({ rules: vault.policies, store, tabs, conversations, toSite });
  const lock = new SessionLock({
    area,
    store,
    inbox,
    conversations,
    vault,
    newSalt: () => hex(random(16)),
    take: (item) => site.take(item),
    changed: async () => {
      courier.forgetHanded();
      await (lock.locked() ? policies.tellTabs() : goOn());
      documents.lockChanged();
      await Promise.all([paintAllToolbars(lock.locked()), faces.refreshAll()]);
      await tellDocuments(await lockDoor.state());
    },
  });
  /** What happened in the tabs while it was locked has its effect now. */
  const goOn = async (): Promise<void> => {
    await policies.relearn();
    for (const chat of await tabs.takeStarts()) await conversations.open(chat);
    for (const { chat } of tabs.all()) if (chat !== undefined) void policies.startIfWanted(chat);
    resume();
  };
  const resume = (): void => {
    void courier.pumpAll();
    schedule();
  };
  const courier = new Courier({ store, tabs, conversations, toSite });
  const faces = new TabFaces({ store, tabs, names, lock, policies, toSite, paintToolbar });
  const lockDoor = new LockDoor({
    vault,
    lock,
    random,
    changed: (state) => {
      setIdleTime(state.lockAfterMinutes);
      void tellDocuments(state);
    },
  });
  const { setIdleTime, idle } = idleLock(vault.settings, lock);
  const documents = new Documents({
    store,
    tabs,
    conversations,
    names,
    rename: async (contact, name) => {
      await vault.contacts.rename(contact, name);
      await contactChanged(contact);
    },
    openOptions: () => browser.runtime.openOptionsPage(),
    teach: (tab) => taught.start(tab),
    policies,
    lock,
    openUnlock,
    repaint: (tab) => faces.refresh(tab),
    openWindow,
    guard: async (tab, armed) => {
      await browser.tabs.sendMessage(tab, { type: 'guard', armed } satisfies ToSite).catch(() => undefined);
    },
    site: siteOf,
  });
  const contactChanged = async (contact: Address): Promise<void> => {
    await names.learnAgain(contact);
    await Promise.all([documents.contactChanged(contact), faces.contactChanged(contact)]);
  };
  const allChanged = async (): Promise<void> => {
    names.forgetAll();
    await policies.relearn();
    await Promise.all(store.records().map(({ address }) => contactChanged(address)));
  };
  const newId = (): string => hex(random(16));
  const options = new OptionsDoor({
    vault,
    lock,
    tabs,
    taught,
    conversations,
    random,
    newId,
    contactChanged,
    allChanged,
    rulesChanged: () => policies.relearn(),
  });
  const site = new SiteDoor({
    store,
    tabs,
    conversations,
    courier,
    documents,
    faces,
    lock,
    inbox,
    policies,
    taught,
    injectEngine: injectPageEngine,
    newToken: newId,
  });
  const { schedule, tick } = ticker(conversations);

  const forget = async (tab: number): Promise<void> => {
    if (!(await tabs.remove(tab))) return;
    documents.connectionsChanged();
    documents.tabChanged(tab);
    await courier.pumpAll();
  };
  const reload = (tab: number): Promise<void> => browser.tabs.reload(tab).catch(() => undefined);
  const lostSites = new LostSites({ store, tabs, conversations, isOn, forget, reload });
  const fromSite = async (message: unknown, sender: SiteSender): Promise<unknown> => {
    if (!sender.top || (await lostSites.mayPass(sender.tab, sender.origin)))
      return site.receive(message, sender);
    // Left over from before the site was lost, in a tab that had nothing to say until now.
    await reload(sender.tab);
    return { refused: true };
  };
  await lock.start();
  if (lock.locked()) await paintAllToolbars(true);
  else resume();
  void (lock.locked() ? policies.tellTabs() : policies.relearn()).catch(ignoreLocked);
  setIdleTime(await vault.settings.get('lockAfterMinutes'));
  return {
    fromSite,
    documents,
    options,
    lockDoor,
    idle,
    tick,
    tabGone: forget,
    sitesLost: () => lostSites.leave(),
  };
}
