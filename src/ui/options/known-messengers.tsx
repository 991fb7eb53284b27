/** Which messengers Sotto knows, and how far each was tried: nobody should trust one that nobody could try. */
import { word } from '#ui/words.ts';
import type { OptionsActions } from './options-actions.ts';

export function KnownMessengers({ messengers }: Pick<OptionsActions, 'messengers'>) {
  return (
    <>
      <h2>{word('messengers_title')}</h2>
      <p class="small">{word('messengers_about')}</p>
      <ul class="rows">
        {messengers.map(({ name, live }) => (
          <li key={name} class="row site" data-messenger={name} data-live={live}>
            <bdi class="row-name">{name}</bdi>
            <span class="small">{word(live ? 'messengers_live' : 'messengers_not_live')}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
