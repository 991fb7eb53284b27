/**
 * The padlock chip: a button in the header of the open chat that says how private the chat is.
 *
 * It stands in the page's document, so the page can remove, restyle, imitate and cover it. It therefore shows
 * nothing secret and can do nothing but ask for the panel, and only a genuine click (`isTrusted`) does that.
 * The words come from the caller. The toolbar is the truth (DESIGN, 6).
 */
import type { PadlockState } from '#channel/conversation.ts';

import { CHIP_CSS } from './chip-style.ts';
import { addTip } from './chip-tip.ts';
import { createPacer } from './pacer.ts';
import { drawPadlock } from './padlock-icon.ts';
import { onPressed } from './pressed.ts';
import { adoptSheet, createShadowHost } from './shadow-host.ts';

/** Headers narrower than this many px get the glyph alone. */
const NARROW = 300;

/** Events that end at the chip, so that a click on it does not also open what the header opens. */
const OWN_EVENTS = [
  'click',
  'dblclick',
  'pointerdown',
  'pointerup',
  'mousedown',
  'mouseup',
  'touchstart',
  'touchend',
  'keydown',
  'keypress',
  'keyup',
];

export interface ChipWords {
  /** The state, for example "Not private". */
  readonly label: string;
  /** What a click does, for example "Start private conversation". */
  readonly action: string;
}

export interface Chip {
  /**
   * Puts the chip into `header` as its first child and shows `state` in `words`. It is put back when the page renders
   * the header's children anew; of a header that the page replaced the caller tells by calling this again.
   */
  show(header: Element, state: PadlockState, words: ChipWords): void;
  hide(): void;
}

export interface ChipOptions {
  /** The user clicked the chip, or pressed Enter or Space on it. */
  onOpen(): void;
  /** Takes the chip out of the page for good. */
  readonly signal: AbortSignal;
}

export function createChip({ onOpen, signal }: ChipOptions): Chip {
  const { host, root } = createShadowHost('data-sotto-chip', CHIP_CSS);
  const face = createFace(root);
  onPressed(face.button, onOpen, signal);
  for (const type of OWN_EVENTS) root.addEventListener(type, (event) => event.stopPropagation());
  const widths = new ResizeObserver(([entry]) => {
    if (entry !== undefined) face.narrow(entry.contentRect.width < NARROW);
  });
  let header: Element | undefined;
  const stay = () => {
    if (header !== undefined && host.parentNode !== header) header.prepend(host);
  };
  const children = watchChildren(stay);
  const leave = () => {
    children.disconnect();
    widths.disconnect();
    header = undefined;
    host.remove();
  };
  const moveTo = (next: Element) => {
    leave();
    header = next;
    stay();
    // Into a frame it takes no sheet along.
    if (root.adoptedStyleSheets.length === 0) adoptSheet(root, CHIP_CSS);
    children.observe(next);
    // A box of buttons is as wide as they are: the row it stands in says how much room there is.
    widths.observe(next.parentElement ?? next);
  };

  signal.addEventListener('abort', leave, { once: true });

  return {
    show(nextHeader, state, words) {
      if (signal.aborted) return;
      face.draw(state, words);
      if (nextHeader === header) stay();
      else moveTo(nextHeader);
    },
    hide: leave,
  };
}

/**
 * Calls `changed` after children of the observed element went, at most once per animation frame, and slowly to a page that
 * undoes what is done then. The child list of the header alone is watched: cheap, however much the page renders elsewhere.
 */
function watchChildren(changed: () => void) {
  let patience = createPacer();
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const answer = () => {
    frame = 0;
    timer = undefined;
    changed();
  };
  const observer = new MutationObserver((records) => {
    const due = frame !== 0 || timer !== undefined;
    if (due || records.every(({ removedNodes }) => removedNodes.length === 0)) return;
    const pause = patience(performance.now());
    if (pause === 0) frame = requestAnimationFrame(answer);
    else timer = setTimeout(answer, pause);
  });
  return {
    observe(element: Element) {
      patience = createPacer();
      observer.observe(element, { childList: true });
    },
    disconnect() {
      observer.disconnect();
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      frame = 0;
      timer = undefined;
    },
  };
}

interface Face {
  readonly button: HTMLElement;
  draw(state: PadlockState, words: ChipWords): void;
  narrow(narrow: boolean): void;
}

function createFace(root: ShadowRoot): Face {
  const button = document.createElement('button');
  button.type = 'button';
  const label = document.createElement('span');
  label.className = 'words';
  let words: ChipWords = { label: '', action: '' };
  root.append(button);
  addTip(root, button, () =>
    button.hasAttribute('data-narrow') ? `${words.label} · ${words.action}` : words.action,
  );

  return {
    button,
    draw(state, nextWords) {
      words = nextWords;
      label.textContent = words.label;
      button.setAttribute('aria-label', `${words.label}. ${words.action}`);
      if (state === button.dataset['state']) return;
      button.dataset['state'] = state;
      button.replaceChildren(drawPadlock(state), label);
    },
    narrow(narrow) {
      button.toggleAttribute('data-narrow', narrow);
    },
  };
}
