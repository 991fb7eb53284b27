/** The popup's foot: the options, and on a site where Sotto is on the way to switch it off. */
import { useState } from 'preact/hooks';
import { word } from '#ui/words.ts';
import type { PopupActions } from './popup-actions.ts';

interface FootProps {
  /** The site that can be switched off. */
  readonly site: string | undefined;
  /** Sotto can be shown the chat, where it did not find the right one. */
  readonly teach?: boolean;
  readonly actions: PopupActions;
}

export function Foot({ site, teach = false, actions: { post, releaseSite, close } }: FootProps) {
  const [refused, setRefused] = useState(false);
  const stop = (from: string) => {
    releaseSite(from).then(
      (released) => setRefused(!released),
      () => setRefused(true),
    );
  };
  return (
    <footer class="foot">
      <button
        type="button"
        class="button"
        data-look="quiet"
        data-action="options"
        onClick={() => {
          post({ type: 'open-options' });
          close();
        }}
      >
        {word('menu_options')}
      </button>
      {teach && (
        <button
          type="button"
          class="button"
          data-look="quiet"
          data-action="teach"
          onClick={() => {
            post({ type: 'teach' });
            close();
          }}
        >
          {word('popup_teach')}
        </button>
      )}
      {site !== undefined && (
        <button
          type="button"
          class="button"
          data-look="quiet"
          data-action="stop-here"
          onClick={() => stop(site)}
        >
          {word('popup_stop_here')}
        </button>
      )}
      <p class="small" role="status">
        {refused && word('popup_stop_here_refused')}
      </p>
    </footer>
  );
}
