/** Reads a file that may hold a recipe; what cannot be taken is told apart, and nothing is kept here. */
import type { Recipe } from '#channel/recipe.ts';
import {
  MAX_RECIPE_FILE,
  type RecipeFileProblem,
  readRecipeFile,
  selectorsIn,
} from '#channel/recipe-file.ts';

type Read = { readonly recipe: Recipe } | { readonly problem: RecipeFileProblem | 'too-large' };

export async function readRecipe(file: File): Promise<Read> {
  if (file.size > MAX_RECIPE_FILE) return { problem: 'too-large' };
  // Gone meanwhile, or not to be read: as good as none.
  const read = readRecipeFile(await file.text().catch(() => ''));
  if ('recipe' in read && !selectorsIn(read.recipe).every(isSelector)) return { problem: 'not-a-recipe' };
  return read;
}

/** In a fragment with nothing in it, so that it takes no time whatever it asks for. */
function isSelector(select: string): boolean {
  try {
    document.createDocumentFragment().querySelector(select);
    return true;
  } catch {
    return false;
  }
}
