/**
 * Lies over the page's own composer while privacy is required and the panel is a bar, so that nobody writes there by
 * mistake. It says why, in words that the page may read.
 *
 * It is a help, no wall: a page can take it away for a moment, and send what it likes. What is sent over its socket is
 * kept back by the wire hook.
 */
import { boxInWindow } from './box-in-window.ts';
import { type Area, coverArea, sameArea, viewSize } from './cover-area.ts';
import { createFrameLoop } from './frame-loop.ts';
import { PANEL_CSS, placePanel } from './panel-style.ts';
import { keepSeated } from './root-seat.ts';
import { createShadowHost } from './shadow-host.ts';
import { keepOnTop } from './top-layer.ts';

const CSS = `${PANEL_CSS}
p {
  display: grid;
  place-items: center;
  box-sizing: border-box;
  block-size: 100%;
  margin: 0;
  padding: 4px 12px;
  border-block-start: 1px solid color-mix(in srgb, CanvasText 25%, Canvas);
  overflow: auto;
  background: Canvas;
  color: CanvasText;
  font: 14px/1.45 system-ui, sans-serif;
  overflow-wrap: anywhere;
  text-align: center;
}
`;

export interface ComposerCover {
  /** Covers `composer` and stays over it; `words` say why. */
  show(composer: Element, words: string): void;
  hide(): void;
}

export function createComposerCover(signal: AbortSignal): ComposerCover {
  const shadow = createShadowHost('data-sotto-composer-cover', CSS);
  const { host, root } = shadow;
  const note = document.createElement('p');
  note.setAttribute('role', 'note');
  note.dir = 'auto';
  root.append(note);
  const top = keepOnTop(host, signal);
  let composer: Element | undefined;
  let placed: Area | undefined;

  const place = () => {
    const area = composer && areaOf(composer, placed);
    if (area === placed || (area && placed && sameArea(area, placed, 0))) return;
    const appears = placed === undefined;
    placed = area;
    placePanel(shadow, area);
    if (appears) top.raise();
  };
  const loop = createFrameLoop((look) => {
    place();
    if (look && placed !== undefined && host.isConnected) top.keep();
  });
  const seat = keepSeated(host, () => placed !== undefined && top.raise(), signal);
  const hide = () => {
    composer = undefined;
    loop.stop();
    place();
    top.leave();
  };
  signal.addEventListener('abort', hide);

  return {
    show(next, words) {
      if (signal.aborted) return;
      composer = next;
      if (note.textContent !== words) note.textContent = words;
      seat.take();
      place();
      loop.start();
    },
    hide,
  };
}

/** While the page renders its composer anew, the last place is kept. */
function areaOf(composer: Element, last: Area | undefined): Area | undefined {
  const box = boxInWindow(composer);
  return box === undefined ? last : coverArea([box], viewSize());
}
