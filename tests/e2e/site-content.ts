/** The content script of the sites' bench extension: the engine that runs recipes, and what it says. */

import type { Recipe } from '#channel/recipe.ts';
import { createDomSite } from '#sites/dom/dom-site.ts';
import { RECIPES } from '#sites/recipes/registry.ts';
import type { Site } from '#sites/site.ts';

export type SiteBench = typeof bench;
export type Told = readonly [name: string, ...details: unknown[]];

declare global {
  /** Seen by the content script's world alone. */
  var siteBench: SiteBench;
}

let site: Site | undefined;
const log: Told[] = [];
const tell =
  (name: string) =>
  (...details: unknown[]): void => {
    log.push([name, ...details]);
  };

const bench = {
  log,
  get site(): Site {
    if (site === undefined) throw new Error('no site was started');
    return site;
  },
  /** A recipe, or the id of one of ours. */
  start(given: Recipe | string): void {
    const recipe = typeof given === 'string' ? RECIPES.find(({ id }) => id === given) : given;
    if (recipe === undefined) throw new Error(`no recipe ${given}`);
    site = createDomSite(recipe);
    site.start(
      {
        account: tell('account'),
        received: async (message) => tell('received')(message),
        held: tell('held'),
        tooLong: tell('too-long'),
        delivered: tell('delivered'),
        undelivered: tell('undelivered'),
        focus: { keep: () => () => undefined, lend: (work) => work() },
      },
      new AbortController().signal,
    );
  },
};

globalThis.siteBench = bench;
