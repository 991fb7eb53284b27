/**
 * Takes the user's next clicks for pointing: the page gets nothing of them. By keys, the arrows go through what the part could
 * be, Enter chooses, Escape ends it.
 */
import { findList, messageTexts } from './guess.ts';
import { innermost, isEditable, type Part, textOf } from './page-parts.ts';

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
  readonly signal: AbortSignal;
}

export function startPointing(options: PointingOptions): void {
  const { host, asked, signal } = options;
  const keys = createKeys(options);
  const targetOf = (event: Event): Element | undefined => {
    const part = asked();
    const [target] = event.composedPath();
    return part !== undefined && target instanceof Element ? meant(part, target) : undefined;
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
  const first = { capture: true, signal } as const;
  for (const type of PRESSES) addEventListener(type, onPress, first);
  for (const type of TOUCHES) addEventListener(type, onPress, { ...first, passive: false });
  addEventListener('pointermove', onMove, first);
  addEventListener('keydown', onKey, first);
}

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
  const composer = document.querySelector('textarea, [contenteditable=true], input[type=text]');
  const list = composer && findList(document, composer);
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
