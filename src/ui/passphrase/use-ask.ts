/** Asks the background and keeps what came of it, for the words under a form. */
import { useState } from 'preact/hooks';
import type { LockCommand } from '#channel/lock.ts';
import type { AskLock } from '#ui/lock-client.ts';
import { word } from '#ui/words.ts';

export interface Asked {
  readonly phase: 'idle' | 'busy' | 'done' | 'wrong' | 'refused';
  /** What to say of it; empty when there is nothing to say. */
  readonly words: string;
  /** Resolves to whether it was done. */
  readonly run: (command: LockCommand) => Promise<boolean>;
}

export function useAsk(ask: AskLock): Asked {
  const [phase, setPhase] = useState<Asked['phase']>('idle');
  const [nextPause, setNextPause] = useState(0);
  const run = async (command: LockCommand): Promise<boolean> => {
    setPhase('busy');
    const answer = await ask(command).catch(() => undefined);
    setNextPause(answer?.nextPause ?? 0);
    setPhase(answer?.outcome ?? 'refused');
    return answer?.outcome === 'done';
  };
  return { phase, words: wordsFor(phase, nextPause), run };
}

function wordsFor(phase: Asked['phase'], nextPause: number): string {
  if (phase === 'busy') return word('passphrase_checking');
  if (phase === 'refused') return word('passphrase_refused');
  if (phase !== 'wrong') return '';
  const seconds = Math.round(nextPause / 1000);
  return word(seconds === 1 ? 'passphrase_wrong_one' : 'passphrase_wrong', seconds.toLocaleString());
}
