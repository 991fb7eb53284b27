/**
 * Where the chat is in a page of Converse.js 14, in fullscreen, overlay and embedded mode.
 *
 * One-to-one chats are `converse-chat` elements that carry the peer's bare JID; group chats are `converse-muc` and are not
 * ours. In overlay mode several chats can be in view: the one with the focus counts, or else the one that counted last.
 */

export interface ConverseChat {
  readonly peer: string;
  readonly header: Element;
  readonly cover: readonly Element[];
  readonly composer: Element;
}

export class ConverseChats {
  readonly #page: Document;
  #last: WeakRef<Element> | undefined;

  constructor(page: Document) {
    this.#page = page;
  }

  /** Undefined when no one-to-one chat is in view. */
  find(): ConverseChat | undefined {
    const visible = Array.from(this.#page.querySelectorAll('converse-chat[jid]')).filter(isVisible);
    const chosen =
      visible.find((chat) => chat.contains(this.#page.activeElement)) ??
      visible.find((chat) => chat === this.#last?.deref()) ??
      visible[0];
    if (chosen === undefined) return undefined;
    this.#last = new WeakRef(chosen);
    return describe(chosen);
  }
}

/** Undefined while Converse is still rendering the chat. */
function describe(chat: Element): ConverseChat | undefined {
  const peer = chat.getAttribute('jid')?.toLowerCase();
  const header = chat.querySelector('converse-chat-heading .chatbox-title__buttons');
  const body = chat.querySelector('.chat-body');
  const composer = chat.querySelector('converse-chat-bottom-panel');
  if (!peer || header === null || body === null || composer === null) return undefined;
  return { peer, header, cover: [body, composer], composer };
}

/**
 * Converse hides the chats that are not in front, and minimised ones, by `display: none`. The chat's own box may have no
 * height, since what is in it is positioned: its heading is looked at.
 */
function isVisible(chat: Element): boolean {
  const box = chat.querySelector('converse-chat-heading')?.getBoundingClientRect();
  return box !== undefined && box.width > 0 && box.height > 0;
}
