/** The site adapters for software that anybody may host, which a sign in the page tells. */
import type { Recipe } from '#channel/recipe.ts';
import { createDomSite } from './dom/dom-site.ts';
import { converse } from './recipes/converse.ts';
import { theLounge } from './recipes/the-lounge.ts';
import type { SignId } from './signs.ts';
import type { Site } from './site.ts';

const RECIPE: Readonly<Record<SignId, Recipe>> = { 'the-lounge': theLounge, converse };

export const siteBySign = (id: SignId): Site => createDomSite(RECIPE[id]);
