/**
 * Where the user writes. The text lives in the field itself and in `drafts`; nothing typed is lost when sending is
 * not possible. In a page it never takes the focus by itself: keys under way could go to another contact. It takes it back.
 */
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ConversationView } from '#channel/conversation.ts';
import type { Trouble } from '#channel/document.ts';
import { word } from '#ui/words.ts';
import { BANNER_ID } from './banner.tsx';
import type { PanelActions, Surface } from './panel-actions.ts';

/** The longest text that is sent at once, in UTF-16 code units. */
export const MAX_MESSAGE = 100_000;

/** Field and document lose the focus together within this time, in ms. */
const TOGETHER_MS = 50;

interface ComposerProps {
  readonly view: ConversationView;
  readonly trouble: Trouble | undefined;
  readonly surface: Surface;
  readonly actions: PanelActions;
}

/** To be keyed by the conversation: another contact gets another field. */
export function Composer({ view, trouble, surface, actions }: ComposerProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => actions.drafts.read(view.id, view.draft));
  const blocked = blockedWords(view, trouble);
  const tooLong = text.length > MAX_MESSAGE;
  const hint = useId();
  useDraftFromElsewhere(view, actions, field, setText);
  useGrowth(field, text);
  useFocusReports(field, surface, actions);
  useFocusByIntent(field, surface, trouble);
  useFocusReturn(field);

  const write = (value: string) => {
    setText(value);
    actions.drafts.write(view.id, value);
  };
  const send = () => {
    if (blocked !== undefined || tooLong || text.trim() === '') return;
    actions.send(view.id, text);
    write('');
    field.current?.focus();
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div class="composer-line">
        <textarea
          ref={field}
          name="message"
          rows={1}
          dir="auto"
          autocomplete="off"
          aria-label={word('composer_label', view.name)}
          aria-describedby={blocked === undefined ? hint : `${BANNER_ID} ${hint}`}
          aria-invalid={tooLong}
          placeholder={blocked ?? invitation(view)}
          disabled={blocked !== undefined}
          value={text}
          onInput={(event) => write(event.currentTarget.value)}
          onBlur={() => actions.drafts.flush()}
          onKeyDown={(event) => {
            if (!isSendKey(event)) return;
            event.preventDefault();
            send();
          }}
        />
        <button
          type="submit"
          class="button send"
          data-look="primary"
          data-action="send"
          disabled={blocked !== undefined || tooLong || text.trim() === ''}
          // The keyboard stays in the field when the button is clicked.
          onPointerDown={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
        >
          {word('composer_send')}
        </button>
      </div>
      <p class="composer-hint" id={hint} role="status">
        {tooLong && word('composer_too_long', text.length.toLocaleString(), MAX_MESSAGE.toLocaleString())}
        {!tooLong && blocked !== undefined && text !== '' && blocked}
      </p>
    </form>
  );
}

/** Why nothing can be written now, or undefined. */
function blockedWords(view: ConversationView, trouble: Trouble | undefined): string | undefined {
  if (trouble !== undefined) return word('composer_trouble');
  if (view.decision !== undefined) return word('composer_decision');
  if (view.state === 'finished') return word('composer_finished');
  return undefined;
}

function invitation(view: ConversationView): string {
  return view.state === 'starting'
    ? word('composer_starting', view.name)
    : word('composer_private', view.name);
}

/** Enter alone; not the Enter that ends an input method's composition (229: Chromium's after compositionend). */
export function isSendKey(event: KeyboardEvent): boolean {
  if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229) return false;
  return !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey;
}

type FieldRef = { readonly current: HTMLTextAreaElement | null };

/** A draft changed in another window of ours is shown here, unless the user is writing here. */
function useDraftFromElsewhere(
  view: ConversationView,
  { drafts }: PanelActions,
  field: FieldRef,
  setText: (text: string) => void,
) {
  const told = useRef(view.draft);
  useEffect(() => {
    const newer = drafts.heard(view.id, view.draft);
    if (told.current === view.draft) return;
    told.current = view.draft;
    if (document.activeElement === field.current || !newer) return;
    drafts.adopt(view.id, view.draft);
    setText(view.draft);
  }, [view]);
}

/** As high as its text; the style sheet sets the limit of six lines. */
function useGrowth(field: FieldRef, text: string) {
  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.style.blockSize = 'auto';
    element.style.blockSize = `${element.scrollHeight}px`;
  }, [text]);
}

/** The keyboard comes to the field where the user asked for it: a window was opened to write, or Continue here pressed. */
function useFocusByIntent(field: FieldRef, surface: Surface, trouble: Trouble | undefined) {
  const before = useRef(trouble);
  useEffect(() => {
    if (surface === 'window') field.current?.focus();
  }, []);
  useEffect(() => {
    if (before.current !== undefined && trouble === undefined) field.current?.focus();
    before.current = trouble;
  }, [trouble]);
}

/**
 * A page that takes the focus when it has sent something is made to give it back, to this document: then to the field that lost it.
 * The field of another contact is another field.
 */
function useFocusReturn(field: FieldRef) {
  useEffect(() => {
    const element = field.current;
    let left = Number.NEGATIVE_INFINITY;
    let lost = false;
    const onFieldBlur = () => {
      left = performance.now();
    };
    // The field hears of it first, then the window.
    const onBlur = () => {
      lost = performance.now() - left < TOGETHER_MS;
    };
    const onReturn = () => {
      if (lost && (document.activeElement === null || document.activeElement === document.body))
        element?.focus();
      lost = false;
    };
    element?.addEventListener('blur', onFieldBlur);
    window.addEventListener('blur', onBlur);
    window.addEventListener('focus', onReturn);
    return () => {
      element?.removeEventListener('blur', onFieldBlur);
      window.removeEventListener('blur', onBlur);
      window.removeEventListener('focus', onReturn);
    };
  }, []);
}

/**
 * While the in-page field has the keyboard, the page's key guard is armed. Leaving it by Tab is the user's own act;
 * a focus that is merely lost is not reported, for that is what a thief causes.
 */
function useFocusReports(field: FieldRef, surface: Surface, actions: PanelActions) {
  useEffect(() => {
    const element = field.current;
    if (surface !== 'page' || element === null) return;
    const report = (focused: boolean) => actions.post({ type: 'composer-focus', focused });
    const onFocus = () => report(true);
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Tab' && !event.isComposing) report(false);
    };
    element.addEventListener('focus', onFocus);
    element.addEventListener('keydown', onKeyDown);
    return () => {
      element.removeEventListener('focus', onFocus);
      element.removeEventListener('keydown', onKeyDown);
    };
  }, [surface, actions]);
}
