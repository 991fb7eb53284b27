/** Gives a document the accent of the user's mark, in the theme that the browser asks for now and later. */
import type { Mark } from '#channel/mark.ts';
import { accentTokens } from './accent.ts';

const dark = (): MediaQueryList => matchMedia('(prefers-color-scheme: dark)');

/** Returns what is to be called with each mark. */
export function markWearer(root: HTMLElement): (mark: Mark) => void {
  let worn: Mark | undefined;
  const wear = (): void => {
    if (worn === undefined) return;
    const tokens = accentTokens(worn.colour, dark().matches ? 'dark' : 'light');
    for (const [name, value] of Object.entries(tokens)) root.style.setProperty(`--${name}`, value);
  };
  dark().addEventListener('change', wear);
  return (mark) => {
    worn = mark;
    wear();
  };
}
