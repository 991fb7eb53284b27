/**
 * The messages in the making: one from each sender (OTRv3, "Receiving Fragments", which knows one sender only). All
 * together hold at most MAX_MESSAGE characters, none waits longer than FRAGMENT_TIMEOUT for its next piece.
 */
import {
  type Fragment,
  type FragmentStore,
  MAX_MESSAGE,
  type Reassembly,
  reassemble,
} from './v3/fragments.ts';

export interface TimedStore extends FragmentStore {
  /** When the last piece came, in ms since the epoch. */
  readonly at: number;
}

/** In ms. Slow sites send a fragment every few seconds. */
const FRAGMENT_TIMEOUT = 300_000;
const MAX_SENDERS = 8;

const sizeOf = (stores: readonly FragmentStore[]): number =>
  stores.reduce((size, { text }) => size + text.length, 0);

/** The longest-waiting go first. */
function bounded(stores: readonly TimedStore[]): readonly TimedStore[] {
  let kept = stores.slice(-MAX_SENDERS);
  while (sizeOf(kept) > MAX_MESSAGE) kept = kept.slice(1);
  return kept;
}

export interface Collected {
  readonly stores: readonly TimedStore[];
  readonly complete?: Reassembly['complete'];
}

/** Adds a piece. Throws OtrError when its message grows too long. */
export function collect(
  stores: readonly TimedStore[],
  next: Fragment,
  { live, now }: { readonly live: boolean; readonly now: number },
): Collected {
  const fresh = stores.filter(({ at }) => now - at < FRAGMENT_TIMEOUT);
  const { sender } = next.tags;
  const { store, complete } = reassemble(
    fresh.find((one) => one.sender === sender),
    next,
    live,
  );
  const others = dropSender(fresh, sender);
  const grown = store === undefined ? others : bounded([...others, { ...store, at: now }]);
  return { stores: grown, ...(complete === undefined ? {} : { complete }) };
}

export const dropSender = (stores: readonly TimedStore[], sender: number): readonly TimedStore[] =>
  stores.filter((store) => store.sender !== sender);
