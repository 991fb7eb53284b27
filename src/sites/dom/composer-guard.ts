/**
 * Stands between the user and the page's composer, on `window` in the capture phase before any script of the page.
 *
 * - What the user would send from it to somebody who is protected is not sent: it is taken out and handed over.
 * - While a text of ours is in it, the user's keys do not reach it.
 *
 * It is a help against habit, no wall: a page has every key that is typed into it (docs/adr/0013).
 */
import type { ChatSight } from './chat-finder.ts';
import { fillComposer, pause, readComposer } from './composer.ts';

/** The user rests who has not touched the composer for so long, in ms; nobody is waited for longer than LONGEST. */
const REST = 1000;
const LONGEST = 10_000;

const KEYS = ['keydown', 'keypress', 'keyup', 'beforeinput', 'paste', 'drop', 'compositionstart'];
const PRESSES = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'touchstart', 'touchend', 'click'];

export interface ComposerGuardOptions {
  /** The chat that is open now, when nothing readable may be sent in it. */
  protectedChat(): ChatSight | undefined;
  /** What the recipe's send button is in its own tree, where there is one. */
  readonly button: string | undefined;
  held(chat: ChatSight, text: string): void;
  readonly signal: AbortSignal;
}

export interface ComposerGuard {
  /** Guards what a chat is in as well, once for each: the document, a frame's too, or the open shadow root. */
  guard(scope: Node): void;
  userRests(box: HTMLElement): Promise<void>;
  freeze(box: HTMLElement): () => void;
}

export function createComposerGuard(options: ComposerGuardOptions): ComposerGuard {
  const { signal } = options;
  const guarded = new WeakSet<Node>();
  const frozen = new Set<HTMLElement>();
  const touched = new WeakMap<EventTarget, number>();

  const onKey = (event: Event) => {
    if (!event.isTrusted) return;
    const path = event.composedPath();
    if ([...frozen].some((box) => path.includes(box))) return swallow(event);
    for (const target of path) touched.set(target, Date.now());
    if (isSendKey(event)) stop(event, (chat) => path.includes(chat.composer));
  };
  const onPress = (event: Event) => {
    if (!event.isTrusted || options.button === undefined) return;
    const { button } = options;
    if (event.composedPath().some((one) => isElement(one) && one.matches(button))) stop(event, () => true);
  };
  const onSubmit = (event: Event) => {
    const form = event.composedPath()[0];
    stop(event, ({ composer }) => form !== undefined && isElement(form) && form.contains(composer));
  };
  const stop = (event: Event, concerns: (chat: ChatSight) => boolean) => {
    const chat = options.protectedChat();
    if (chat === undefined || !concerns(chat)) return;
    const text = readComposer(chat.composer).trim();
    // Our own texts are submitted by a page that was told to send them.
    if (text === '' || frozen.has(chat.composer)) return;
    swallow(event);
    if (event.type === 'keydown' || event.type === 'click' || event.type === 'submit') take(chat, text);
  };
  const take = (chat: ChatSight, text: string) => {
    frozen.add(chat.composer);
    options.held(chat, text);
    void fillComposer(chat.composer, '').finally(() => frozen.delete(chat.composer));
  };

  return {
    guard(scope) {
      if (guarded.has(scope)) return;
      guarded.add(scope);
      const first = { capture: true, signal } as const;
      if ('host' in scope) {
        // A form tells of this in its own tree alone; all else comes to the window.
        scope.addEventListener('submit', onSubmit, first);
        return this.guard((scope as ShadowRoot).host.getRootNode());
      }
      const view = (scope as Document).defaultView;
      for (const type of KEYS) view?.addEventListener(type, onKey, first);
      for (const type of PRESSES) view?.addEventListener(type, onPress, first);
      view?.addEventListener('submit', onSubmit, first);
    },
    async userRests(box) {
      const end = Date.now() + LONGEST;
      while (Date.now() - (touched.get(box) ?? 0) < REST && Date.now() < end) await pause(50);
    },
    freeze(box) {
      frozen.add(box);
      return () => frozen.delete(box);
    },
  };
}

function swallow(event: Event): void {
  event.stopImmediatePropagation();
  event.preventDefault();
}

/** Enter with Shift breaks the line everywhere. Frames have classes of their own, so names must do. */
const isSendKey = (event: Event): boolean =>
  'key' in event &&
  event.key === 'Enter' &&
  !(event as KeyboardEvent).shiftKey &&
  !(event as KeyboardEvent).isComposing;

const isElement = (target: EventTarget): target is Element => 'matches' in target;
