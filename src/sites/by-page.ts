/**
 * Which site adapter serves a page that is read by what it shows: by the recipe that the user taught for its origin, or the one for
 * its address; else by a sign in it, since anybody may host the software.
 */

import type { Recipe } from '#channel/recipe.ts';
import { siteBySign } from './by-sign.ts';
import { createDomSite } from './dom/dom-site.ts';
import { recipeForAddress } from './recipes/registry.ts';
import { watchForSign } from './signs.ts';
import { noSite } from './site.ts';
import { type RunTab, SiteSwitch, type Take } from './site-switch.ts';

export interface ByPageOptions {
  /** What the user taught about this origin: it comes before everything that we know. */
  taught(): Promise<Recipe | undefined>;
  readonly run: RunTab;
  readonly signal: AbortSignal;
}

export function chooseByPage({ taught, run, signal }: ByPageOptions): Take {
  const known = recipeForAddress(location.href);
  const tab = new SiteSwitch(known === undefined ? noSite : createDomSite(known), run, signal);
  void taught().then((recipe) => {
    if (recipe !== undefined) tab.change(createDomSite(recipe));
    else if (known === undefined) watchForSign((id) => tab.change(siteBySign(id)), signal);
  });
  return tab.take;
}
