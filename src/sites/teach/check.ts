/** Tries a recipe: a harmless text goes into the chat the way a private one will, and has to appear as ours. */
import type { Recipe } from '#channel/recipe.ts';
import { createDomSite } from '#sites/dom/dom-site.ts';

/** `refused`: the page did not send it. `unconfirmed`: it did not appear among our messages. */
type Outcome = 'delivered' | 'refused' | 'unconfirmed';

/** Resolves with `unconfirmed` too when the recipe finds no chat, and when the signal comes. */
export function tryRecipe(recipe: Recipe, text: string, signal: AbortSignal): Promise<Outcome> {
  const site = createDomSite(recipe);
  const stop = new AbortController();
  const end = AbortSignal.any([signal, stop.signal]);
  return new Promise<Outcome>((resolve) => {
    signal.addEventListener('abort', () => resolve('unconfirmed'));
    site.start(
      {
        account: () => undefined,
        received: async () => undefined,
        held: () => undefined,
        tooLong: () => undefined,
        focus: { keep: () => () => undefined, lend: (work) => work() },
        delivered: () => resolve('delivered'),
        undelivered: (_, reason) => resolve(reason),
      },
      end,
    );
    const chat = site.openChat();
    if (chat === undefined || 'group' in chat) return resolve('unconfirmed');
    site.deliver({ id: crypto.randomUUID(), account: chat.account, peer: chat.peer, text });
  }).finally(() => stop.abort());
}
