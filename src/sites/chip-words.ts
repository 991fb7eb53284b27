/** The words on the padlock chip, in the user's language. */
import type { PadlockState } from '#channel/conversation.ts';

type GetMessage = (
  key: `state_${PadlockState}` | 'chip_start' | 'chip_open',
  substitutions?: string[],
) => string;

/** `label` names the state, `action` what a click does. `peer` is as the page gives it, which knows it already. */
export function chipWords(
  getMessage: GetMessage,
  state: PadlockState,
  peer: string,
): { label: string; action: string } {
  return {
    label: getMessage(`state_${state}`, [peer]),
    action: getMessage(state === 'plain' ? 'chip_start' : 'chip_open', [peer]),
  };
}
