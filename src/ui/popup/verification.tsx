/**
 * Verification: the user compares, and says what they found. What is sent names the fingerprint that was on show,
 * so a key that changed meanwhile is never the one that gets verified. To be keyed by that fingerprint.
 */
import { useId, useState } from 'preact/hooks';
import type { ConversationView } from '#channel/conversation.ts';
import { comparePasted } from '#ui/fingerprint.ts';
import { word } from '#ui/words.ts';
import { FingerprintBlock } from './fingerprint-block.tsx';
import type { PopupActions } from './popup-actions.ts';

interface VerificationProps {
  readonly view: ConversationView;
  readonly fingerprint: string;
  readonly actions: PopupActions;
}

export function Verification({ view, fingerprint, actions }: VerificationProps) {
  const [said, setSaid] = useState<'match' | 'differ'>();
  const say = (verified: boolean) => {
    setSaid(verified ? 'match' : 'differ');
    actions.post({ type: 'verify', conversation: view.id, fingerprint, verified });
  };
  return (
    <div class="verification">
      <section class="way" aria-label={word('verify_compare')}>
        <p class="small">{word('verify_compare_how')}</p>
        <FingerprintBlock
          whose="them"
          heading={word('verify_theirs', view.name)}
          copyLabel={word('verify_copy_theirs', view.name)}
          fingerprint={fingerprint}
          copy={actions.copy}
        />
        {view.ourFingerprint !== undefined && (
          <FingerprintBlock
            whose="us"
            heading={word('verify_ours')}
            copyLabel={word('verify_copy_ours')}
            fingerprint={view.ourFingerprint}
            copy={actions.copy}
          />
        )}
        <PasteField view={view} fingerprint={fingerprint} />
        <div class="choices">
          <button
            type="button"
            class="button"
            data-look="primary"
            data-action="they-match"
            onClick={() => say(true)}
          >
            {word('verify_they_match')}
          </button>
          <button
            type="button"
            class="button"
            data-look="danger"
            data-action="they-differ"
            onClick={() => say(false)}
          >
            {word('verify_they_differ')}
          </button>
        </div>
      </section>
      <Outcome said={said} view={view} />
    </div>
  );
}

/** Turns to words as soon as something is in it; it decides nothing. */
function PasteField({ view, fingerprint }: Omit<VerificationProps, 'actions'>) {
  const [pasted, setPasted] = useState('');
  const id = useId();
  const result = comparePasted(pasted, fingerprint, view.ourFingerprint);
  return (
    <details class="paste">
      <summary>{word('verify_paste')}</summary>
      <label for={id}>{word('verify_paste_label', view.name)}</label>
      <textarea
        id={id}
        name="fingerprint"
        rows={2}
        dir="ltr"
        spellcheck={false}
        autocomplete="off"
        aria-describedby={`${id}-result`}
        value={pasted}
        onInput={(event) => setPasted(event.currentTarget.value)}
      />
      <p class="paste-result" id={`${id}-result`} role="status" data-result={result.kind}>
        {result.kind === 'matches' && word('verify_paste_matches')}
        {result.kind === 'differs' && word('verify_paste_differs')}
        {result.kind === 'ours' && word('verify_paste_ours', view.name)}
        {result.kind === 'incomplete' && word('verify_paste_incomplete', `${result.count}`)}
      </p>
    </details>
  );
}

function Outcome({
  said,
  view,
}: {
  readonly said: 'match' | 'differ' | undefined;
  readonly view: ConversationView;
}) {
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
