/**
 * The wizard's card in the page. It shows what the page has already, and the page cannot press its buttons: only genuine clicks
 * count (`isTrusted`), and keys that are pressed in it stay in it.
 */
import { createCardPlace } from './card-place.ts';
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
type Button = CardAction | 'move';

export interface CardView {
  readonly phase: Phase;
  readonly parts: Parts;
  /** All that is needed has been found. */
  readonly complete: boolean;
  /** What the user is to see or to point at: the card gets out of its way. The same array as long as that is the same. */
  readonly clear: readonly Element[];
  /** Is read out: what the arrows stand on. */
  readonly heard: string;
}

export interface Card {
  show(view: CardView): void;
  focus(): void;
}

const KEYS = ['keydown', 'keypress', 'keyup', 'click', 'pointerdown', 'mousedown'];
/** Away from the edge at which the card lies. */
const MOVES = { top: 'teach_move_down', bottom: 'teach_move_up' } as const;

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
  const place = createCardPlace(card);
  const button = (
    action: Button,
    content: string | Node[],
    look: Record<string, string> = {},
  ): HTMLElement => {
    const made = make('button', { type: 'button', 'data-action': action, ...look }, ...[content].flat());
    const press = () => (action === 'move' ? move() : act(action));
    made.addEventListener('click', (event) => event.isTrusted && press());
    return made;
  };
  /** Gets its words when the card has its place. */
  const mover = (): HTMLElement => button('move', '');
  const nameMover = (): void =>
    body.querySelector('[data-action=move]')?.replaceChildren(words(MOVES[place.edge]));
  const move = (): void => {
    place.move();
    nameMover();
  };
  const partButton = (part: Part, element: Element | undefined): HTMLElement => {
    const what = element === undefined ? words('teach_missing') : textOf(element);
    const line = make('span', { class: element === undefined ? 'missing' : 'found' }, make('bdi', {}, what));
    const lines = [make('span', {}, words(PART_WORDS[part].name)), ...(what === '' ? [] : [line])];
    return button(`part-${part}`, lines, { class: 'part' });
  };
  /** Nothing but what is to be done: the page needs the room. */
  const point = (part: Part): Node[] => [
    make('p', {}, words(PART_WORDS[part].point)),
    choices(button('back', words('teach_back')), button('cancel', words('teach_cancel')), mover()),
  ];
  const overview = ({ parts, complete }: CardView): Node[] => {
    const next = { 'data-look': 'primary', ...(complete ? {} : { disabled: '' }) };
    return [
      make('p', {}, words('teach_look')),
      make('p', { class: 'small' }, words('teach_keys')),
      make('ul', {}, ...PARTS.map((part) => make('li', {}, partButton(part, parts[part])))),
      choices(button('next', words('teach_next'), next), button('cancel', words('teach_cancel')), mover()),
    ];
  };
  const look = ({ asked, trouble }: Extract<Phase, { kind: 'look' }>, view: CardView): Node[] => [
    ...(trouble === undefined ? [] : [make('p', { class: 'bad', role: 'alert' }, words(trouble))]),
    ...(asked === undefined ? overview(view) : point(asked)),
  ];
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
      card.dataset['asked'] = (view.phase.kind === 'look' && view.phase.asked) || 'nothing';
      body.replaceChildren(make('h1', { id: 'title' }, words('teach_title')), ...content(view));
      heard.textContent = view.heard;
      place.clear(view.clear);
      nameMover();
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
