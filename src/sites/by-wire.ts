/**
 * Which site adapter serves a page that the wire hook is in: XMPP's, unless there is a sign of software that is read by its page.
 *
 * Where XMPP is heard on the wire it is read there and nowhere else: a page's own recipe is for those that speak it in a way the
 * wire hook does not read. Once chosen, the wire stays.
 */

import type { Recipe } from '#channel/recipe.ts';
import { WIRE_EVENT } from '#channel/wire.ts';
import type { PageEngine } from './page-engine.ts';
import { type SignId, watchForSign } from './signs.ts';
import type { Site } from './site.ts';
import { type RunTab, SiteSwitch, type Take } from './site-switch.ts';
import { createXmppSite } from './xmpp/xmpp-site.ts';

export interface ByWireOptions {
  /** What the page shows in place of an OTR text, in the user's language. */
  sentence(): string;
  /** What the user taught about this origin a moment ago: it comes before everything that we know. */
  taught(): Promise<Recipe | undefined>;
  /** The engine that reads pages, which most of these pages do not need; undefined when the page is on its way out. */
  engine(): Promise<PageEngine | undefined>;
  readonly run: RunTab;
  readonly signal: AbortSignal;
}

export function chooseByWire({ sentence, taught, engine, run, signal }: ByWireOptions): Take {
  const xmpp = (): Site => createXmppSite({ sentence });
  const looking = new AbortController();
  const until = AbortSignal.any([signal, looking.signal]);
  let byPage = false;
  const onWire = (event: Event): void => {
    if (!String((event as CustomEvent).detail).includes('"connected"')) return;
    looking.abort();
    if (byPage) tab.change(xmpp());
  };
  // The page may be connected already: the adapter asks when it starts.
  document.addEventListener(WIRE_EVENT, onWire, { signal: until });
  const tab = new SiteSwitch(xmpp(), run, signal);
  const found = async (id: SignId): Promise<void> => {
    const there = await engine();
    if (there === undefined || until.aborted) return;
    byPage = true;
    tab.change(there.bySign(id));
  };
  if (!until.aborted) watchForSign((id) => void found(id), until);
  void taught().then(async (recipe) => {
    if (recipe === undefined) return;
    looking.abort();
    const there = await engine();
    if (there !== undefined) tab.change(there.taught(recipe));
  });
  return tab.take;
}
