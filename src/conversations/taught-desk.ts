/**
 * What the user taught Sotto about sites: starts the wizard in a tab, keeps what comes of it, and gives it to the pages.
 *
 * A recipe comes from a page's world, so it is checked, and taken from no tab but one in which the user has just asked for the
 * wizard. It holds for that tab's origin alone.
 */
import * as v from 'valibot';
import type { FromOptions, TaughtView, TeachOutcome } from '#channel/options.ts';
import { Recipe } from '#channel/recipe.ts';
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
    const kept = v.safeParse(Recipe, await this.#options.sites.get(origin));
    return kept.success ? kept.output : undefined;
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
    await sites.put(origin, before === undefined ? recipe : { ...recipe, id: before.id, name: before.name });
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
        const recipe = await this.recipeOf(ask.site);
        if (recipe !== undefined) await sites.put(ask.site, { ...recipe, name: ask.name });
        break;
      }
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

  async #list(): Promise<TaughtView[]> {
    const rows = await this.#options.sites.list();
    return rows.flatMap(({ origin, recipe }) => {
      const kept = v.safeParse(Recipe, recipe);
      return kept.success ? [{ site: origin, recipe: kept.output }] : [];
    });
  }
}
