/** The user's answer to what the contact asks. It never leaves the browser: only whether both typed the same comes out. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ConversationView } from '#channel/conversation.ts';
import { word } from '#ui/words.ts';
import type { PopupActions } from './popup-actions.ts';
import { TextField } from './text-field.tsx';

interface AnswerFormProps {
  readonly view: ConversationView;
  readonly isQuestion: boolean;
  readonly actions: PopupActions;
  readonly refuse: () => void;
}

export function AnswerForm({ view: { id, name }, isQuestion, actions, refuse }: AnswerFormProps) {
  const [secret, setSecret] = useState('');
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) form.current?.querySelector('input')?.focus();
  }, []);
  const blank = secret.trim() === '';
  const answer = (event: SubmitEvent) => {
    event.preventDefault();
    if (!blank) actions.post({ type: 'smp-answer', conversation: id, secret });
  };
  return (
    <form class="way" ref={form} onSubmit={answer}>
      <TextField
        name="answer"
        label={word(isQuestion ? 'answer_label' : 'secret_label')}
        value={secret}
        change={setSecret}
        hint={isQuestion ? word('answer_hint', name) : word('answer_secret_hint')}
      />
      <div class="choices">
        <button type="submit" class="button" data-look="primary" data-action="answer" disabled={blank}>
          {word('action_answer')}
        </button>
        <button type="button" class="button" data-action="refuse" onClick={refuse}>
          {word('answer_refuse')}
        </button>
      </div>
    </form>
  );
}
