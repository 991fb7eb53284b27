/** A key that nothing is sent to yet: what happened, what it can mean, and the user's decision. Silence sends nothing. */
import { useState } from 'preact/hooks';
import type { ConversationView, Decision } from '#channel/conversation.ts';
import { briefly, word } from '#ui/words.ts';
import type { PopupActions } from './popup-actions.ts';
import { Verification } from './verification.tsx';

interface NewKeyProps {
  readonly view: ConversationView;
  readonly decision: Decision;
  readonly fingerprint: string;
  readonly actions: PopupActions;
}

export function NewKey({ view, decision, fingerprint, actions }: NewKeyProps) {
  const [step, setStep] = useState<'asked' | 'comparing' | 'waiting'>('asked');
  const wait = () => {
    setStep('waiting');
    actions.close();
  };
  return (
    <section class="new-key" data-decision={decision.kind}>
      <h2>{titleOf(decision, view.name)}</h2>
      <p>{meaningOf(decision, view.name)}</p>
      <p>{word('key_ask', view.name)}</p>
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
            {word(decision.kind === 'known-to-another' ? 'key_verify_this' : 'key_verify')}
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

function titleOf(decision: Decision, name: string): string {
  switch (decision.kind) {
    case 'new-key':
      return word('key_title', name);
    case 'was-verified':
      return word('key_other_title', name);
    case 'known-to-another':
      return word('key_owner_title', briefly(decision.owner));
  }
}

function meaningOf(decision: Decision, name: string): string {
  switch (decision.kind) {
    case 'new-key':
      return word('key_meaning', name);
    case 'was-verified':
      return word('key_other_meaning', name);
    case 'known-to-another':
      return word('key_owner_meaning', briefly(decision.owner), name);
  }
}
