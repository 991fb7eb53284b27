/** A known contact came with a key that was never seen: what it can mean, and the user's decision. Silence sends nothing. */
import { useState } from 'preact/hooks';
import type { ConversationView } from '#channel/conversation.ts';
import { word } from '#ui/words.ts';
import type { PopupActions } from './popup-actions.ts';
import { Verification } from './verification.tsx';

interface NewKeyProps {
  readonly view: ConversationView;
  readonly fingerprint: string;
  readonly actions: PopupActions;
}

export function NewKey({ view, fingerprint, actions }: NewKeyProps) {
  const [step, setStep] = useState<'asked' | 'comparing' | 'waiting'>('asked');
  const wait = () => {
    setStep('waiting');
    actions.close();
  };
  return (
    <section class="new-key" data-decision="new-key">
      <h2>{word('key_title', view.name)}</h2>
      <p>{word('key_meaning', view.name)}</p>
      <p>
        <strong>{word('key_blocked')}</strong>
      </p>
      {step === 'comparing' ? (
        <div hidden={view.smp !== undefined}>
          <Verification view={view} fingerprint={fingerprint} actions={actions} />
        </div>
      ) : (
        <div class="choices">
          <button
            type="button"
            class="button"
            data-look="primary"
            data-action="verify"
            onClick={() => setStep('comparing')}
          >
            {word('key_verify')}
          </button>
          <button type="button" class="button" data-action="wait" onClick={wait}>
            {word('key_wait')}
          </button>
        </div>
      )}
      {step === 'waiting' && <p role="status">{word('key_waiting')}</p>}
      <button
        type="button"
        class="button"
        data-look="quiet"
        data-action="accept-key"
        onClick={() => actions.post({ type: 'accept-key', conversation: view.id, fingerprint })}
      >
        {word('key_use_unverified')}
      </button>
    </section>
  );
}
