/** What the user had in the page's composer when we needed it: it is put back, at the latest when the chat is opened again. */
import { type ChatSight, sameChat } from './chat-finder.ts';
import { fillComposer, holds, readComposer } from './composer.ts';
import type { SentMemory } from './sent-memory.ts';

export class Drafts {
  readonly #sent: Pick<SentMemory, 'has'>;
  /** Of chats that were left before their draft was back. */
  readonly #kept = new Map<string, string>();

  constructor(sent: Pick<SentMemory, 'has'>) {
    this.#sent = sent;
  }

  /** The user's text in the composer. A text of ours that was left behind is nobody's draft. */
  take(chat: ChatSight): string {
    const kept = this.#kept.get(keyOf(chat)) ?? '';
    this.#kept.delete(keyOf(chat));
    const found = readComposer(chat.composer).trimEnd();
    return joined(kept, this.#isOurs(found) ? '' : found);
  }

  /** For another text of ours that follows at once. */
  keep(chat: ChatSight, draft: string): void {
    if (draft !== '') this.#kept.set(keyOf(chat), draft);
  }

  /** Takes what is left of `ours` out of the composer, and puts the draft back. `now`: the chat that is open by now. */
  async giveBack(chat: ChatSight, draft: string, ours: string, now: ChatSight | undefined): Promise<void> {
    const { composer } = chat;
    const left = composer.isConnected && holds(composer, ours);
    if (!sameChat(chat, now)) {
      this.keep(chat, draft);
      if (left) await fillComposer(composer, '');
      return;
    }
    const typed = left ? '' : readComposer(composer).trimEnd();
    if (left || draft !== '') await fillComposer(composer, joined(draft, typed));
  }

  /** To be called when a chat was opened: the site may have kept a text of ours as its draft. */
  async tidy(chat: ChatSight): Promise<void> {
    const key = keyOf(chat);
    const found = readComposer(chat.composer);
    if (found.trim() !== '' && !this.#isOurs(found)) return;
    const kept = this.#kept.get(key) ?? '';
    this.#kept.delete(key);
    if (kept !== '' || this.#isOurs(found)) await fillComposer(chat.composer, kept);
  }

  #isOurs = (text: string): boolean => text.trimStart().startsWith('?OTR') && this.#sent.has(text);
}

const keyOf = ({ account, peer }: ChatSight): string => JSON.stringify([account, peer]);

const joined = (one: string, other: string): string => [one, other].filter((text) => text !== '').join(' ');
