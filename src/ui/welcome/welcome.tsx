/** Three steps, each of which can be skipped: the mark, the passphrase, the messengers; then what comes next. */
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { LockContext } from '#ui/lock-context.ts';
import { MarkPicker } from '#ui/mark/mark-picker.tsx';
import { OwnMark } from '#ui/mark/mark-picture.tsx';
import { PassphraseSection } from '#ui/passphrase/passphrase-section.tsx';
import { type WordKey, word } from '#ui/words.ts';
import { WelcomeSites } from './sites.tsx';
import type { WelcomeActions } from './welcome-actions.ts';

const STEPS = ['mark', 'passphrase', 'sites', 'done'] as const;
type Step = (typeof STEPS)[number];

const TITLES = {
  mark: 'welcome_mark',
  passphrase: 'welcome_passphrase',
  sites: 'welcome_sites',
  done: 'welcome_done',
} as const satisfies Record<Step, WordKey>;

export function Welcome({ actions }: { readonly actions: WelcomeActions }) {
  const [step, setStep] = useState<Step>('mark');
  const title = useRef<HTMLHeadingElement>(null);
  const arrived = useRef(false);
  const at = STEPS.indexOf(step);
  // Who goes on by the keyboard, or listens, arrives at the new step's title.
  useEffect(() => {
    if (arrived.current) title.current?.focus();
    arrived.current = true;
  }, [step]);
  const go = (by: 1 | -1) => setStep(STEPS[at + by] ?? step);
  return (
    <main class="welcome" data-state="welcome" data-step={step}>
      <header class="welcome-head">
        <OwnMark />
        <p>
          <strong>{word('extensionName')}</strong> {at === 0 && word('welcome_what')}
        </p>
      </header>
      <section class="welcome-card" aria-labelledby="welcome-title">
        {step !== 'done' && (
          <p class="small">{word('welcome_step', (at + 1).toLocaleString(), (3).toLocaleString())}</p>
        )}
        <h1 id="welcome-title" ref={title} tabIndex={-1}>
          {word(TITLES[step])}
        </h1>
        <Content step={step} actions={actions} />
        <Moves step={step} go={go} close={actions.close} />
      </section>
    </main>
  );
}

interface StepProps {
  readonly step: Step;
  readonly actions: WelcomeActions;
}

function Content({ step, actions }: StepProps) {
  const lock = useContext(LockContext);
  switch (step) {
    case 'mark':
      return (
        <>
          <p>{word('welcome_mark_why')}</p>
          {lock !== undefined && (
            <MarkPicker
              mark={lock.mark}
              choose={(mark) => void actions.askLock({ type: 'set-mark', mark }).catch(() => undefined)}
            />
          )}
        </>
      );
    case 'passphrase':
      return (
        <>
          <p>{word('welcome_passphrase_why')}</p>
          <PassphraseSection ask={actions.askLock} />
          {lock?.hasPassphrase === false && <p class="welcome-note">{word('passphrase_without')}</p>}
        </>
      );
    case 'sites':
      return <WelcomeSites sites={actions.sites} />;
    case 'done':
      return (
        <>
          <p class="welcome-next">{word('welcome_open_chat')}</p>
          <h2>{word('welcome_not_hidden')}</h2>
          <ul>
            <li>{word('welcome_not_hidden_who')}</li>
            <li>{word('welcome_not_hidden_when')}</li>
            <li>{word('welcome_not_hidden_that')}</li>
          </ul>
        </>
      );
  }
}

interface MovesProps {
  readonly step: Step;
  readonly go: (by: 1 | -1) => void;
  readonly close: () => void;
}

function Moves({ step, go, close }: MovesProps) {
  const hasPassphrase = useContext(LockContext)?.hasPassphrase === true;
  const last = step === 'done';
  const without = step === 'passphrase' && !hasPassphrase;
  return (
    <div class="welcome-moves">
      {step !== 'mark' && (
        <button type="button" class="button" data-action="back" onClick={() => go(-1)}>
          {word('welcome_back')}
        </button>
      )}
      <button
        type="button"
        class="button"
        data-look={without ? undefined : 'primary'}
        data-action={last ? 'close' : 'next'}
        onClick={() => (last ? close() : go(1))}
      >
        {word(nextWords(last, without))}
      </button>
    </div>
  );
}

function nextWords(last: boolean, without: boolean): 'welcome_close' | 'welcome_without' | 'welcome_next' {
  if (last) return 'welcome_close';
  return without ? 'welcome_without' : 'welcome_next';
}
