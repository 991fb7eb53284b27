/**
 * A check by a question or a secret, on top of everything else while it is asked for, under way or just over. Each end
 * has a glyph, a colour and words of its own, so that none is taken for another.
 */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ConversationView, PadlockState, SmpView } from '#channel/conversation.ts';
import { Glyph } from '#ui/glyph.tsx';
import { apart, word } from '#ui/words.ts';
import { AnswerForm } from './answer-form.tsx';
import type { PopupActions } from './popup-actions.ts';

interface CheckProps {
  readonly view: ConversationView;
  readonly actions: PopupActions;
}

interface Face {
  /** Without a glyph where it is 'plain': an open padlock would say something else. */
  readonly tone: PadlockState;
  readonly title: string;
  readonly more?: string;
  /** What `smp-abort` is called here: to give up, or to put away. */
  readonly button: string;
  readonly primary?: boolean;
}

export function Check({ view, actions }: CheckProps) {
  const { smp } = view;
  const stop = () => actions.post({ type: 'smp-abort', conversation: view.id });
  return (
    <div class="check-place" role="status">
      {smp?.stage === 'asked' ? (
        <Card stage="asked" tone="unverified" title={askedWords(smp.question, view.name)}>
          {smp.question !== undefined && (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a long question scrolls, by the keyboard too
            <blockquote class="question" dir="auto" tabIndex={0}>
              {apart(smp.question.replace(/\s+/gu, ' '))}
            </blockquote>
          )}
          <AnswerForm
            key={smp.question}
            view={view}
            isQuestion={smp.question !== undefined}
            actions={actions}
            refuse={stop}
          />
        </Card>
      ) : (
        smp !== undefined && <Told stage={smp.stage} face={faceOf(smp, view)} stop={stop} />
      )}
    </div>
  );
}

const askedWords = (question: string | undefined, name: string): string =>
  question === undefined ? word('check_asked_secret', name) : word('check_asked_question', name);

interface ToldProps {
  readonly stage: SmpView['stage'];
  readonly face: Face;
  readonly stop: () => void;
}

function Told({ stage, face, stop }: ToldProps) {
  return (
    <Card stage={stage} tone={face.tone} title={face.title}>
      {face.more !== undefined && <p>{face.more}</p>}
      <div class="choices">
        <button
          type="button"
          class="button"
          data-look={face.primary ? 'primary' : undefined}
          data-action={stage === 'waiting' || stage === 'running' ? 'stop-check' : 'put-away'}
          onClick={stop}
        >
          {face.button}
        </button>
      </div>
    </Card>
  );
}

interface CardProps {
  readonly stage: SmpView['stage'];
  readonly tone: PadlockState;
  readonly title: string;
  readonly children: ComponentChildren;
}

/** Takes the keyboard where the part that had it has just gone away. */
function Card({ stage, tone, title, children }: CardProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (stage !== 'asked' && document.activeElement === document.body) heading.current?.focus();
  }, [stage]);
  return (
    <section class="check" data-check={stage} data-tone={tone}>
      <div class="check-head">
        {tone !== 'plain' && <Glyph state={tone} />}
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
      </div>
      {children}
    </section>
  );
}

function faceOf(smp: Exclude<SmpView, { stage: 'asked' }>, { name, state }: ConversationView): Face {
  switch (smp.stage) {
    case 'waiting':
      return {
        tone: 'starting',
        title: word('check_waiting', name),
        more: word('check_waiting_what', name),
        button: word('check_stop'),
      };
    case 'running':
      return { tone: 'starting', title: word('check_running'), button: word('check_stop') };
    case 'failed':
      return {
        tone: 'finished',
        title: word('check_failed'),
        more: word('check_failed_what', name),
        button: word('check_failed_done'),
      };
    case 'stopped':
      return {
        tone: 'plain',
        title: stoppedWords(smp.by, name),
        more: word('check_stopped_what'),
        button: word('check_done'),
      };
    case 'succeeded':
      return smp.verified
        ? { tone: 'verified', title: word('verify_done', name), button: word('check_done') }
        : answeredFace(name, state);
  }
}

/** They know now who we are. That says nothing about who they are. */
function answeredFace(name: string, state: PadlockState): Face {
  const told = { tone: state, title: word('check_answered', name) } as const;
  if (state === 'verified') return { ...told, button: word('check_done') };
  return {
    ...told,
    more: word('check_answered_what', name),
    button: word('action_verify', name),
    primary: true,
  };
}

function stoppedWords(by: 'us' | 'peer' | 'mishap', name: string): string {
  switch (by) {
    case 'us':
      return word('check_stopped_by_us');
    case 'peer':
      return word('check_stopped_by_peer', name);
    case 'mishap':
      return word('check_stopped_by_mishap');
  }
}
