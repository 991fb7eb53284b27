/** The panel while Sotto is locked. Over a page there is no field for a passphrase: the button opens a window of ours. */
import { Glyph } from '#ui/glyph.tsx';
import { OwnMark } from '#ui/mark/mark-picture.tsx';
import { Unlock } from '#ui/passphrase/unlock.tsx';
import { word } from '#ui/words.ts';
import type { PanelActions, Surface } from './panel-actions.ts';

interface LockedProps {
  readonly surface: Surface;
  readonly bar: boolean;
  readonly actions: PanelActions;
}

export function Locked({ surface, bar, actions }: LockedProps) {
  if (bar) return <LockedBar actions={actions} />;
  return (
    <main class="panel panel-alone panel-locked" data-state="locked">
      <span class="round" data-tone="locked">
        <Glyph state="locked" />
      </span>
      <h1>{word('state_locked')}</h1>
      <p role="status">{word('banner_locked')}</p>
      {surface === 'window' ? (
        <Unlock ask={actions.askLock} />
      ) : (
        <>
          <UnlockButton actions={actions} />
          <button
            type="button"
            class="button"
            data-look="quiet"
            data-action="show-page-chat"
            onClick={() => actions.post({ type: 'show-page-chat', shown: true })}
          >
            {word('menu_show_page_chat')}
          </button>
        </>
      )}
      <OwnMark />
    </main>
  );
}

function LockedBar({ actions }: Pick<LockedProps, 'actions'>) {
  return (
    <main class="panel" data-state="locked" data-bar="">
      <header class="header bar">
        <OwnMark />
        <div class="padlock" data-tone="locked" role="status">
          <Glyph state="locked" />
          <span class="padlock-words">{word('state_locked')}</span>
        </div>
        <UnlockButton actions={actions} />
        <button
          type="button"
          class="button"
          data-action="return"
          onClick={() => actions.post({ type: 'show-page-chat', shown: false })}
        >
          <span class="when-wide">{word('bar_return')}</span>
          <span class="when-narrow">{word('bar_return_short')}</span>
        </button>
      </header>
    </main>
  );
}

function UnlockButton({ actions }: Pick<LockedProps, 'actions'>) {
  return (
    <button
      type="button"
      class="button"
      data-look="primary"
      data-action="open-unlock"
      onClick={() => actions.post({ type: 'open-unlock' })}
    >
      {word('action_unlock')}
    </button>
  );
}
