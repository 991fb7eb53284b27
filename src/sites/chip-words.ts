/** The words on the padlock chip, in the user's language. */
import type { PadlockState } from '#channel/conversation.ts';

type GetMessage = (
  key: `state_${PadlockState}` | 'chip_start' | 'chip_open' | 'chip_group' | 'chip_group_why',
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

/** In a chat of several people. */
export const groupWords = (getMessage: GetMessage): { label: string; action: string } => ({
  label: getMessage('chip_group'),
  action: getMessage('chip_group_why'),
});
