/** The padlock of a state as SVG, in the colour of the text around it. Words always stand beside it, so it is not read out. */
import type { PadlockState } from '#channel/conversation.ts';
import { PADLOCK_GLYPHS, PADLOCK_VIEW_BOX } from '#channel/padlock-glyphs.ts';

export function Glyph({ state }: { readonly state: PadlockState }) {
  const { path, moving } = PADLOCK_GLYPHS[state];
  return (
    <svg class="glyph" viewBox={`0 0 ${PADLOCK_VIEW_BOX} ${PADLOCK_VIEW_BOX}`} aria-hidden="true">
      <path d={path} fill-rule="evenodd" />
      {moving !== undefined && (
        <g>
          {moving.map((cover) => (
            <path key={cover} class="glyph-cover" d={cover} />
          ))}
        </g>
      )}
    </svg>
  );
}
