/** In place of the composer while the chat is not private: what that means, or that it must be, and the one button. */
import type { ConversationView } from '#channel/conversation.ts';
import { Glyph } from '#ui/glyph.tsx';
import { word } from '#ui/words.ts';
import type { PanelActions, Surface } from './panel-actions.ts';

interface NotPrivateProps {
  readonly view: ConversationView;
  readonly surface: Surface;
  readonly actions: PanelActions;
}

export function NotPrivate({ view, surface, actions }: NotPrivateProps) {
  const required = view.policies.requirePrivate.value;
  return (
    <section class="not-private-now" data-required={required ? '' : undefined}>
      <span class="round" data-tone="plain">
        <Glyph state="plain" />
      </span>
      <h2>{word(required ? 'required_title' : 'plain_title')}</h2>
      <p>{required ? word('required_explanation', view.name) : word('plain_explanation', view.name)}</p>
      <button
        type="button"
        class="button"
        data-look="primary"
        data-action="start"
        onClick={() => actions.post({ type: 'start', conversation: view.id })}
      >
        {word('action_start')}
      </button>
      {surface === 'page' && (
        <button
          type="button"
          class="button"
          data-look="quiet"
          data-action="show-page-chat"
          onClick={() => actions.post({ type: 'show-page-chat', shown: true })}
        >
          {word('menu_show_page_chat')}
        </button>
      )}
      <p class="small">{word('plain_requirement', view.name)}</p>
    </section>
  );
}
