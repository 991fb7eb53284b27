/** Verifying by what only the contact can know: a question and its answer, or a secret that both know. */
import { useEffect, useState } from 'preact/hooks';
import type { ConversationView } from '#channel/conversation.ts';
import { word } from '#ui/words.ts';
import type { PopupActions } from './popup-actions.ts';
import { TextField } from './text-field.tsx';

interface AskProps {
  readonly view: ConversationView;
  readonly actions: PopupActions;
}

const isBlank = (text: string): boolean => text.trim() === '';

/** What was typed, until the check with it is under way. */
function useSecret({ smp }: ConversationView) {
  const [secret, setSecret] = useState('');
  const taken = smp?.stage === 'waiting';
  useEffect(() => {
    if (taken) setSecret('');
  }, [taken]);
  return [secret, setSecret] as const;
}

export function QuestionWay({ view, actions }: AskProps) {
  const { id, name } = view;
  const [question, setQuestion] = useState('');
  const [answer, setAnswer] = useSecret(view);
  const blank = isBlank(question) || isBlank(answer);
  const ask = (event: SubmitEvent) => {
    event.preventDefault();
    if (!blank) actions.post({ type: 'smp-ask', conversation: id, question, answer });
  };
  return (
    <form class="way" onSubmit={ask}>
      <p class="small">{word('ask_how', name)}</p>
      <TextField name="question" label={word('ask_question')} value={question} change={setQuestion} />
      <TextField
        name="answer"
        label={word('ask_answer')}
        value={answer}
        change={setAnswer}
        hint={word('ask_spelling', name)}
      />
      <div class="choices">
        <button type="submit" class="button" data-look="primary" data-action="ask" disabled={blank}>
          {word('ask_send', name)}
        </button>
      </div>
    </form>
  );
}

export function SecretWay({ view, actions }: AskProps) {
  const { id, name } = view;
  const [secret, setSecret] = useSecret(view);
  const check = (event: SubmitEvent) => {
    event.preventDefault();
    if (!isBlank(secret)) actions.post({ type: 'smp-secret', conversation: id, secret });
  };
  return (
    <form class="way" onSubmit={check}>
      <p class="small">{word('secret_how', name)}</p>
      <TextField
        name="secret"
        label={word('secret_label')}
        value={secret}
        change={setSecret}
        hint={word('ask_spelling', name)}
      />
      <div class="choices">
        <button
          type="submit"
          class="button"
          data-look="primary"
          data-action="check-secret"
          disabled={isBlank(secret)}
        >
          {word('secret_send', name)}
        </button>
      </div>
    </form>
  );
}
