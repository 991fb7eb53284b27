/** Chooses picture and colour; each choice holds at once. */
import { useId } from 'preact/hooks';
import {
  MARK_COLOUR_NAMES,
  MARK_COLOURS,
  MARK_PICTURE_NAMES,
  type Mark,
  type MarkColour,
  type MarkPicture,
} from '#channel/mark.ts';
import { word } from '#ui/words.ts';
import { Picture } from './mark-picture.tsx';

interface MarkPickerProps {
  readonly mark: Mark;
  readonly choose: (mark: Mark) => void;
}

export function MarkPicker({ mark, choose }: MarkPickerProps) {
  return (
    <div class="mark-picker">
      <fieldset>
        <legend>{word('mark_picture')}</legend>
        <div class="mark-choices">
          {MARK_PICTURE_NAMES.map((picture) => (
            <PictureChoice
              key={picture}
              picture={picture}
              chosen={picture === mark.picture}
              choose={() => choose({ ...mark, picture })}
            />
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>{word('mark_colour')}</legend>
        <div class="mark-choices">
          {MARK_COLOUR_NAMES.map((colour) => (
            <ColourChoice
              key={colour}
              colour={colour}
              chosen={MARK_COLOURS[colour] === mark.colour}
              choose={() => choose({ ...mark, colour: MARK_COLOURS[colour] })}
            />
          ))}
        </div>
      </fieldset>
    </div>
  );
}

interface ChoiceProps {
  readonly chosen: boolean;
  readonly choose: () => void;
}

function PictureChoice({ picture, chosen, choose }: ChoiceProps & { readonly picture: MarkPicture }) {
  const id = useId();
  return (
    <label class="mark-choice" for={id} title={word(`mark_${picture}`)}>
      <input
        id={id}
        type="radio"
        name="mark-picture"
        value={picture}
        checked={chosen}
        aria-label={word(`mark_${picture}`)}
        onChange={choose}
      />
      <Picture picture={picture} />
    </label>
  );
}

/** Its colour comes from the style sheet, by name: the policy allows no styles in the markup. */
function ColourChoice({ colour, chosen, choose }: ChoiceProps & { readonly colour: MarkColour }) {
  const id = useId();
  return (
    <label class="mark-choice" for={id} title={word(`colour_${colour}`)} data-colour={colour}>
      <input
        id={id}
        type="radio"
        name="mark-colour"
        value={colour}
        checked={chosen}
        aria-label={word(`colour_${colour}`)}
        onChange={choose}
      />
      <span class="mark-swatch" />
    </label>
  );
}
