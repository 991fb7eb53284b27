/** The engine that reads pages, as it is put into a page that turned out to need it, beside the script that asked for it. */
import type { Recipe } from '#channel/recipe.ts';
import { siteBySign } from './by-sign.ts';
import { createDomSite } from './dom/dom-site.ts';
import type { SignId } from './signs.ts';
import type { Site } from './site.ts';

export interface PageEngine {
  bySign(id: SignId): Site;
  taught(recipe: Recipe): Site;
}

export const pageEngine: PageEngine = { bySign: siteBySign, taught: createDomSite };
