/**
 * What the engine tells of a check by a question or a secret, as the user sees it. Pure.
 *
 * Invariants: a check that began is asked, waiting or running, and ends as succeeded, failed or stopped; nothing of
 * what anybody answered is kept here.
 */
import type { EventName, SmpView } from '#channel/conversation.ts';
import type { OtrEvent } from '#otr/engine-types.ts';
import { hex } from './conversation-record.ts';

export type SmpEvent = Extract<OtrEvent, { name: `smp-${string}` }>;

/** A key that a check proved, 40 upper-case hexadecimal digits. */
export interface Proof {
  readonly fingerprint: string;
  readonly how: 'question' | 'secret';
}

export interface SmpStep {
  readonly smp: SmpView;
  /** The line for the transcript, at an end that means something. */
  readonly line?: EventName;
  readonly proven?: Proof;
}

/** Whoever asks wants a person to read it: in UTF-16 code units. */
const LONGEST_QUESTION = 2000;
/** After this much of it nobody has to say anything any more. */
const ANSWERED_PERCENT = 50;

export const isUnderWay = (smp: SmpView | undefined): boolean =>
  smp?.stage === 'asked' || smp?.stage === 'waiting' || smp?.stage === 'running';

export function smpStep(event: SmpEvent): SmpStep {
  switch (event.name) {
    case 'smp-asked': {
      const { question } = event;
      return {
        smp: {
          stage: 'asked',
          ...(question === undefined ? {} : { question: question.slice(0, LONGEST_QUESTION) }),
        },
      };
    }
    case 'smp-progress':
      return { smp: { stage: event.percent < ANSWERED_PERCENT ? 'waiting' : 'running' } };
    case 'smp-succeeded':
      return success(event);
    case 'smp-failed':
      return { smp: { stage: 'failed' }, line: 'check-failed' };
    case 'smp-aborted': {
      const by = event.by === 'us' || event.by === 'peer' ? event.by : 'mishap';
      return { smp: { stage: 'stopped', by } };
    }
  }
}

/** Who asks a question chose its answer: that we know it tells them who we are, and us nothing. docs/adr/0011. */
function success(event: Extract<SmpEvent, { name: 'smp-succeeded' }>): SmpStep {
  const verified = !(event.asked === 'peer' && event.question);
  const smp: SmpView = { stage: 'succeeded', verified };
  if (!verified) return { smp, line: 'check-answered' };
  const how = event.question ? 'question' : 'secret';
  return { smp, line: 'check-verified', proven: { fingerprint: hex(event.fingerprint), how } };
}
