/** The user's mark as a picture. A page that imitates Sotto does not know it. */
import { useContext } from 'preact/hooks';
import { MARK_COLOUR_NAMES, MARK_COLOURS, MARK_PICTURES, MARK_VIEW_BOX, type Mark } from '#channel/mark.ts';
import { LockContext } from '#ui/lock-context.ts';
import { word } from '#ui/words.ts';

/** The picture alone, in the colour of the text around it. */
export function Picture({ picture }: Pick<Mark, 'picture'>) {
  return (
    <svg class="mark-picture" viewBox={`0 0 ${MARK_VIEW_BOX} ${MARK_VIEW_BOX}`} aria-hidden="true">
      <path d={MARK_PICTURES[picture]} fill-rule="evenodd" />
    </svg>
  );
}

/** The mark that the user chose; nothing until it is known. */
export function OwnMark() {
  const mark = useContext(LockContext)?.mark;
  if (mark === undefined) return null;
  const words = markWords(mark);
  return (
    <span class="mark" role="img" aria-label={words} title={words}>
      <Picture picture={mark.picture} />
    </span>
  );
}

function markWords({ picture, colour }: Mark): string {
  const name = MARK_COLOUR_NAMES.find((one) => MARK_COLOURS[one] === colour) ?? 'blue';
  return word('mark_own', word(`mark_${picture}`), word(`colour_${name}`));
}
