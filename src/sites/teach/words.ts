/** The wizard's words, in the user's language. */
import type { Part } from './page-parts.ts';

/** What a part is called, and what is said when it shall be pointed at. */
export const PART_WORDS = {
  composer: { name: 'teach_part_composer', point: 'teach_point_composer' },
  mine: { name: 'teach_part_mine', point: 'teach_point_mine' },
  theirs: { name: 'teach_part_theirs', point: 'teach_point_theirs' },
  name: { name: 'teach_part_name', point: 'teach_point_name' },
} as const satisfies Record<Part, { name: string; point: string }>;

export type WordKey =
  | (typeof PART_WORDS)[Part]['name' | 'point']
  | 'teach_title'
  | 'teach_look'
  | 'teach_missing'
  | 'teach_keys'
  | 'teach_next'
  | 'teach_cancel'
  | 'teach_back'
  | 'teach_move_up'
  | 'teach_move_down'
  | 'teach_ask'
  | 'teach_check_text'
  | 'teach_send'
  | 'teach_skip'
  | 'teach_again'
  | 'teach_checking'
  | 'teach_not_sent'
  | 'teach_not_seen'
  | 'teach_unclear'
  | 'teach_apart'
  | 'teach_foreign'
  | 'teach_not_kept'
  | 'teach_done';

export type Words = (key: WordKey, substitutions?: string[]) => string;
