/** All recipes, and which of them is for a page. */
import type { Recipe } from '#channel/recipe.ts';
import { converse } from './converse.ts';
import { discord } from './discord.ts';
import { googleChat } from './google-chat.ts';
import { instagram } from './instagram.ts';
import { linkedin } from './linkedin.ts';
import { messenger } from './messenger.ts';
import { slack } from './slack.ts';
import { teams } from './teams.ts';
import { telegramA } from './telegram-a.ts';
import { telegramK } from './telegram-k.ts';
import { theLounge } from './the-lounge.ts';
import { whatsapp } from './whatsapp.ts';
import { x } from './x.ts';

/** In the order in which they are shown. */
export const RECIPES: readonly Recipe[] = [
  theLounge,
  converse,
  messenger,
  whatsapp,
  telegramK,
  telegramA,
  discord,
  slack,
  teams,
  x,
  linkedin,
  instagram,
  googleChat,
];

/** By the page's address. */
export const recipeForAddress = (address: string): Recipe | undefined =>
  RECIPES.find(({ hosts }) => hosts.some((pattern) => address.startsWith(pattern.slice(0, -1))));
