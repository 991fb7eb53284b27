/**
 * The XMPP site adapter, content-script side: talks to the wire hook in the page's world, and finds the chat.
 *
 * Whatever the hook says may be forged by the page and is treated as the network's word.
 */
import * as v from 'valibot';
import type { Protection } from '#channel/protection.ts';
import { FromWire, type ToWire, WIRE_COMMAND, WIRE_EVENT } from '#channel/wire.ts';
import { ConverseChats } from '#sites/dom/converse.ts';
import type { Delivery, OpenChat, Site, SiteEvents } from '#sites/site.ts';
import { type Message, Untold } from './untold.ts';
import { lookOf } from './wire/otr-text.ts';

/** Far below the 262,144 bytes that servers take as one stanza, even when every character has to be escaped. */
const MAX_TEXT = 50_000;

export interface XmppSiteOptions {
  /**
   * What the page shows in place of an OTR text, in the user's language; at most 200 characters. Asked for once the page is
   * connected: browsers read all our words from disk at the first.
   */
  readonly sentence?: () => string;
  readonly page?: Document;
}

export function createXmppSite({ sentence, page = document }: XmppSiteOptions = {}): Site {
  return new XmppSite(page, sentence);
}

class XmppSite implements Site {
  readonly service = 'xmpp';
  readonly maxText = MAX_TEXT;
  readonly openChatOnly = false;
  readonly #page: Document;
  /** Until it was told. */
  #sentence: (() => string) | undefined;
  readonly #chats: ConverseChats;
  readonly #untold: Untold;
  /** The account last seen; it stays while the page reconnects. */
  #account: string | undefined;
  #connected = false;
  #started = false;
  /** The last delivery that the hook took. */
  #taken: string | undefined;

  constructor(page: Document, sentence: (() => string) | undefined) {
    this.#page = page;
    this.#sentence = sentence;
    this.#chats = new ConverseChats(page);
    this.#untold = new Untold(storageOf(page));
  }

  start(events: SiteEvents, signal: AbortSignal): void {
    this.#started = true;
    signal.addEventListener('abort', () => {
      this.#started = false;
    });
    this.#page.addEventListener(WIRE_EVENT, (event) => this.#heard(event, events), { signal });
    // A page that comes back from the back/forward cache may have lost its stream unseen.
    this.#page.defaultView?.addEventListener('pageshow', () => this.#ask(), { signal });
    for (const message of this.#untold.messages()) this.#tellMessage(message, events);
    this.#ask();
  }

  deliver({ id, account, peer, text }: Delivery): boolean {
    if (!this.#started) return false;
    this.#taken = undefined;
    this.#command({ type: 'send', id, account, peer, text });
    // Events are dispatched synchronously, and so is the hook's answer.
    return this.#taken === id;
  }

  protect(account: string, protection: Protection): void {
    this.#command({ type: 'protect', account, protection });
  }

  openChat(): OpenChat | undefined {
    const account = this.#account;
    const chat = account === undefined ? undefined : this.#chats.find();
    return account === undefined || chat === undefined
      ? undefined
      : { service: this.service, account, ...chat };
  }

  #ask(): void {
    this.#command({ type: 'report' });
  }

  #command(command: ToWire): void {
    this.#page.dispatchEvent(new CustomEvent(WIRE_COMMAND, { detail: JSON.stringify(command) }));
  }

  #heard(event: Event, events: SiteEvents): void {
    const word = wordOf(event);
    if (word?.type === 'taken') this.#taken = word.id;
    else if (word?.type === 'connected') this.#isConnected(word.account, events);
    else if (word?.type === 'disconnected') this.#tellAccount(this.#account, false, events);
    else if (word?.type === 'message') this.#received(word, events);
    else if (word !== undefined) tell(word, events);
  }

  #received({ type: _, ...message }: Said<'message'>, events: SiteEvents): void {
    if (lookOf(message.text) !== undefined) this.#untold.add(message);
    this.#tellMessage(message, events);
  }

  #tellMessage(message: Message, events: SiteEvents): void {
    void events.received(message).then(() => this.#untold.remove(message.id));
  }

  #isConnected(account: string, events: SiteEvents): void {
    this.#speak();
    this.#tellAccount(account, true, events);
  }

  /** Before anything has come on the stream. */
  #speak(): void {
    const sentence = this.#sentence?.();
    this.#sentence = undefined;
    if (sentence !== undefined) this.#command({ type: 'report', sentence });
  }

  #tellAccount(account: string | undefined, connected: boolean, events: SiteEvents): void {
    if (account === undefined || (account === this.#account && connected === this.#connected)) return;
    this.#account = account;
    this.#connected = connected;
    events.account(account, connected);
  }
}

type Said<T extends FromWire['type']> = Extract<FromWire, { type: T }>;

function tell(word: Said<'held' | 'too-long' | 'handled' | 'lost' | 'refused'>, events: SiteEvents): void {
  switch (word.type) {
    case 'held': {
      const { account, peer, id, text } = word;
      events.held({ account, peer, id, text });
      break;
    }
    case 'too-long': {
      const { account, peer, id, live } = word;
      events.tooLong({ account, peer, id, live });
      break;
    }
    case 'handled':
      events.delivered(word.id);
      break;
    case 'lost':
      events.undelivered(word.id, 'unconfirmed');
      break;
    case 'refused':
      events.undelivered(word.id, 'refused');
      break;
  }
}

function storageOf(page: Document): Storage | undefined {
  try {
    return page.defaultView?.sessionStorage;
  } catch {
    return undefined;
  }
}

/** Undefined for anything but a word of the channel's. */
function wordOf(event: Event): FromWire | undefined {
  try {
    const parsed = v.safeParse(FromWire, JSON.parse((event as CustomEvent<string>).detail));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
