/** Puts the rooms together for one life of the worker. */
import browser from 'webextension-polyfill';
import type { Address } from '#channel/conversation.ts';
import type { ToSite } from '#channel/site.ts';
import { ContactNames } from '#conversations/contact-names.ts';
import { hex } from '#conversations/conversation-record.ts';
import { Conversations } from '#conversations/conversations.ts';
import { Courier } from '#conversations/courier.ts';
import { Documents } from '#conversations/documents.ts';
import { OptionsDoor } from '#conversations/options-door.ts';
import { PolicyDesk } from '#conversations/policy-desk.ts';
import { SessionStore } from '#conversations/session-store.ts';
import { SiteDoor } from '#conversations/site-door.ts';
import { TabFaces } from '#conversations/tab-faces.ts';
import { Tabs } from '#conversations/tabs.ts';
import type { Vault } from '#vault/vault.ts';
import { siteOf } from './site-scripts.ts';
import { ticker } from './ticker.ts';
import { paintToolbar } from './toolbar.ts';
import { openWindow } from './windows.ts';

export interface Session {
  readonly site: SiteDoor;
  readonly documents: Documents;
  readonly options: OptionsDoor;
  tick(): Promise<void>;
  /** The tab was closed. */
  tabGone(tab: number): Promise<void>;
}

const MAX_TEXT_BY_DEFAULT = 1000;

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
const toSite = (tab: number, message: ToSite): Promise<unknown> =>
  browser.tabs.sendMessage(tab, message, { frameId: 0 });

export async function startSession(vault: Vault): Promise<Session> {
  const area = browser.storage.session;
  const [store, tabs] = await Promise.all([SessionStore.load(area, random), Tabs.load(area)]);
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
      schedule();
    },
  });
  const policies = new PolicyDesk({ rules: vault.policies, store, tabs, conversations, toSite });
  const courier = new Courier({ store, tabs, conversations, toSite });
  const faces = new TabFaces({ store, tabs, names, toSite, paintToolbar });
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
    policies,
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
    tabs,
    conversations,
    random,
    newId,
    contactChanged,
    allChanged,
  });
  const site = new SiteDoor({
    store,
    tabs,
    conversations,
    courier,
    documents,
    faces,
    policies,
    newToken: newId,
  });
  const { schedule, tick } = ticker(conversations);

  const forget = async (tab: number): Promise<void> => {
    if (!(await tabs.remove(tab))) return;
    documents.connectionsChanged();
    await courier.pumpAll();
  };
  vault.lock.onChange(() => void policies.relearn());
  void policies.tellTabs();
  void courier.pumpAll();
  schedule();
  return {
    site,
    documents,
    options,
    tick,
    tabGone: forget,
  };
}
