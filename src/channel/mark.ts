/**
 * The user's mark: a picture and a colour that stand in every document of Sotto and that no page knows.
 *
 * Each picture is one path in a 24 by 24 viewBox, filled by the even-odd rule in one colour. Ids are stored: a
 * picture may be redrawn, its id stays.
 */
import * as v from 'valibot';

/** Width and height of the space in which the pictures are drawn. */
export const MARK_VIEW_BOX = 24;

export const MARK_PICTURES = {
  anchor:
    'M12 2a3 3 0 0 1 1.25 5.73V10H17v2.5h-3.75v6.9A6.6 6.6 0 0 0 18.3 15l-1.9.6 2.9-4.1 2.7 4.3-1.5-.3A9 9 0 0 1 12 22a9 9 0 0 1-8.5-6.5l-1.5.3 2.7-4.3 2.9 4.1-1.9-.6a6.6 6.6 0 0 0 5.05 4.4v-6.9H7V10h3.75V7.73A3 3 0 0 1 12 2zm0 2a1 1 0 1 0 0 2 1 1 0 0 0 0-2z',
  bell: 'M12 2a1.75 1.75 0 0 1 1.7 2.2A6.5 6.5 0 0 1 18.5 10.5V15l2 2.5V19h-17v-1.5l2-2.5v-4.5A6.5 6.5 0 0 1 10.3 4.2 1.75 1.75 0 0 1 12 2zM9.25 20.25h5.5a2.75 2.75 0 0 1-5.5 0z',
  boat: 'M11 2.5V14H4.5C8 10.5 10 7 11 2.5zM13 5c3.5 2 5.5 5 6 9h-6zM2.5 15.75h19L18 21H6z',
  book: 'M2.5 4.5c3.5-1 6.5-.7 8.75 1V20c-2.25-1.5-5.25-1.8-8.75-1zM21.5 4.5c-3.5-1-6.5-.7-8.75 1V20c2.25-1.5 5.25-1.8 8.75-1z',
  cloud: 'M7 19.5a5 5 0 0 1-.6-9.96A6.25 6.25 0 0 1 18.4 11 4.3 4.3 0 0 1 17.7 19.5z',
  crown: 'M2.5 7l5 4L12 3.5 16.5 11l5-4-2 9.5h-15zM4.5 18h15v2.5h-15z',
  cup: 'M4 5h13v2h1.25a3.75 3.75 0 0 1 0 7.5H16.6A6 6 0 0 1 11 18.5h-1a6 6 0 0 1-6-6zM17 9v3.5h1.25a1.75 1.75 0 0 0 0-3.5zM3 20h15v1.75H3z',
  diamond: 'M7 3.5h10L22 9 12 21.5 2 9zM8 5.5L5 9h3.2L12 18.3 15.8 9H19l-3-3.5z',
  fish: 'M2 12c3-4.7 7-6.5 10.5-6.2C15.5 6 17.5 8 19 10l3-3v10l-3-3c-1.5 2-3.5 4-6.5 4.2C9 18.5 5 16.7 2 12zM7.25 9.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3z',
  flower:
    'M12 9.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM12 2a3.5 3.5 0 0 1 3.2 4.9A3.5 3.5 0 0 1 20.3 12a3.5 3.5 0 0 1-5.1 5.1 3.5 3.5 0 0 1-6.4 0A3.5 3.5 0 0 1 3.7 12 3.5 3.5 0 0 1 8.8 6.9 3.5 3.5 0 0 1 12 2z',
  heart: 'M12 21C5 15.5 2 12.2 2 8.3A5.3 5.3 0 0 1 12 5.7 5.3 5.3 0 0 1 22 8.3C22 12.2 19 15.5 12 21z',
  house: 'M12 2.5L22.5 12H19.5v9h-5.5v-6h-4v6H4.5v-9h-3z',
  leaf: 'M21 3c.5 9-2 15.5-8.5 16.5-2.5.4-4.5-.2-5.8-1.3L4.3 21 2.8 19.5l2.6-2.7C3 10.5 9 4 21 3zM16.5 7.5C12.5 9 9.5 11.5 7.7 14.9l1.2 1.1C11.2 13 13.7 10.3 16.5 7.5z',
  moon: 'M14.5 2.5A9.75 9.75 0 1 0 21.5 15.5 8 8 0 0 1 14.5 2.5z',
  star: 'M12 2l3 6.7 7.3.8-5.4 4.9 1.5 7.2L12 18l-6.4 3.6 1.5-7.2L1.7 9.5 9 8.7z',
  tree: 'M12 1.5L17.5 8.5H15L19.5 14.5H16.5L20.5 19h-7.25v3.5h-2.5V19H3.5l4-4.5H4.5L9 8.5H6.5z',
} as const;
export type MarkPicture = keyof typeof MARK_PICTURES;

/** From these the documents' accent is made, see src/ui/mark/accent.ts. */
export const MARK_COLOURS = {
  blue: '#2f6fed',
  teal: '#0f8f8c',
  green: '#2e9148',
  olive: '#7d8a1d',
  amber: '#d9940f',
  orange: '#e0662a',
  red: '#d43d45',
  pink: '#d6478f',
  purple: '#8a51d6',
  grey: '#6b7484',
} as const;
export type MarkColour = keyof typeof MARK_COLOURS;

export const MARK_PICTURE_NAMES = Object.keys(MARK_PICTURES) as MarkPicture[];
export const MARK_COLOUR_NAMES = Object.keys(MARK_COLOURS) as MarkColour[];

export const Mark = v.strictObject({
  picture: v.picklist(MARK_PICTURE_NAMES),
  /** `#rrggbb`, one of MARK_COLOURS. */
  colour: v.picklist(Object.values(MARK_COLOURS)),
});
export type Mark = v.InferOutput<typeof Mark>;

/** A mark for who has not chosen one. `random`: that many random bytes. */
export function randomMark(random: (length: number) => Uint8Array): Mark {
  const [one = 0, other = 0] = random(2);
  const picture = MARK_PICTURE_NAMES[one % MARK_PICTURE_NAMES.length] ?? 'star';
  const colour = MARK_COLOUR_NAMES[other % MARK_COLOUR_NAMES.length] ?? 'blue';
  return { picture, colour: MARK_COLOURS[colour] };
}
