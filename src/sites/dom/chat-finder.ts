/**
 * Which chat is open in the page, with whom, and where its parts are: looked up afresh each time, as a recipe says.
 *
 * Nothing is kept but which of several chats had the focus last.
 */

import type { Recipe } from '#channel/recipe.ts';
import { allIn, findIn, isSeen, openScope, type Scope, seenIn } from './page-scope.ts';
import { readSource, readSources } from './source.ts';

export interface ChatSight {
  readonly kind: 'chat';
  readonly account: string;
  readonly peer: string;
  readonly title?: string;
  readonly header: Element;
  readonly list: Element;
  readonly composer: HTMLElement;
  /** The composer with its buttons. */
  readonly footer: Element;
  /** Where its parts were found. */
  readonly scope: Scope;
}

/** Several people are in the chat. */
export interface GroupSight {
  readonly kind: 'group';
  readonly header: Element;
}

export class ChatFinder {
  readonly #recipe: Recipe;
  #last: WeakRef<Element> | undefined;

  constructor(recipe: Recipe) {
    this.#recipe = recipe;
  }

  account(): string | undefined {
    const scope = openScope(document, this.#recipe.within);
    return scope && readSources(this.#recipe.account, scope);
  }

  /** Undefined when no chat is on show, or the page is still rendering it. */
  look(): ChatSight | GroupSight | undefined {
    const recipe = this.#recipe;
    const page = openScope(document, recipe.within);
    const scope = page && this.#chat(page);
    const header = scope && seenIn(scope, recipe.header);
    if (page === undefined || scope === undefined || header === undefined) return undefined;
    if (recipe.group !== undefined && readSource(recipe.group, scope) !== undefined)
      return { kind: 'group', header };
    const account = readSources(recipe.account, page);
    const peer = readSource(recipe.peer, scope);
    const list = findIn(scope, recipe.list);
    const composer = seenIn(scope, recipe.composer);
    if (account === undefined || peer === undefined || list === undefined || composer === undefined)
      return undefined;
    const footer = (recipe.footer === undefined ? null : composer.closest(recipe.footer)) ?? composer;
    const title = recipe.title && readSource(recipe.title, scope);
    const parts = { header, list, composer, footer, scope, ...(title === undefined ? {} : { title }) };
    return { kind: 'chat', account, peer, ...parts };
  }

  #chat(page: Document | ShadowRoot): Scope | undefined {
    const { chat: select } = this.#recipe;
    if (select === undefined) return page;
    const seen = allIn(page, select).filter(isSeen);
    const chosen =
      seen.find((chat) => chat.contains(page.activeElement)) ??
      seen.find((chat) => chat === this.#last?.deref()) ??
      seen[0];
    if (chosen !== undefined) this.#last = new WeakRef(chosen);
    return chosen;
  }
}

/** Whether both are the same chat in the same composer: a text that was meant for one may be sent in the other. */
export const sameChat = (one: ChatSight, other: ChatSight | GroupSight | undefined): other is ChatSight =>
  other?.kind === 'chat' &&
  one.account === other.account &&
  one.peer === other.peer &&
  one.composer === other.composer;
