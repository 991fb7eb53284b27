/**
 * What the user taught Sotto about sites: starts the wizard in a tab, keeps what comes of it, and gives it to the pages.
 *
 * A recipe comes from a page's world, so it is checked, and taken from no tab but one in which the user has just asked for the
 * wizard. It holds for that tab's origin alone. One that the user brings in, in a file from somebody else, takes no other's place.
 */
import * as v from 'valibot';
import type { FromOptions, TaughtView, TeachOutcome } from '#channel/options.ts';
import { Recipe, serviceOf } from '#channel/recipe.ts';
import { isModest } from '#channel/recipe-file.ts';
import type { TaughtRow } from '#vault/rows.ts';
import type { TaughtSites } from '#vault/taught-sites.ts';
import type { SessionLock } from './session-lock.ts';
import type { Tabs } from './tabs.ts';

export interface TaughtDeskOptions {
  readonly sites: Pick<TaughtSites, 'list' | 'get' | 'put' | 'remove'>;
  readonly tabs: Tabs;
  readonly lock: Pick<SessionLock, 'locked'>;
  /** The origin of the tab's page, and whether Sotto is switched on there. */
  siteOf(tab: number): Promise<{ site: string; enabled: boolean } | undefined>;
  /** The open tabs of an origin, the one that was looked at last first. */
  tabsOf(origin: string): Promise<number[]>;
  /** Brings the tab to the front. */
  showTab(tab: number): Promise<void>;
  /** Takes the panel away from over the tab's chat; false where it must stay. */
  uncover(tab: number): Promise<boolean>;
  /** Puts the wizard into the tab. */
  inject(tab: number): Promise<void>;
  /** The origin has another recipe now, or none. */
  changed(origin: string): Promise<void>;
}

type Asked = Extract<FromOptions, { type: `${string}-taught` | 'teach' }>;

export const isForTaughtDesk = (ask: FromOptions): ask is Asked =>
  ask.type === 'teach' || ask.type.endsWith('-taught');

export class TaughtDesk {
  readonly #options: TaughtDeskOptions;

  constructor(options: TaughtDeskOptions) {
    this.#options = options;
  }

  /** Undefined when the user taught nothing there. */
  async recipeOf(origin: string): Promise<Recipe | undefined> {
    return (await this.#view(origin))?.recipe;
  }

  /** Nothing is started over a chat that is private: the wizard's text would go into it in the open. */
  async start(tab: number): Promise<TeachOutcome> {
    const { siteOf, tabs, uncover, inject } = this.#options;
    const site = await siteOf(tab);
    if (site === undefined || !site.enabled) return 'not-open';
    if (!(await uncover(tab))) return 'private';
    await tabs.set(tab, site.site, { teaching: true });
    return inject(tab).then(
      () => 'started',
      () => 'not-open',
    );
  }

  /** A wizard's answer. A second recipe for an origin takes the place and the name of the first. */
  async taught(recipe: Recipe, { tab, origin }: { tab: number; origin: string }): Promise<boolean> {
    const { tabs, lock, sites, changed } = this.#options;
    const known = tabs.get(tab);
    if (lock.locked() || known?.origin !== origin || !known.teaching) return false;
    const before = await this.recipeOf(origin);
    const named = before === undefined ? recipe : { ...recipe, id: before.id, name: before.name };
    await sites.put({ origin, recipe: named });
    await tabs.set(tab, origin, { teaching: false });
    await changed(origin);
    return true;
  }

  async answer(ask: Asked): Promise<readonly TaughtView[] | { readonly outcome: TeachOutcome }> {
    const { sites, changed } = this.#options;
    switch (ask.type) {
      case 'list-taught':
        break;
      case 'teach':
        return { outcome: await this.#startAt(ask.site) };
      case 'rename-taught': {
        const known = await this.#view(ask.site);
        if (known !== undefined)
          await sites.put(rowOf({ ...known, recipe: { ...known.recipe, name: ask.name } }));
        break;
      }
      case 'bring-taught':
        await this.#bringIn(ask.site, ask.recipe);
        break;
      case 'forget-taught':
        await sites.remove(ask.site);
        await changed(ask.site);
        break;
    }
    return this.#list();
  }

  async #startAt(origin: string): Promise<TeachOutcome> {
    const [tab] = await this.#options.tabsOf(origin);
    if (tab === undefined) return 'not-open';
    const outcome = await this.start(tab);
    if (outcome === 'started') await this.#options.showTab(tab);
    return outcome;
  }

  /** Under the service's name that the wizard would give it: a file must not pass for an account of another kind. */
  async #bringIn(site: string, recipe: Recipe): Promise<void> {
    const { sites, changed } = this.#options;
    if (!isModest(recipe) || (await sites.get(site)) !== undefined) throw new Error('not to be brought in');
    const known = { ...recipe, id: serviceOf(new URL(site).host) };
    await sites.put({ origin: site, recipe: known, broughtIn: true });
    await changed(site);
  }

  async #view(origin: string): Promise<TaughtView | undefined> {
    const row = await this.#options.sites.get(origin);
    return row && viewOf(row)[0];
  }

  async #list(): Promise<TaughtView[]> {
    return (await this.#options.sites.list()).flatMap(viewOf);
  }
}

/** Nothing of a row that is no recipe. */
function viewOf({ origin, recipe, broughtIn }: TaughtRow): [] | [TaughtView] {
  const kept = v.safeParse(Recipe, recipe);
  return kept.success ? [{ site: origin, recipe: kept.output, ...mark(broughtIn) }] : [];
}

const rowOf = ({ site, recipe, broughtIn }: TaughtView): TaughtRow => ({
  origin: site,
  recipe,
  ...mark(broughtIn),
});

const mark = (broughtIn: true | undefined) => (broughtIn ? ({ broughtIn } as const) : {});
