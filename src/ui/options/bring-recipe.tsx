/**
 * Brings in a recipe that somebody else saved: read here, told in words with what it could do, and kept when the user wants it, on
 * the site that they name and that the browser then permits. A file that is no recipe changes nothing.
 */
import { useId, useState } from 'preact/hooks';
import type { Recipe } from '#channel/recipe.ts';
import { hostPattern } from '#ui/sites/host-pattern.ts';
import { siteAddress } from '#ui/sites/site-address.ts';
import { word } from '#ui/words.ts';
import { FileField } from './file-field.tsx';
import type { OptionsActions } from './options-actions.ts';
import { readRecipe } from './read-recipe.ts';
import { RecipeReview } from './recipe-review.tsx';

interface BringRecipeProps {
  readonly actions: OptionsActions;
  /** Whether Sotto may work on the origin now. */
  readonly isOn: (site: string) => boolean;
  /** Whether there is a recipe for the origin. */
  readonly isKnown: (site: string) => boolean;
  /** False when it was not kept. */
  readonly bring: (site: string, recipe: Recipe) => Promise<boolean>;
}

const OUTCOMES = {
  'too-large': 'recipe_too_large',
  'not-a-recipe': 'recipe_unreadable',
  'asks-too-much': 'recipe_asks_too_much',
  'no-address': 'sites_unreadable',
  known: 'recipe_known',
  refused: 'popup_use_here_refused',
  failed: 'options_failed',
  kept: 'recipe_kept',
} as const;

export function BringRecipe({ actions: { sites }, isOn, isKnown, bring }: BringRecipeProps) {
  const [recipe, setRecipe] = useState<Recipe>();
  const [typed, setTyped] = useState('');
  const [outcome, setOutcome] = useState<keyof typeof OUTCOMES>();
  const [field, setField] = useState(0);
  const id = useId();
  /** `field`: a file field is emptied by another one in its place. */
  const finish = (how?: keyof typeof OUTCOMES) => {
    setRecipe(undefined);
    setField((last) => last + 1);
    setOutcome(how);
  };
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return finish();
    const read = await readRecipe(file);
    setRecipe('recipe' in read ? read.recipe : undefined);
    setTyped('recipe' in read ? (siteAddress(read.recipe.tried.against) ?? '') : '');
    setOutcome('problem' in read ? read.problem : undefined);
  };
  const keep = async (chosen: Recipe): Promise<void> => {
    const site = siteAddress(typed);
    if (site === undefined || hostPattern(site) === undefined) return setOutcome('no-address');
    if (isKnown(site)) return setOutcome('known');
    const wasOn = isOn(site);
    // Straight from the click: the browser asks for nothing otherwise.
    if (!(await sites.add(site).catch(() => false))) return setOutcome('refused');
    if (await bring(site, chosen)) return finish('kept');
    if (!wasOn) await sites.remove(site).catch(() => false);
    setOutcome('failed');
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (recipe !== undefined) void keep(recipe);
  };
  return (
    <form class="card" data-form="bring-recipe" onSubmit={submit}>
      <h3>{word('recipe_bring')}</h3>
      <p class="about">{word('recipe_bring_about')}</p>
      <FileField
        key={field}
        label={word('recipe_file')}
        name="recipe"
        onFiles={([file]) => void take(file)}
      />
      {recipe !== undefined && (
        <>
          <RecipeReview recipe={recipe} />
          <div class="field">
            <label for={id}>{word('recipe_site')}</label>
            <input
              id={id}
              name="recipe-site"
              inputMode="url"
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
              dir="ltr"
              value={typed}
              aria-invalid={outcome === 'no-address'}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
            <p class="small">{word('recipe_site_about')}</p>
          </div>
          <div class="choices">
            <button type="submit" class="button" data-action="keep-recipe">
              {word('recipe_keep')}
            </button>
            <button type="button" class="button" data-action="drop-recipe" onClick={() => finish()}>
              {word('recipe_drop')}
            </button>
          </div>
        </>
      )}
      <p class="outcome" role="status" data-outcome={outcome}>
        {outcome !== undefined && word(OUTCOMES[outcome])}
      </p>
    </form>
  );
}
