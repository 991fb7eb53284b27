/**
 * Verification: four ways to find out whose key it is. What is sent of a comparison names the fingerprint that was on
 * show, so a key that changed meanwhile is never the one that gets verified. To be keyed by that fingerprint.
 */
import { useState } from 'preact/hooks';
import type { ConversationView } from '#channel/conversation.ts';
import { word } from '#ui/words.ts';
import { QuestionWay, SecretWay } from './ask-ways.tsx';
import { CompareWay } from './compare-way.tsx';
import { PasteWay } from './paste-way.tsx';
import type { PopupActions } from './popup-actions.ts';
import { Tabs } from './tabs.tsx';
import type { WayProps } from './way-props.ts';

interface VerificationProps {
  readonly view: ConversationView;
  readonly fingerprint: string;
  readonly actions: PopupActions;
}

type Way = 'compare' | 'question' | 'secret' | 'paste';

export function Verification({ view, fingerprint, actions }: VerificationProps) {
  const [way, setWay] = useState<Way>('question');
  const [said, setSaid] = useState<'match' | 'differ'>();
  const say: WayProps['say'] = (verified, how) => {
    setSaid(verified ? 'match' : 'differ');
    actions.post({ type: 'verify', conversation: view.id, fingerprint, verified, how });
  };
  const takeBack = () => {
    setSaid(undefined);
    actions.post({ type: 'verify', conversation: view.id, fingerprint, verified: false, how: 'compared' });
  };
  const props = { view, fingerprint, actions, say };
  return (
    <div class="verification">
      <Tabs<Way>
        label={word('verify_ways')}
        chosen={way}
        choose={setWay}
        tabs={[
          { key: 'compare', words: word('verify_compare'), content: <CompareWay {...props} /> },
          { key: 'question', words: word('verify_question'), content: <QuestionWay {...props} /> },
          { key: 'secret', words: word('verify_secret'), content: <SecretWay {...props} /> },
          { key: 'paste', words: word('verify_paste'), content: <PasteWay {...props} /> },
        ]}
      />
      <Outcome said={said} view={view} />
      {view.state === 'verified' && (
        <button type="button" class="button" data-look="quiet" data-action="not-verified" onClick={takeBack}>
          {word('verify_have_not', view.name)}
        </button>
      )}
    </div>
  );
}

interface OutcomeProps {
  readonly said: 'match' | 'differ' | undefined;
  readonly view: ConversationView;
}

function Outcome({ said, view }: OutcomeProps) {
  const done = said === 'match' && view.state === 'verified';
  return (
    <div role="status">
      {done && (
        <p class="outcome" data-tone="verified" data-outcome="verified">
          {word('verify_done', view.name)}
        </p>
      )}
      {said === 'differ' && (
        <p class="outcome" data-tone="finished" data-outcome="differs">
          {word('verify_not_done', view.name)}
        </p>
      )}
    </div>
  );
}
