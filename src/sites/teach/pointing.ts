/**
 * Takes the user's next clicks for pointing: the page gets nothing of them. By keys, the arrows go through what the part could
 * be, Enter chooses, Escape ends it.
 */
import { focusedElement, viewOf } from '#sites/frames.ts';
import { findList, messageTexts } from './guess.ts';
import { innermost, isEditable, type Part, textOf } from './page-parts.ts';
import { documentsIn, isForeign, treeOf } from './trees.ts';

const PRESSES = [
  'pointerdown',
  'mousedown',
  'pointerup',
  'mouseup',
  'click',
  'auxclick',
  'dblclick',
  'contextmenu',
];
const TOUCHES = ['touchstart', 'touchend'];

export interface PointingOptions {
  /** Our own element: clicks on it are not for the page. */
  readonly host: Element;
  /** What is being pointed at; undefined: nothing is, and the page has its clicks. */
  asked(): Part | undefined;
  /** What it could be, the likeliest first. */
  choices(part: Part): readonly Element[];
  /** A click or Enter would choose this now; undefined: nothing. */
  aim(element: Element | undefined): void;
  chosen(element: Element): void;
  stopped(): void;
  /** The user clicked into a frame that cannot be read. */
  foreign(): void;
  readonly signal: AbortSignal;
}

/** The returned function is to be called when frames may have come. */
export function startPointing(options: PointingOptions): () => void {
  const { host, asked, signal } = options;
  const keys = createKeys(options);
  const targetOf = (event: Event): Element | undefined => {
    const part = asked();
    const [target] = event.composedPath();
    return part !== undefined && isElement(target) ? meant(part, target) : undefined;
  };
  const onPress = (event: Event): void => {
    if (!event.isTrusted || asked() === undefined || event.composedPath().includes(host)) return;
    swallow(event);
    keys.leave();
    const target = event.type === 'click' ? targetOf(event) : undefined;
    if (target !== undefined) options.chosen(target);
  };
  const onMove = (event: Event): void => {
    if (!event.isTrusted || asked() === undefined) return;
    keys.leave();
    options.aim(event.composedPath().includes(host) ? undefined : targetOf(event));
  };
  const onKey = (event: KeyboardEvent): void => {
    const part = asked();
    if (event.isTrusted && part !== undefined && keys.take(event.key, part)) swallow(event);
  };
  // A click into such a frame is told to nobody else: all that shows is where the focus went.
  const onLeave = (): void =>
    void setTimeout(() => {
      const focused = focusedElement();
      if (!signal.aborted && asked() !== undefined && focused !== null && isForeign(focused))
        options.foreign();
    });
  const first = { capture: true, signal } as const;
  const heard = new WeakSet<Document>();
  const listen = (): void => {
    for (const page of documentsIn(document).filter((one) => !heard.has(one))) {
      heard.add(page);
      listenIn(viewOf(page.documentElement));
      // Of frames that are loaded later.
      page.addEventListener('load', listen, first);
    }
  };
  const listenIn = (view: Window): void => {
    for (const type of PRESSES) view.addEventListener(type, onPress, first);
    for (const type of TOUCHES) view.addEventListener(type, onPress, { ...first, passive: false });
    view.addEventListener('pointermove', onMove, first);
    view.addEventListener('keydown', onKey, first);
    view.addEventListener('blur', onLeave, first);
  };
  listen();
  return listen;
}

/** Frames have classes of their own. */
const isElement = (target: EventTarget | undefined): target is Element =>
  target !== undefined && 'matches' in target;

function swallow(event: Event): void {
  event.stopImmediatePropagation();
  event.preventDefault();
}

interface Keys {
  /** True when the key was meant for pointing. */
  take(key: string, part: Part): boolean;
  /** The user points by other means. */
  leave(): void;
}

function createKeys({ choices, aim, chosen, stopped }: PointingOptions): Keys {
  let at: Element | undefined;
  const step = (part: Part, by: 1 | -1): void => {
    const all = choices(part);
    const index = at === undefined ? -1 : all.indexOf(at);
    at = index < 0 ? all.at(by > 0 ? 0 : -1) : all.at((index + by) % all.length);
    at?.scrollIntoView({ block: 'nearest' });
    aim(at);
  };
  return {
    leave() {
      at = undefined;
    },
    take(key, part) {
      const there = at;
      switch (key) {
        case 'ArrowDown':
        case 'ArrowUp':
          step(part, key === 'ArrowDown' ? 1 : -1);
          return true;
        case 'Tab':
          // To the buttons of the card, which take Enter themselves.
          at = undefined;
          aim(undefined);
          return false;
        case 'Escape':
          stopped();
          break;
        case 'Enter':
          if (there === undefined) return false;
          chosen(there);
          break;
        default:
          return false;
      }
      at = undefined;
      return true;
    },
  };
}

/** The element that somebody means who points at `target`. */
function meant(part: Part, target: Element): Element | undefined {
  if (part === 'composer')
    return outermost(target, isEditable) ?? target.querySelector('textarea, [contenteditable]') ?? undefined;
  if (part === 'name') return textOf(target) === '' ? undefined : innermost(target);
  return message(target);
}

function message(target: Element): Element | undefined {
  const composer = treeOf(target).querySelector('textarea, [contenteditable=true], input[type=text]');
  const list = composer && findList(composer);
  const texts = list?.contains(target) ? messageTexts(list) : [];
  const around = texts.find((text) => text.contains(target));
  const inside = texts.filter((text) => target.contains(text));
  if (around !== undefined) return around;
  if (inside.length === 1) return inside[0];
  return textOf(target) === '' ? undefined : target;
}

function outermost(target: Element, is: (element: Element) => boolean): Element | undefined {
  let found: Element | undefined;
  for (let one: Element | null = target; one !== null; one = one.parentElement) if (is(one)) found = one;
  return found;
}
