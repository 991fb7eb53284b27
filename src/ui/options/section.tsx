/** The frame of a section: heading, what it is about, and what stands there while nothing can be shown. */
import type { ComponentChildren } from 'preact';
import type { Refusal } from '#channel/options.ts';
import { Glyph } from '#ui/glyph.tsx';
import { word } from '#ui/words.ts';

export const HEADING_ID = 'section-heading';

interface SectionProps {
  readonly name: string;
  readonly heading: string;
  readonly about: string;
  readonly refusal?: Refusal | undefined;
  /** There is something to show. */
  readonly ready: boolean;
  readonly children: ComponentChildren;
}

export function Section({ name, heading, about, refusal, ready, children }: SectionProps) {
  const state = refusal === 'locked' ? 'locked' : 'open';
  return (
    <section
      class="section"
      data-section={name}
      data-state={state}
      aria-busy={!ready && refusal === undefined}
    >
      <h1 id={HEADING_ID} tabIndex={-1}>
        {heading}
      </h1>
      <p class="about">{about}</p>
      <p class="trouble" role="alert">
        {refusal !== undefined && refusal !== 'locked' && word('options_failed')}
      </p>
      {refusal === 'locked' && (
        <p class="locked" data-tone="locked">
          <Glyph state="locked" />
          <span>
            <strong>{word('state_locked')}</strong> {word('options_locked')}
          </span>
        </p>
      )}
      {ready && children}
    </section>
  );
}
