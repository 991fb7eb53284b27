/**
 * Tabs as WAI-ARIA describes them: arrow keys choose, Home and End too. A panel is filled when it is first shown, which the
 * popup opens faster by, and stays from then on, so that nothing typed is lost.
 */
import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';

export interface Tab<Key extends string> {
  readonly key: Key;
  readonly words: string;
  readonly content: ComponentChildren;
}

interface TabsProps<Key extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<Key>[];
  readonly chosen: Key;
  readonly choose: (key: Key) => void;
}

export function Tabs<Key extends string>({ label, tabs, chosen, choose }: TabsProps<Key>) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const shown = useRef(new Set<Key>()).current.add(chosen);
  const move = (event: KeyboardEvent) => {
    const next =
      tabs[
        indexAfter(
          event.key,
          tabs.findIndex(({ key }) => key === chosen),
          tabs.length,
        )
      ];
    if (next === undefined) return;
    event.preventDefault();
    choose(next.key);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.key}"]`)?.focus();
  };
  return (
    <>
      <div class="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={move}>
        {tabs.map(({ key, words }) => (
          <button
            key={key}
            type="button"
            class="tab"
            role="tab"
            id={`${id}-${key}`}
            aria-controls={`${id}-${key}-panel`}
            aria-selected={key === chosen}
            tabIndex={key === chosen ? 0 : -1}
            data-tab={key}
            onClick={() => choose(key)}
          >
            {words}
          </button>
        ))}
      </div>
      {tabs.map(({ key, content }) => (
        <div
          key={key}
          role="tabpanel"
          id={`${id}-${key}-panel`}
          aria-labelledby={`${id}-${key}`}
          hidden={key !== chosen}
        >
          {shown.has(key) && content}
        </div>
      ))}
    </>
  );
}

/** -1 for a key that moves nowhere. Left is the way back, unless the document runs from right to left. */
function indexAfter(key: string, index: number, count: number): number {
  const forwards = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const backwards = document.documentElement.dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
  switch (key) {
    case forwards:
      return (index + 1) % count;
    case backwards:
      return (index + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return -1;
  }
}
