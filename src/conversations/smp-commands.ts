/** What the user wants of a check by a question or a secret. Pure; a wish that comes too late changes nothing. */
import { status } from '#otr/engine.ts';
import { isUnderWay } from './smp-progress.ts';
import { advance, change, type Surroundings, type Turn, withoutSmp } from './turn.ts';

/**
 * The spelling that both sides must have alike: composed (NFC), no space at the ends, single spaces within. No more
 * than that: other programs compare what was typed byte by byte. docs/adr/0011.
 */
const spelling = (secret: string): string => secret.normalize('NFC').replace(/\s+/gu, ' ').trim();

/** A second wish while one is under way is a click too many. */
export function askPeer(turn: Turn, secret: string, question: string | undefined, env: Surroundings): Turn {
  const spelt = spelling(secret);
  const { otr, smp } = turn.record;
  if (status(otr) !== 'encrypted' || isUnderWay(smp) || spelt === '') return turn;
  const asked = question === undefined ? {} : { question: question.trim() };
  return advance(turn, { type: 'smp-start', secret: spelt, ...asked }, env);
}

export function answerPeer(turn: Turn, secret: string, env: Surroundings): Turn {
  const spelt = spelling(secret);
  if (turn.record.smp?.stage !== 'asked' || spelt === '') return turn;
  const answered = advance(turn, { type: 'smp-answer', secret: spelt }, env);
  // It was asked in a session that is not the one in use any more.
  return answered.record.smp?.stage === 'asked'
    ? change(answered, { smp: { stage: 'stopped', by: 'mishap' } })
    : answered;
}

/** Gives up what is under way; of what has ended, nothing more is shown. */
export function stopSmp(turn: Turn, env: Surroundings): Turn {
  if (!isUnderWay(turn.record.smp)) return withoutSmp(turn);
  const stopped = advance(turn, { type: 'smp-abort' }, env);
  return isUnderWay(stopped.record.smp) ? withoutSmp(stopped) : stopped;
}
