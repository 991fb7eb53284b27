/**
 * The wizard's card in the page. It shows what the page has already, and the page cannot press its buttons: only genuine clicks
 * count (`isTrusted`), and keys that are pressed in it stay in it.
 */
import { boxInWindow } from '#sites/surface/box-in-window.ts';
import { PARTS, type Part, type Parts, textOf } from './page-parts.ts';
import { PART_WORDS, type WordKey, type Words } from './words.ts';

/** Where the wizard stands. */
export type Phase =
  | { readonly kind: 'look'; readonly asked: Part | undefined; readonly trouble?: WordKey }
  /** Whether the text may be written into the chat. */
  | { readonly kind: 'ask' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'not-kept' }
  | { readonly kind: 'done' };

export type CardAction = 'next' | 'cancel' | 'back' | 'send' | 'skip' | `part-${Part}`;

export interface CardView {
  readonly phase: Phase;
  readonly parts: Parts;
  /** All that is needed has been found. */
  readonly complete: boolean;
  /** Is read out: what the arrows stand on. */
  readonly heard: string;
}

export interface Card {
  show(view: CardView): void;
  focus(): void;
}

const KEYS = ['keydown', 'keypress', 'keyup', 'click', 'pointerdown', 'mousedown'];
const CORNERS = ['top-end', 'bottom-end', 'top-start', 'bottom-start'] as const;

export function createCard(root: ShadowRoot, words: Words, act: (action: CardAction) => void): Card {
  const card = make('div', { class: 'card', role: 'dialog', 'aria-labelledby': 'title', tabindex: '-1' });
  const body = make('div');
  const heard = make('p', { class: 'only-heard', role: 'status' });
  card.append(body, heard);
  root.append(card);
  for (const type of KEYS) root.addEventListener(type, (event) => event.stopPropagation());
  card.addEventListener('keydown', (event) => {
    if (event.isTrusted && event.key === 'Escape') act('cancel');
  });
  const button = (
    action: CardAction,
    content: string | Node[],
    look: Record<string, string> = {},
  ): HTMLElement => {
    const made = make('button', { type: 'button', 'data-action': action, ...look }, ...[content].flat());
    made.addEventListener('click', (event) => event.isTrusted && act(action));
    return made;
  };
  const partButton = (part: Part, element: Element | undefined, asked: Part | undefined): HTMLElement => {
    const what = element === undefined ? words('teach_missing') : textOf(element);
    const line = make('span', { class: element === undefined ? 'missing' : 'found' }, make('bdi', {}, what));
    const lines = [make('span', {}, words(PART_WORDS[part].name)), ...(what === '' ? [] : [line])];
    return button(`part-${part}`, lines, { class: 'part', 'aria-pressed': String(asked === part) });
  };
  const look = ({ asked, trouble }: Extract<Phase, { kind: 'look' }>, view: CardView): Node[] => {
    const list = PARTS.map((part) => make('li', {}, partButton(part, view.parts[part], asked)));
    const next = { 'data-look': 'primary', ...(view.complete ? {} : { disabled: '' }) };
    return [
      ...(trouble === undefined ? [] : [make('p', { class: 'bad', role: 'alert' }, words(trouble))]),
      make('p', {}, asked === undefined ? words('teach_look') : words(PART_WORDS[asked].point)),
      ...(asked === undefined ? [] : [make('p', { class: 'small' }, words('teach_keys'))]),
      make('ul', {}, ...list),
      choices(button('next', words('teach_next'), next), button('cancel', words('teach_cancel'))),
    ];
  };
  const ask = ({ parts: { name } }: CardView): Node[] => [
    make('p', {}, words('teach_ask', [words('teach_check_text'), name === undefined ? '' : textOf(name)])),
    choices(
      button('send', words('teach_send'), { 'data-look': 'primary' }),
      button('skip', words('teach_skip')),
      button('back', words('teach_back')),
    ),
  ];
  const content = (view: CardView): Node[] => {
    const { phase } = view;
    switch (phase.kind) {
      case 'look':
        return look(phase, view);
      case 'ask':
        return ask(view);
      case 'checking':
        return [
          make('p', { role: 'status' }, words('teach_checking')),
          choices(button('back', words('teach_cancel'))),
        ];
      case 'not-kept':
        return [
          make('p', { class: 'bad', role: 'alert' }, words('teach_not_kept')),
          choices(
            button('skip', words('teach_again'), { 'data-look': 'primary' }),
            button('cancel', words('teach_cancel')),
          ),
        ];
      case 'done':
        return [make('p', { role: 'status' }, words('teach_done'))];
    }
  };
  return {
    show(view) {
      const focused = (root.activeElement as HTMLElement | null)?.dataset['action'];
      card.dataset['step'] = view.phase.kind;
      body.replaceChildren(make('h1', { id: 'title' }, words('teach_title')), ...content(view));
      heard.textContent = view.heard;
      card.dataset['corner'] = freeCorner(card, view.parts);
      const again =
        focused === undefined ? null : body.querySelector<HTMLElement>(`[data-action="${focused}"]:enabled`);
      if (again !== null) again.focus();
      else if (focused !== undefined) card.focus();
    },
    focus: () => card.focus(),
  };
}

const choices = (...buttons: HTMLElement[]): HTMLElement => make('div', { class: 'choices' }, ...buttons);

function make(
  tag: string,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Where the card hides the least of what was found; it stays where it is if that is no worse. */
function freeCorner(card: HTMLElement, parts: Parts): string {
  const now = card.dataset['corner'];
  const corners = CORNERS.map((corner) => {
    card.dataset['corner'] = corner;
    const box = card.getBoundingClientRect();
    return { corner, hidden: Object.values(parts).reduce((sum, part) => sum + shared(box, part), 0) };
  });
  const least = Math.min(...corners.map(({ hidden }) => hidden));
  const free = corners.filter(({ hidden }) => hidden === least).map(({ corner }) => corner);
  return free.find((corner) => corner === now) ?? free[0] ?? 'top-end';
}

function shared(box: DOMRect, part: Element): number {
  const other = boxInWindow(part);
  if (other === undefined) return 0;
  const width = Math.min(box.right, other.left + other.width) - Math.max(box.left, other.left);
  const height = Math.min(box.bottom, other.top + other.height) - Math.max(box.top, other.top);
  return Math.max(0, width) * Math.max(0, height);
}
