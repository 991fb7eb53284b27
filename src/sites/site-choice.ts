/**
 * Which site adapter serves the page: by its address; else by what is in it, since anybody may host the software.
 *
 * Where XMPP is heard on the wire it is read there and nowhere else: a page's own recipe is for those that speak it in a way the
 * wire hook does not read. Once chosen, the wire stays.
 */

import type { Recipe } from '#channel/recipe.ts';
import { WIRE_EVENT } from '#channel/wire.ts';
import { createDomSite } from './dom/dom-site.ts';
import { recipeBySign, recipeForAddress } from './recipes/registry.ts';
import type { Site } from './site.ts';
import { createXmppSite } from './xmpp/xmpp-site.ts';

type Take = (raw: unknown) => unknown;

export interface SiteChoiceOptions {
  /** What the page shows in place of an OTR text, in the user's language. */
  sentence(): string;
  /** What the user taught about this origin: it comes before everything that we know. */
  taught(): Promise<Recipe | undefined>;
  /** Runs the tab with a site until its signal; returns what takes the background's messages. */
  run(site: Site, signal: AbortSignal): Take;
  readonly signal: AbortSignal;
}

const LOOK_MS = 500;
/** A page that speaks XMPP is connected so long after it shows a chat, in ms. */
const PATIENCE = 15_000;

export function chooseSite({ sentence, taught, run, signal }: SiteChoiceOptions): Take {
  let stop = new AbortController();
  const begin = (site: Site): Take => run(site, AbortSignal.any([signal, stop.signal]));
  const change = (site: Site): void => {
    stop.abort();
    stop = new AbortController();
    take = begin(site);
  };
  const known = recipeForAddress(location.href);
  const xmpp = () => createXmppSite({ sentence });
  let take = begin(known === undefined ? xmpp() : createDomSite(known));
  const looking = new AbortController();
  if (known === undefined) lookFor({ change, xmpp, signal: AbortSignal.any([signal, looking.signal]) });
  void taught().then((recipe) => {
    if (recipe === undefined) return;
    looking.abort();
    change(createDomSite(recipe));
  });
  return (raw) => take(raw);
}

interface LookOptions {
  change(site: Site): void;
  xmpp(): Site;
  readonly signal: AbortSignal;
}

/** Looks for a sign in the page, until XMPP is heard on the wire. */
function lookFor({ change, xmpp, signal }: LookOptions): void {
  let chosen: Recipe | undefined;
  let signSince: number | undefined;
  const look = (): void => {
    const recipe = recipeBySign(document);
    if (recipe === undefined) return;
    signSince ??= Date.now();
    if (recipe.id === 'converse' && Date.now() - signSince < PATIENCE) return;
    clearInterval(looking);
    chosen = recipe;
    change(createDomSite(recipe));
  };
  const looking = setInterval(look, LOOK_MS);
  const heard = new AbortController();
  const onWire = (event: Event): void => {
    if (!String((event as CustomEvent).detail).includes('"connected"')) return;
    heard.abort();
    clearInterval(looking);
    if (chosen !== undefined) change(xmpp());
  };
  document.addEventListener(WIRE_EVENT, onWire, { signal: AbortSignal.any([signal, heard.signal]) });
  signal.addEventListener('abort', () => clearInterval(looking));
}
