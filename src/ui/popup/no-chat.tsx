/** The popup on a page without a chat: switch Sotto on for this site, in the browser's own words and the user's own click. */
import { useState } from 'preact/hooks';
import { word } from '#ui/words.ts';
import type { PopupActions } from './popup-actions.ts';

interface NoChatProps {
  readonly site: string | undefined;
  readonly enabled: boolean;
  readonly actions: PopupActions;
}

export function NoChat({ site, enabled, actions }: NoChatProps) {
  return (
    <section class="no-chat">
      <h1>{word('popup_no_chat')}</h1>
      {enabled && <p>{word('popup_no_chat_enabled')}</p>}
      {enabled && <Teach actions={actions} />}
      {!enabled && site === undefined && <p>{word('popup_no_chat_nowhere')}</p>}
      {!enabled && site !== undefined && <UseHere site={site} requestSite={actions.requestSite} />}
    </section>
  );
}

/** Where there is a chat that Sotto does not find by itself. */
function Teach({ actions: { post, close } }: { readonly actions: PopupActions }) {
  const teach = () => {
    post({ type: 'teach' });
    close();
  };
  return (
    <>
      <p>{word('popup_teach_what')}</p>
      <button type="button" class="button" data-action="teach" onClick={teach}>
        {word('popup_teach')}
      </button>
    </>
  );
}

function UseHere({
  site,
  requestSite,
}: {
  readonly site: string;
  readonly requestSite: PopupActions['requestSite'];
}) {
  const [answer, setAnswer] = useState<boolean>();
  const ask = () => {
    requestSite(site).then(setAnswer, () => setAnswer(false));
  };
  if (answer === true) return <p role="status">{word('popup_no_chat_enabled')}</p>;
  return (
    <>
      <button type="button" class="button" data-look="primary" data-action="use-here" onClick={ask}>
        {word('popup_use_here')}
      </button>
      <p class="small">{word('popup_use_here_what', hostOf(site))}</p>
      <p class="small" role="status">
        {answer === false && word('popup_use_here_refused')}
      </p>
    </>
  );
}

function hostOf(site: string): string {
  return URL.canParse(site) ? new URL(site).hostname : site;
}
