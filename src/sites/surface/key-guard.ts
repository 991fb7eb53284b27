/**
 * Swallows keys that reach the page while the user believes to be typing in the panel.
 *
 * A page can take the focus at any moment (`input.focus()` in a loop) and would get the rest of the sentence. So each
 * frame of a messenger's tab has this guard, registered on `window` in the capture phase before any script of the page
 * ran (`document_start`). Invariants while it is armed:
 *
 * - no trusted key, input, composition or paste event reaches a listener or an element of this document;
 * - only the user disarms it: by pressing a pointer on this document, or by leaving with the keyboard;
 * - losing the focus is never a reason to disarm: that is what a thief causes.
 *
 * Leaving with the keyboard. This document does not see the Tab key in the panel, only the focus that comes. So the panel
 * tells the background, on each Tab that leads out of it and whatever had the focus there, that its composer is left;
 * `disarm` follows within milliseconds, before a person's next key. Until then Tab is swallowed and no theft is reported. Who came by another
 * way that nobody can vouch for (F6, a screen reader's cursor) presses Tab twice: the second one is let through and
 * disarms. Nobody presses it twice in a row while writing.
 *
 * Known limits (to be closed elsewhere): frames the extension may not enter, other windows, `document.open()`, which
 * removes these listeners until the next `arm`.
 */

/** Whatever carries, or could carry, what is typed. */
const TYPING_EVENTS = [
  'keydown',
  'keypress',
  'keyup',
  'beforeinput',
  'textInput',
  'input',
  'compositionstart',
  'compositionupdate',
  'compositionend',
  'paste',
];

/** For this long after a pointer press, in ms, an `arm` is taken to be overtaken by it: the background may have had to wake up. */
const OVERTAKEN_MS = 1000;

const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'Fn', 'NumLock']);

/** What the guard of the top frame must know of the panel. */
export interface GuardedPanel {
  hasFocus(): boolean;
  /** Whether an event's target is the panel, as seen from outside. */
  owns(target: EventTarget | null): boolean;
}

export interface KeyGuardOptions {
  /** A key meant for the panel was swallowed. Called once per arming. */
  onFocusTaken(): void;
  /** The user disarmed the guard in this frame: the other frames' guards should be told. */
  onReleased?(): void;
  /** Top frame only: the guard arms itself when the panel takes the focus, without waiting for the background. */
  readonly panel?: GuardedPanel;
  /**
   * For a frame that appears while the panel may be in use: swallows from the start, silently, until `arm` or `disarm`
   * tells which it is. A key that was swallowed till then is reported when `arm` comes.
   */
  readonly armedUntilTold?: boolean;
  /** Ends the guard for good. */
  readonly signal: AbortSignal;
}

export interface KeyGuard {
  /** Ignored when a pointer press in this document has just overtaken it and the panel has not the focus. */
  arm(): void;
  disarm(): void;
  readonly armed: boolean;
}

type Report = 'held-back' | 'due' | 'done';

export function createKeyGuard(options: KeyGuardOptions): KeyGuard {
  const { onFocusTaken, onReleased, panel, signal } = options;
  let armed = options.armedUntilTold === true;
  let report: Report = armed ? 'held-back' : 'due';
  let swallowedUnreported = false;
  let releasedAt = Number.NEGATIVE_INFINITY;
  const tabs = createTabCounter();

  const tellOnce = () => {
    swallowedUnreported = true;
    if (report !== 'due') return;
    report = 'done';
    onFocusTaken();
  };
  const disarm = () => {
    armed = false;
    swallowedUnreported = false;
    report = 'due';
    tabs.reset();
  };
  const release = () => {
    releasedAt = performance.now();
    disarm();
    onReleased?.();
  };
  const armNow = () => {
    const late = report === 'held-back' && swallowedUnreported;
    armed = true;
    report = 'due';
    swallowedUnreported = false;
    tabs.reset();
    if (late) tellOnce();
  };
  const onTyping = (event: Event) => {
    if (!armed || !event.isTrusted || isFunctionKey(event)) return;
    if (tabs.leaves(event)) return release();
    swallow(event);
    if (isWriting(event)) tellOnce();
  };
  const onPress = (event: Event) => {
    if (armed && event.isTrusted && panel?.owns(event.target) !== true) release();
  };
  const onFocusMove = () => {
    if (panel?.hasFocus() === true) armNow();
  };
  // Firefox tells of the blur before the focus has arrived.
  const onBlur = () => {
    onFocusMove();
    setTimeout(onFocusMove);
  };
  const listen = () => {
    const first = { capture: true, signal } as const;
    for (const type of TYPING_EVENTS) addEventListener(type, onTyping, first);
    for (const type of ['pointerdown', 'mousedown']) addEventListener(type, onPress, first);
    addEventListener('blur', onBlur, first);
  };

  listen();
  signal.addEventListener('abort', disarm);
  return {
    arm() {
      if (signal.aborted) return;
      const overtaken = performance.now() - releasedAt < OVERTAKEN_MS;
      if (overtaken && panel?.hasFocus() !== true) return;
      listen();
      armNow();
    },
    disarm,
    get armed() {
      return armed;
    },
  };
}

/** Text that an input method composes cannot be refused, only cut off: by taking the focus from where it would go. */
function swallow(event: Event): void {
  event.stopImmediatePropagation();
  event.preventDefault();
  const active = document.activeElement;
  if (composes(event) && active instanceof HTMLElement) active.blur();
}

/** UI Events, "Composition Events": preventing them changes nothing; before them comes a key that the input method took. */
function composes(event: Event): boolean {
  if (event instanceof CompositionEvent) return event.type !== 'compositionend';
  if (event instanceof KeyboardEvent) return event.isComposing || event.key === 'Process';
  return event.type === 'beforeinput' && !event.cancelable;
}

/** Two Tabs in a row, in one direction and not by holding the key down, say that the user is not writing in the panel. */
function createTabCounter() {
  let last: 'none' | 'forward' | 'backward' = 'none';
  return {
    reset() {
      last = 'none';
    },
    /** True at the second. Any other key but a modifier starts the count anew. */
    leaves(event: Event): boolean {
      if (!(event instanceof KeyboardEvent) || event.type !== 'keydown') return false;
      if (MODIFIERS.has(event.key) || event.repeat) return false;
      const direction = event.shiftKey ? 'backward' : 'forward';
      const previous = last;
      last = event.key === 'Tab' ? direction : 'none';
      return event.key === 'Tab' && previous === direction;
    },
  };
}

/** F1 to F24: they write nothing, and F6 is a way out for keyboard users. */
function isFunctionKey(event: Event): boolean {
  return event instanceof KeyboardEvent && /^F\d+$/.test(event.key);
}

/** Whether the event shows that somebody writes: not a released key, a shortcut, or a key that writes nothing. */
function isWriting(event: Event): boolean {
  if (event instanceof KeyboardEvent) {
    const shortcut = (event.ctrlKey || event.metaKey) && !event.getModifierState('AltGraph');
    const silent = event.key === 'Tab' || MODIFIERS.has(event.key);
    return event.type === 'keydown' && !shortcut && !silent;
  }
  return event.type === 'beforeinput' || event.type === 'paste' || event.type === 'compositionstart';
}
