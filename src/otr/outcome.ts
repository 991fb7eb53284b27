/** What a step gives back, and how steps are strung together. */
import type { Effect, OtrEvent } from './engine-types.ts';
import type { OtrState } from './state.ts';

export interface Outcome {
  readonly state: OtrState;
  readonly effects: readonly Effect[];
}

export const outcome = (state: OtrState, ...effects: readonly Effect[]): Outcome => ({ state, effects });

export const event = (value: OtrEvent): Effect => ({ type: 'event', event: value });

/** Does `next` with the state of `first`; the effects follow each other. */
export function andThen(first: Outcome, next: (state: OtrState) => Outcome): Outcome {
  const second = next(first.state);
  return { state: second.state, effects: [...first.effects, ...second.effects] };
}

/** Does `next` for each item in turn, each time with the state that the one before left. */
export function forEach<Item>(
  state: OtrState,
  items: readonly Item[],
  next: (state: OtrState, item: Item) => Outcome,
): Outcome {
  return items.reduce(
    (done: Outcome, item) => andThen(done, (current) => next(current, item)),
    outcome(state),
  );
}
