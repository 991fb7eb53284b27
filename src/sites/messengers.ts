/** The messengers that Sotto knows, for lists that people read. */
import { RECIPES } from './recipes/registry.ts';

export interface Messenger {
  readonly name: string;
  /** Tried with the messenger itself, and not only with a page after its structure. */
  readonly live: boolean;
}

export const MESSENGERS: readonly Messenger[] = [
  { name: 'Converse.js', live: true },
  ...RECIPES.map(({ name, tried }) => ({ name, live: tried.live })),
];
