/**
 * The accent that a mark gives to our documents: its colour, made darker or lighter until WCAG 2.2 AA holds with
 * what it stands on. The grounds are those of tokens.css; accent.test.ts compares.
 */
import { mix, untilContrast } from './colour.ts';

export type Theme = 'light' | 'dark';

/** By name of the token in tokens.css, without the dashes. */
export type AccentTokens = Readonly<
  Record<
    'accent' | 'accent-strong' | 'focus' | 'ours' | 'ours-text' | 'ours-quiet' | 'ours-link' | 'mark',
    string
  >
>;

const WHITE = '#ffffff';
const BLACK = '#000000';
const TEXT = 4.5;
const EDGE = 3;
/** A little more than is asked for. */
const SPARE = 0.05;

const GROUNDS = {
  light: { surface: WHITE, ground: '#f3f4f7', red: '#b3211c', ink: '#14161c' },
  dark: { surface: '#1c2027', ground: '#14171c', red: '#ff9d94', ink: '#f4f6fb' },
} as const;

export function accentTokens(colour: string, theme: Theme): AccentTokens {
  const { surface, ground, red, ink } = GROUNDS[theme];
  const away = theme === 'light' ? BLACK : WHITE;
  const underWhite = untilContrast(colour, BLACK, [WHITE], TEXT + SPARE);
  const accent = theme === 'light' ? underWhite : untilContrast(underWhite, WHITE, [surface], EDGE + SPARE);
  const ours = untilContrast(
    mix(surface, colour, theme === 'light' ? 0.18 : 0.34),
    surface,
    [red],
    TEXT + SPARE,
  );
  const onOurs = (share: number): string =>
    untilContrast(mix(ink, colour, share), theme === 'light' ? BLACK : WHITE, [ours], TEXT + SPARE);
  return {
    accent,
    'accent-strong': mix(accent, BLACK, 0.14),
    focus: untilContrast(colour, away, [surface, ground], TEXT),
    mark: untilContrast(colour, away, [surface, ground], EDGE + SPARE),
    ours,
    'ours-text': onOurs(0.1),
    'ours-quiet': onOurs(0.35),
    'ours-link': onOurs(0.6),
  };
}
