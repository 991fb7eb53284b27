/** What a recipe from somebody else would have Sotto do, in words and as it stands in the file: before it is kept. */
import type { Recipe } from '#channel/recipe.ts';
import { word } from '#ui/words.ts';

export function RecipeReview({ recipe }: { readonly recipe: Recipe }) {
  const { name, composer, send, rows, peer } = recipe;
  const points = [
    [word('recipe_names'), peer.from === 'element' ? peer.select : word('recipe_names_address')],
    [word('recipe_writes'), composer],
    [word('recipe_sends'), send === 'enter' ? word('recipe_sends_enter') : send.click],
    ...(rows.more === undefined ? [] : [[word('recipe_unfolds'), rows.more]]),
  ];
  return (
    <div class="review" data-review>
      <p class="row-name">
        <bdi>{name}</bdi>
      </p>
      <div class="trouble">
        <p>{word('recipe_warning')}</p>
        <p>{word('recipe_warning_require')}</p>
      </div>
      <dl class="points">
        {points.map(([what, where]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              <bdi>{where}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      <details>
        <summary>{word('recipe_whole')}</summary>
        <pre dir="ltr">{JSON.stringify(recipe, null, 2)}</pre>
      </details>
    </div>
  );
}
