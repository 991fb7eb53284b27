/**
 * The peer's instances in the state.
 *
 * Invariant: there are never more than MAX_INSTANCES; the one that goes first is the least recently active that has
 * no session, and never the chosen one.
 */
import { type Encrypted, type Instance, isEncrypted, MESSAGE_PLAINTEXT } from './instance.ts';
import type { OtrState } from './state.ts';
import { AKE_NONE } from './v3/ake.ts';

export const MAX_INSTANCES = 8;

/** The instance with this tag, as it is before its first message when it is not known. */
export function instanceOf(state: OtrState, theirTag: number): Instance {
  const known = state.instances.find((instance) => instance.theirTag === theirTag);
  return known ?? { theirTag, message: MESSAGE_PLAINTEXT, ake: AKE_NONE };
}

export function chosenInstance(state: OtrState): Instance | undefined {
  return state.instances.find((instance) => instance.theirTag === state.chosen);
}

/** The session that the user talks in. */
export function chosenSession(state: OtrState): Encrypted | undefined {
  const message = chosenInstance(state)?.message;
  return message !== undefined && isEncrypted(message) ? message : undefined;
}

/** The state with `instance` in place of what was known of it, as the most recently active. */
export function withInstance(state: OtrState, instance: Instance): OtrState {
  const others = state.instances.filter(({ theirTag }) => theirTag !== instance.theirTag);
  const instances = [...others, instance];
  if (instances.length <= MAX_INSTANCES) return { ...state, instances };
  const spare = others.filter(({ theirTag }) => theirTag !== state.chosen);
  const dropped = spare.find(({ message }) => !isEncrypted(message)) ?? spare[0];
  return { ...state, instances: instances.filter((one) => one !== dropped) };
}

export const mapInstances = (state: OtrState, change: (instance: Instance) => Instance): OtrState => ({
  ...state,
  instances: state.instances.map(change),
});
