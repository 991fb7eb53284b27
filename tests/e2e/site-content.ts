/** The content script of the sites' bench extension: the engine that runs recipes, and what it says. */

import type { Recipe } from '#channel/recipe.ts';
import MESSAGES from '#locales/en/messages.json';
import { createDomSite } from '#sites/dom/dom-site.ts';
import { openScope, seenIn } from '#sites/dom/page-scope.ts';
import { readRows } from '#sites/dom/row-reader.ts';
import { RECIPES } from '#sites/recipes/registry.ts';
import type { Site } from '#sites/site.ts';
import { guessParts } from '#sites/teach/guess.ts';
import { learnRecipe } from '#sites/teach/learn.ts';
import { type Parts, textOf } from '#sites/teach/page-parts.ts';
import { startWizard } from '#sites/teach/wizard.ts';

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

/** What the wizard would show and learn; elements that are pointed at are given by selectors. */
function teach(pointed: Readonly<Record<string, string>>) {
  const points = Object.entries(pointed).map(([part, select]) => [
    part,
    Array.from(document.querySelectorAll(select)).at(-1),
  ]);
  const guess = guessParts(document);
  const parts: Parts = { ...guess, ...Object.fromEntries(points) };
  const learnt = learnRecipe(parts, { host: location.host, today: '2026-11-21' });
  const recipe = 'recipe' in learnt ? learnt.recipe : undefined;
  const scope = recipe && openScope(document, recipe.within);
  const list = recipe && scope && seenIn(scope, recipe.list);
  const rows = recipe && scope && list ? readRows(list, scope, recipe, new Map()) : [];
  return {
    guess: Object.fromEntries(
      Object.entries(guess).map(([part, one]) => [part, part === 'composer' || textOf(one)]),
    ),
    learnt,
    rows: rows.map(({ text, ours }) => [ours, text] as const),
  };
}

const bench = {
  log,
  teach,
  /** The wizard lies over the page until its user gives up. */
  startWizard(direction: string): void {
    const end = new AbortController();
    startWizard({
      words: (key) => MESSAGES[key].message,
      direction,
      keep: async () => true,
      ended: () => end.abort(),
      signal: end.signal,
    });
  },
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
