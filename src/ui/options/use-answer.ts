/** What a section shows: the background's latest answer, asked for anew when the user comes back to the page. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { OptionsAnswers, Refusal } from '#channel/options.ts';
import type { Asking, OptionsActions, Question } from './options-actions.ts';

export interface Answered<Type extends Question> {
  /** Absent until the first answer came. */
  readonly answer?: OptionsAnswers[Type];
  /** Why the last question was not answered. */
  readonly refusal?: Refusal;
  /** Asks something whose answer is shown in the place of the last one. True when it was done. */
  readonly run: (ask: Asking<Type>) => Promise<boolean>;
}

/** `first` is asked at once, and whenever the page is looked at again. Its fields must not change. */
export function useAnswer<Type extends Question>(
  { ask }: OptionsActions,
  first: Asking<Type>,
): Answered<Type> {
  const [shown, setShown] = useState<Omit<Answered<Type>, 'run'>>({});
  const latest = useRef(0);
  const run = useCallback(async (question: Asking<Type>): Promise<boolean> => {
    latest.current += 1;
    const mine = latest.current;
    const reply = await ask<Type>(question);
    if (mine !== latest.current) return reply.ok;
    if (reply.ok) setShown({ answer: reply.answer });
    else setShown(({ answer }) => keepUnlessLocked(answer, reply.why));
    return reply.ok;
  }, []);
  useEffect(() => {
    const refresh = () => {
      if (document.visibilityState === 'visible') void run(first);
    };
    refresh();
    document.addEventListener('visibilitychange', refresh);
    return () => document.removeEventListener('visibilitychange', refresh);
  }, []);
  return { ...shown, run };
}

/** A locked Sotto shows nothing; after any other refusal what was there is still true. */
const keepUnlessLocked = <A>(answer: A | undefined, refusal: Refusal) =>
  refusal === 'locked' || answer === undefined ? { refusal } : { answer, refusal };
