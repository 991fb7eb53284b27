/**
 * The documents of our own origin that are open: panels in tabs, windows, the popup. Each shows one conversation.
 *
 * What a document may do depends on where it stands: a page can lure a click into the panel that lies over it,
 * so decisions about keys and rules are taken from windows and the popup only.
 */
import * as v from 'valibot';
import type { Address, Entry } from '#channel/conversation.ts';
import { FromDocument, type ToDocument, type Trouble } from '#channel/document.ts';
import { ignoreLocked } from '#vault/vault-locked-error.ts';
import type { ContactNames } from './contact-names.ts';
import { type ConversationRecord, conversationView } from './conversation-record.ts';
import type { Conversations } from './conversations.ts';
import type { PolicyDesk } from './policy-desk.ts';
import type { SessionLock } from './session-lock.ts';
import type { SessionStore } from './session-store.ts';
import type { MessengerTab, Tabs } from './tabs.ts';

/** The port of one document, with where it stands as the browser says. */
export interface DocumentPort {
  /** The tab and frame it is in; absent for the toolbar's popup. */
  readonly place?: { readonly tab: number; readonly frame: number };
  /** `panel` for panel.html, `popup` for popup.html. */
  readonly page: 'panel' | 'popup';
  post(message: ToDocument): void;
}

export interface DocumentsOptions {
  readonly store: SessionStore;
  readonly tabs: Tabs;
  readonly conversations: Conversations;
  readonly names: ContactNames;
  /** The user gave the contact another name. */
  rename(contact: Address, name: string): Promise<void>;
  openOptions(): Promise<void>;
  /** Starts the wizard in a tab. */
  teach(tab: number): Promise<unknown>;
  readonly policies: PolicyDesk;
  readonly lock: Pick<SessionLock, 'locked' | 'panelOf'>;
  /** Opens the question for the passphrase in a window of ours. */
  openUnlock(): Promise<void>;
  /** The panel over a tab's chat is to stand otherwise while Sotto is locked. */
  repaint(tab: number): Promise<void>;
  /** Opens the conversation in a window of ours. */
  openWindow(conversation: string, view: 'chat' | 'verify'): Promise<void>;
  /** Arms or disarms the key guard in all frames of a tab. */
  guard(tab: number, armed: boolean): Promise<void>;
  /** The origin of a tab's page, and whether Sotto is switched on there; undefined for pages of the browser's own. */
  site(tab: number): Promise<{ site: string; enabled: boolean } | undefined>;
}

/** What a document is attached to: a tab's open chat, or one conversation for good. */
type Attachment = { readonly tab: number; readonly panel: boolean } | { readonly conversation: string };
type Command = Exclude<FromDocument, { type: `attach-${string}` }>;
type Deciding = Extract<Command, { type: 'verify' | 'accept-key' | 'rename' | `smp-${string}` }>;

type SetPolicy = Extract<Command, { type: 'set-policy' }>;

const isInPage = (attachment: Attachment): boolean => 'tab' in attachment && attachment.panel;

export class Documents {
  readonly #options: DocumentsOptions;
  readonly #attached = new Map<DocumentPort, Attachment>();
  /** Tabs whose panel was taken out of the page: the one that comes back has to say so. */
  readonly #removed = new Set<number>();
  /** Tabs whose panel is being written in. */
  readonly #guarded = new Set<number>();

  constructor(options: DocumentsOptions) {
    this.#options = options;
  }

  closed(port: DocumentPort): void {
    const attachment = this.#attached.get(port);
    this.#attached.delete(port);
    if (attachment && 'tab' in attachment && attachment.panel)
      void this.#options.guard(attachment.tab, false);
  }

  async receive(port: DocumentPort, raw: unknown): Promise<void> {
    const parsed = v.safeParse(FromDocument, raw);
    if (!parsed.success) return;
    const message = parsed.output;
    switch (message.type) {
      case 'attach-panel':
        return this.#attachPanel(port, message.token);
      case 'attach-conversation':
        return this.#attachConversation(port, message.conversation);
      case 'attach-tab':
        return this.#attachTab(port, message.tab);
      default:
        return this.#command(port, message);
    }
  }

  /** Tells every document that shows this conversation what changed. */
  changed(record: ConversationRecord, entries: readonly Entry[]): void {
    for (const [port, attachment] of this.#attached) {
      if (this.#shown(attachment)?.id === record.id) {
        port.post({ type: 'update', view: this.#view(record), entries });
      }
    }
  }

  /** The user's name for the contact is another one now. */
  contactChanged(contact: Address): void {
    const record = this.#options.store.find(contact);
    if (record !== undefined) this.changed(record, []);
  }

  /** Another chat was opened in the tab, or none. */
  tabChanged(tab: number): void {
    for (const [port, attachment] of this.#attached) {
      if ('tab' in attachment && attachment.tab === tab) void this.#snapshot(port, attachment);
    }
  }

  connectionsChanged(): void {
    for (const attachment of this.#attached.values()) {
      const record = this.#shown(attachment);
      if (record !== undefined) this.changed(record, []);
    }
  }

  /** Sotto was locked or unlocked: nobody keeps what they showed. */
  lockChanged(): void {
    for (const [port, attachment] of this.#attached) void this.#snapshot(port, attachment);
  }

  isGuarded = (tab: number): boolean => this.#guarded.has(tab);

  /** Arms or disarms the key guards of a tab. */
  async guard(tab: number, armed: boolean): Promise<void> {
    if (armed) this.#guarded.add(tab);
    else this.#guarded.delete(tab);
    await this.#options.guard(tab, armed);
  }

  /** The page interfered with the tab's panel. */
  trouble(tab: number, trouble: Trouble): void {
    if (trouble === 'removed') this.#removed.add(tab);
    for (const [port, attachment] of this.#attached) {
      if ('tab' in attachment && attachment.tab === tab && attachment.panel) {
        port.post({ type: 'trouble', trouble });
      }
    }
  }

  /** The token is good once, for a frame of the tab it was given to; the same frame may come again after a restart. */
  async #attachPanel(port: DocumentPort, token: string): Promise<void> {
    const { tabs } = this.#options;
    const tab = port.place && tabs.get(port.place.tab);
    const frame = port.place?.frame;
    const known = tab?.panel?.token === token && (tab.panel.frame ?? frame) === frame;
    if (tab === undefined || frame === undefined || port.page !== 'panel' || !known) {
      port.post({ type: 'detached' });
      return;
    }
    await tabs.set(tab.id, tab.origin, { panel: { token, frame } });
    await this.#attach(port, { tab: tab.id, panel: true });
    if (this.#removed.delete(tab.id)) port.post({ type: 'trouble', trouble: 'removed' });
  }

  async #attachConversation(port: DocumentPort, conversation: string): Promise<void> {
    const { lock, store } = this.#options;
    const known = lock.locked() || store.record(conversation) !== undefined;
    if (known && isTopLevel(port)) await this.#attach(port, { conversation });
    else port.post({ type: 'detached' });
  }

  async #attachTab(port: DocumentPort, tab: number): Promise<void> {
    if (port.page === 'popup' && isTopLevel(port)) await this.#attach(port, { tab, panel: false });
    else port.post({ type: 'detached' });
  }

  async #attach(port: DocumentPort, attachment: Attachment): Promise<void> {
    this.#attached.set(port, attachment);
    await this.#snapshot(port, attachment);
  }

  async #snapshot(port: DocumentPort, attachment: Attachment): Promise<void> {
    if (this.#options.lock.locked()) return port.post({ type: 'locked' });
    const shown = this.#shown(attachment);
    if (shown !== undefined) await this.#options.names.learn(shown.address);
    const record = this.#shown(attachment);
    if (record !== undefined) {
      const entries = this.#options.store.entries(record.id);
      port.post({ type: 'snapshot', view: this.#view(record), entries });
      return;
    }
    if ('conversation' in attachment) return port.post({ type: 'detached' });
    const site = await this.#options.site(attachment.tab);
    port.post({ type: 'no-chat', enabled: false, ...site });
  }

  async #command(port: DocumentPort, command: Command): Promise<void> {
    const attachment = this.#attached.get(port);
    if (attachment === undefined) return;
    if (command.type === 'open-options') return this.#options.openOptions();
    if (command.type === 'open-unlock') return this.#options.openUnlock();
    if (command.type === 'composer-focus') return this.#composerFocus(attachment, command.focused);
    if (this.#options.lock.locked()) return this.#whileLocked(port, attachment, command);
    if (command.type === 'show-page-chat') return this.#showPageChat(attachment, command.shown);
    if (command.type === 'teach') return this.#teach(attachment);
    if (!this.#mayTouch(attachment, command.conversation)) {
      port.post({ type: 'detached' });
      return;
    }
    try {
      await this.#run(port, attachment, command);
    } catch (error) {
      // The document keeps what was not taken.
      ignoreLocked(error);
    }
  }

  /** The panel may make room for the page's chat; everything else is answered by how things are. */
  async #whileLocked(port: DocumentPort, attachment: Attachment, command: Command): Promise<void> {
    const { tabs, lock, policies, repaint } = this.#options;
    const tab = 'tab' in attachment ? tabs.get(attachment.tab) : undefined;
    if (command.type !== 'show-page-chat' || tab?.chat === undefined) return port.post({ type: 'locked' });
    const stays = lock.panelOf(tab.chat) !== undefined || (await policies.isRequired(tab.chat));
    const away = stays ? 'bar' : 'closed';
    const panel = command.shown ? away : 'open';
    await tabs.set(tab.id, tab.origin, { whileLocked: { chat: tab.chat, panel } });
    await repaint(tab.id);
  }

  async #run(
    port: DocumentPort,
    attachment: Attachment,
    command: Exclude<
      Command,
      { type: 'show-page-chat' | 'composer-focus' | 'open-options' | 'open-unlock' | 'teach' }
    >,
  ): Promise<void> {
    const { conversations, openWindow } = this.#options;
    const id = command.conversation;
    switch (command.type) {
      case 'send':
        await conversations.say(id, command.id, command.text);
        return port.post({ type: 'taken', id: command.id });
      case 'retry':
        await conversations.retry(id, command.id);
        return port.post({ type: 'taken', id: command.id });
      case 'seen':
        return conversations.read(id);
      case 'draft':
        return conversations.draft(id, command.text);
      case 'start':
      case 'refresh':
        return conversations.start(id);
      case 'end':
        return conversations.end(id);
      case 'open-panel':
        return conversations.panel(id, 'open');
      case 'open-window':
        return openWindow(id, command.view);
      case 'verify':
      case 'accept-key':
      case 'rename':
      case 'smp-ask':
      case 'smp-secret':
      case 'smp-answer':
      case 'smp-abort':
        return this.#decide(attachment, command);
      case 'set-policy':
        return this.#setPolicy(port, attachment, command);
    }
  }

  /** Whatever is about whose key it is: nothing that a page could lure a click into. */
  async #decide(attachment: Attachment, command: Deciding): Promise<void> {
    if (isInPage(attachment)) return;
    const { conversations, store, rename } = this.#options;
    const id = command.conversation;
    switch (command.type) {
      case 'rename': {
        const address = store.record(id)?.address;
        return address && rename(address, command.name);
      }
      case 'accept-key':
        return conversations.accept(id, command.fingerprint);
      case 'verify':
        return conversations.verify(id, command.fingerprint, command.verified, command.how);
      case 'smp-ask':
        return conversations.ask(id, command.answer, command.question);
      case 'smp-secret':
        return conversations.ask(id, command.secret);
      case 'smp-answer':
        return conversations.answer(id, command.secret);
      case 'smp-abort':
        return conversations.stopCheck(id);
    }
  }

  /** The document shows what the user chose until it hears what became of it. */
  async #setPolicy(port: DocumentPort, attachment: Attachment, command: SetPolicy): Promise<void> {
    if (isInPage(attachment)) return;
    const { id, conversation, policy, scope, value } = command;
    try {
      await this.#options.policies.set(conversation, policy, scope, value);
    } catch (error) {
      port.post({ type: 'refused', id });
      throw error;
    }
    port.post({ type: 'taken', id });
  }

  async #showPageChat(attachment: Attachment, shown: boolean): Promise<void> {
    const record = this.#shown(attachment);
    if (record === undefined) return;
    const { conversations } = this.#options;
    await (shown ? conversations.showPageChat(record.id) : conversations.panel(record.id, 'open'));
  }

  async #teach(attachment: Attachment): Promise<void> {
    if ('tab' in attachment && !attachment.panel) await this.#options.teach(attachment.tab);
  }

  async #composerFocus(attachment: Attachment, focused: boolean): Promise<void> {
    if ('tab' in attachment && attachment.panel) await this.guard(attachment.tab, focused);
  }

  /** A document in or over a tab may touch the conversations of that tab's account; a window its own. */
  #mayTouch(attachment: Attachment, conversation: string): boolean {
    const record = this.#options.store.record(conversation);
    if (record === undefined) return false;
    if ('conversation' in attachment) return attachment.conversation === conversation;
    return belongs(record, this.#options.tabs.get(attachment.tab));
  }

  #shown(attachment: Attachment): ConversationRecord | undefined {
    const { store, tabs, conversations } = this.#options;
    if (!store.isOpen) return undefined;
    if ('conversation' in attachment) return store.record(attachment.conversation);
    const chat = tabs.get(attachment.tab)?.chat;
    return chat && conversations.at(chat);
  }

  #view = (record: ConversationRecord) =>
    conversationView(
      record,
      this.#options.tabs.carrier(record.address) !== undefined,
      this.#options.names.of(record.address),
    );
}

const isTopLevel = ({ place }: DocumentPort): boolean => place === undefined || place.frame === 0;

const belongs = ({ address }: ConversationRecord, tab: MessengerTab | undefined): boolean =>
  tab?.origin === address.origin &&
  (tab.account?.account === address.account || tab.chat?.account === address.account);
