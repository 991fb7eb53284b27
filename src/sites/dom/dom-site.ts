/**
 * The site adapter for messengers that have only a page: a composer, and a list of rows. A recipe says where.
 *
 * It looks again whenever the page changed, and every so often in case a change cannot be seen (a style sheet, another
 * account). Only the chat that is open can be read and written; all of it is the page's claim.
 */
import type { Protection } from '#channel/protection.ts';
import { INTO, type Recipe } from '#channel/recipe.ts';
import type { Delivery, GroupChat, OpenChat, Site, SiteEvents } from '#sites/site.ts';
import { ChatFinder, type ChatSight } from './chat-finder.ts';
import { ChatRows } from './chat-rows.ts';
import { pause } from './composer.ts';
import { createComposerGuard } from './composer-guard.ts';
import { Protections } from './protections.ts';
import { viewport } from './scroller.ts';
import { type OpenSight, Sender } from './sender.ts';
import { SentMemory } from './sent-memory.ts';

/** Time between two looks at a page in which nothing changed, and the least between two at one that changes all the time, in ms. */
const LOOK_AGAIN = 400;
const LOOK_SOON = 40;
/** An account that was not to be seen for so long is gone, in ms. */
const GONE = 5000;

export function createDomSite(recipe: Recipe): Site {
  return new DomSite(recipe);
}

class DomSite implements Site {
  readonly service: string;
  readonly maxText: number;
  readonly openChatOnly = true;
  readonly #recipe: Recipe;
  readonly #finder: ChatFinder;
  readonly #protections = new Protections(pageStorage);
  #running: Running | undefined;

  constructor(recipe: Recipe) {
    this.#recipe = recipe;
    this.service = recipe.id;
    this.maxText = recipe.maxText;
    this.#finder = new ChatFinder(recipe);
  }

  start(events: SiteEvents, signal: AbortSignal): void {
    this.#running = new Running({
      recipe: this.#recipe,
      finder: this.#finder,
      protections: this.#protections,
      events,
      signal,
    });
    signal.addEventListener('abort', () => {
      this.#running = undefined;
    });
  }

  deliver(delivery: Delivery): boolean {
    this.#running?.sender.take(delivery);
    return this.#running !== undefined;
  }

  protect(account: string, protection: Protection): void {
    this.#protections.set(account, protection);
  }

  openChat(): OpenChat | GroupChat | undefined {
    const sight = this.#finder.look();
    if (sight?.kind !== 'chat') return sight && { group: true, header: sight.header };
    const { account, peer, title, header, list, composer, footer } = sight;
    const cover = [viewport(list, [header, composer]), footer];
    const parts = { header, cover, composer: footer };
    return { service: this.service, account, peer, ...parts, ...(title === undefined ? {} : { title }) };
  }
}

interface RunningOptions {
  readonly recipe: Recipe;
  readonly finder: ChatFinder;
  readonly protections: Protections;
  readonly events: SiteEvents;
  readonly signal: AbortSignal;
}

/** From `start` to the signal. */
class Running {
  readonly sender: Sender;
  readonly #options: RunningOptions;
  readonly #sent = new SentMemory(pageStorage);
  readonly #guard;
  readonly #observer = new MutationObserver(() => this.#soon());
  #account: string | undefined;
  #accountSeen = 0;
  #open: { readonly key: string; readonly rows: ChatRows } | undefined;
  #observed: Node | undefined;
  #lastLook = 0;
  #showing = false;
  #due: ReturnType<typeof setTimeout> | undefined;
  #waiting: (() => void)[] = [];

  constructor(options: RunningOptions) {
    this.#options = options;
    const { recipe, finder, protections, events, signal } = options;
    this.#guard = createComposerGuard({
      protectedChat: () => {
        const sight = finder.look();
        return sight?.kind === 'chat' && protections.covers(sight.account, sight.peer) ? sight : undefined;
      },
      button: recipe.send === 'enter' ? undefined : recipe.send.click.split(INTO).at(-1),
      held: ({ account, peer }, text) => events.held({ account, peer, id: crypto.randomUUID(), text }),
      signal,
    });
    this.#guard.guard(document);
    this.sender = new Sender({
      recipe,
      sent: this.#sent,
      focus: events.focus,
      events,
      look: () => this.#look(),
      changed: () => Promise.race([pause(LOOK_AGAIN), new Promise<void>((go) => this.#waiting.push(go))]),
      userRests: this.#guard.userRests,
      freeze: this.#guard.freeze,
      signal,
    });
    const again = setInterval(() => this.#look(), LOOK_AGAIN);
    signal.addEventListener('abort', () => {
      clearInterval(again);
      clearTimeout(this.#due);
      this.#observer.disconnect();
    });
    this.#look();
  }

  /** At once, unless the last look was just now: hidden tabs have slow timers. */
  #soon(): void {
    if (this.#due !== undefined) return;
    const wait = this.#lastLook + LOOK_SOON - Date.now();
    if (wait <= 0) this.#look();
    else this.#due = setTimeout(() => this.#look(), wait);
  }

  /** Reads the page and tells what is new. */
  #look(): OpenSight | undefined {
    clearTimeout(this.#due);
    this.#due = undefined;
    this.#lastLook = Date.now();
    const { finder, signal } = this.#options;
    if (signal.aborted) return undefined;
    this.#tellAccount(finder.account());
    const sight = finder.look();
    const chat = sight?.kind === 'chat' ? sight : undefined;
    // What waits for this chat goes on, also when it was away for no more than this look.
    if (chat !== undefined && !this.#showing) queueMicrotask(() => this.sender.run());
    this.#showing = chat !== undefined;
    const open = chat && { chat, rows: this.#rowsOf(chat).look(chat) };
    for (const go of this.#waiting.splice(0)) go();
    return open;
  }

  /** A page that renders anew shows no account for a moment. */
  #tellAccount(account: string | undefined): void {
    if (account !== undefined) this.#accountSeen = Date.now();
    if (account === this.#account || (account === undefined && Date.now() - this.#accountSeen < GONE)) return;
    const { events } = this.#options;
    if (account === undefined && this.#account !== undefined) events.account(this.#account, false);
    if (account !== undefined) events.account(account, true);
    this.#account = account;
  }

  #rowsOf(chat: ChatSight): ChatRows {
    this.#observe(chat);
    const key = JSON.stringify([chat.account, chat.peer]);
    if (this.#open?.key === key) return this.#open.rows;
    const { recipe, events } = this.#options;
    const { account, peer } = chat;
    const rows = new ChatRows({ recipe, sent: this.#sent, account, peer, events });
    this.#open = { key, rows };
    queueMicrotask(() => this.sender.run());
    return rows;
  }

  #observe({ list, composer }: ChatSight): void {
    this.#guard.guard(composer.getRootNode());
    if (this.#observed === list) return;
    this.#observed = list;
    this.#observer.disconnect();
    this.#observer.observe(list, { childList: true, characterData: true, subtree: true });
  }
}

/** The page may forbid it, by a sandbox. */
function pageStorage(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}
