/** The panel's one line on top: whose key it is, the padlock with its words, the menu. */
import type { ConversationView } from '#channel/conversation.ts';
import { Glyph } from '#ui/glyph.tsx';
import { MenuButton, type MenuItem } from '#ui/menu-button.tsx';
import { stateWords, word } from '#ui/words.ts';
import type { PanelActions, Surface } from './panel-actions.ts';

interface HeaderProps {
  readonly view: ConversationView;
  readonly surface: Surface;
  readonly actions: PanelActions;
}

export function Header({ view, surface, actions }: HeaderProps) {
  const items = menuItems(view, surface, actions);
  return (
    <header class="header">
      <Who view={view} />
      <Padlock view={view} actions={actions} />
      {items.length > 0 && <MenuButton label={word('menu_label')} items={items} />}
    </header>
  );
}

/** The slim bar that is left while the page's own chat is on show. */
export function Bar({ view, actions }: Omit<HeaderProps, 'surface'>) {
  return (
    <header class="header bar">
      <Who view={view} />
      <Padlock view={view} actions={actions} />
      <button
        type="button"
        class="button"
        data-action="return"
        onClick={() => actions.post({ type: 'show-page-chat', shown: false })}
      >
        <span class="when-wide">{word(view.state === 'plain' ? 'bar_return_plain' : 'bar_return')}</span>
        <span class="when-narrow">{word('bar_return_short')}</span>
      </button>
    </header>
  );
}

function Who({ view }: { readonly view: ConversationView }) {
  const { name, address } = view;
  return (
    <h1 class="who" title={name === address.peer ? name : `${name} (${address.peer})`}>
      <bdi class="who-name">{name}</bdi>
      {name !== address.peer && <bdi class="who-peer">{address.peer}</bdi>}
    </h1>
  );
}

/** An unverified padlock is a button that leads to verification itself. */
function Padlock({ view, actions }: Omit<HeaderProps, 'surface'>) {
  const words = stateWords(view.state, view.name);
  const inside = (
    <>
      <Glyph state={view.state} />
      <span class="padlock-words">{words}</span>
    </>
  );
  if (view.state !== 'unverified') {
    return (
      <div class="padlock" data-tone={view.state} role="status" title={words}>
        {inside}
      </div>
    );
  }
  return (
    <button
      type="button"
      class="padlock"
      data-tone={view.state}
      data-action="padlock"
      title={words}
      aria-label={word('header_state', words, view.name)}
      onClick={() => actions.post({ type: 'open-window', conversation: view.id, view: 'verify' })}
    >
      {inside}
    </button>
  );
}

function menuItems(
  view: ConversationView,
  surface: Surface,
  { post, drafts }: PanelActions,
): readonly MenuItem[] {
  const conversation = view.id;
  const isPrivate = view.state === 'unverified' || view.state === 'verified';
  const verify: MenuItem = {
    action: 'verify',
    words: word('menu_verify'),
    run: () => post({ type: 'open-window', conversation, view: 'verify' }),
  };
  const refresh: MenuItem = {
    action: 'refresh',
    words: word('menu_refresh'),
    run: () => post({ type: 'refresh', conversation }),
  };
  const end: MenuItem = {
    action: 'end',
    words: word('menu_end'),
    run: () => post({ type: 'end', conversation }),
  };
  const showPageChat: MenuItem = {
    action: 'show-page-chat',
    words: word('menu_show_page_chat'),
    run: () => post({ type: 'show-page-chat', shown: true }),
  };
  const openWindow: MenuItem = {
    action: 'open-window',
    words: word('menu_open_window'),
    run: () => {
      drafts.flush();
      post({ type: 'open-window', conversation, view: 'chat' });
    },
  };
  const options: MenuItem = {
    action: 'options',
    words: word('menu_options'),
    run: () => post({ type: 'open-options' }),
  };
  return [
    ...(isPrivate ? [verify, refresh, end] : []),
    ...(surface === 'page' ? [showPageChat, openWindow] : []),
    options,
  ];
}
