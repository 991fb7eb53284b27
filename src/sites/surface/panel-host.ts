/**
 * Where the panel stands in the page: an iframe of the extension's origin in a closed shadow root, over the open chat.
 *
 * The page has no handle on the iframe (not in `window.frames`) and sees nothing of what is in it. It can still take the host
 * away, hide it or lay something over it: that is mended where it can be, and reported where it cannot, so that the
 * panel stops taking keys. What is seen is measured (boxes, visibility, hit tests), not guessed from attributes: no
 * ancestor's attributes are observed, which has frozen pages elsewhere.
 *
 * The iframe is made once and stays when the chat changes or the panel closes. Only being taken out of the document
 * unloads it; then it is loaded again from a fresh URL, since the token in the old one was used.
 */
import type { Trouble } from '#channel/document.ts';
import { boxInWindow } from './box-in-window.ts';
import { type Area, coverArea, type PanelMode, panelArea, sameArea, viewSize } from './cover-area.ts';
import { createCoverProbe } from './cover-probe.ts';
import { createFrameLoop } from './frame-loop.ts';
import { createPanelFrame } from './panel-frame.ts';
import { PANEL_CSS, placePanel } from './panel-style.ts';
import { keepSeated } from './root-seat.ts';
import { createShadowHost } from './shadow-host.ts';
import { keepOnTop } from './top-layer.ts';
import { createTroubleReport } from './trouble-report.ts';

/** What the host itself can notice; `focus-taken` is the key guard's. */
export type PanelTrouble = Exclude<Trouble, 'focus-taken'>;

/** Removals within this time of each other are one trouble, in ms. */
const REMOVAL_MS = 2000;
/** The host's box may differ from where it was put by this many px: rounding. */
const TOLERANCE = 1;

export interface PanelHostOptions {
  /** The panel's address with a one-use token. Asked for at the first `show`, and again after the iframe was lost. */
  freshUrl(): Promise<string>;
  /** The page interfered. Called once per kind until that trouble is over. */
  onTrouble(trouble: PanelTrouble): void;
  /** Takes the panel out of the page for good. */
  readonly signal: AbortSignal;
}

export interface PanelHost {
  /** Puts the panel over `cover` and keeps it there. Without a visible box to cover, it waits unseen. */
  show(cover: readonly Element[], mode: PanelMode): void;
  /** Takes the panel from sight; its document lives on. */
  hide(): void;
  /** Whether the keyboard focus is in the panel. */
  hasFocus(): boolean;
  /** Moves the keyboard focus into the panel. */
  focus(): void;
  /** Loads the panel anew from a fresh URL: for a panel that was detached. */
  renew(): void;
  /** Whether an event's target is the panel, as seen from outside. */
  owns(target: EventTarget | null): boolean;
}

export function createPanelHost({ freshUrl, onTrouble, signal }: PanelHostOptions): PanelHost {
  const shadow = createShadowHost('data-sotto-panel', PANEL_CSS);
  const { host } = shadow;
  const frame = createPanelFrame(shadow.root, freshUrl, signal);
  const top = keepOnTop(host, signal);
  const inspect = createInspector(host, onTrouble);
  const removed = createRemovalReport(onTrouble);
  let cover: readonly Element[] = [];
  let mode: PanelMode = 'closed';
  let placed: Area | undefined;

  const place = () => {
    const area = areaOf(cover, mode, placed);
    if (area !== undefined && placed !== undefined && sameArea(area, placed, 0)) return;
    if (area === undefined && placed === undefined) return;
    const appears = placed === undefined;
    placed = area;
    placePanel(shadow, area);
    if (appears) top.raise();
  };
  const loop = createFrameLoop((look) => {
    place();
    if (look && placed !== undefined && host.isConnected) {
      top.keep();
      inspect(placed);
    }
  });
  const seat = keepSeated(
    host,
    () => {
      removed();
      frame.renew();
      if (placed !== undefined) top.raise();
    },
    signal,
  );

  const hide = () => {
    mode = 'closed';
    loop.stop();
    frame.unfocus();
    place();
    top.leave();
  };
  signal.addEventListener('abort', hide);

  return {
    show(nextCover, nextMode) {
      if (nextMode === 'closed' || signal.aborted) return hide();
      cover = nextCover;
      mode = nextMode;
      seat.take();
      frame.load();
      place();
      loop.start();
    },
    hide,
    hasFocus: () => mode !== 'closed' && document.activeElement === host,
    focus: () => frame.focus(),
    renew: () => frame.renew(),
    owns: (target) => target === host,
  };
}

/**
 * Where the panel must be now. While an element to cover is out of the document the last place is kept: the page is
 * rendering, and the caller will name the new elements or hide the panel. So it is while the page shows nothing at
 * all, which is no way to close a chat.
 */
function areaOf(cover: readonly Element[], mode: PanelMode, last: Area | undefined): Area | undefined {
  if (mode === 'closed') return undefined;
  const nothingShown = document.documentElement.getClientRects().length === 0;
  const boxes = cover.map(boxInWindow);
  if (nothingShown || !boxes.every((box) => box !== undefined)) return last;
  const area = coverArea(boxes, viewSize());
  return area === undefined ? undefined : panelArea(area, mode);
}

/** One look at how the panel is seen, given where it was put. */
function createInspector(host: HTMLElement, onTrouble: (trouble: PanelTrouble) => void): (put: Area) => void {
  const troubles = createTroubleReport(onTrouble);
  const isCovered = createCoverProbe(host);
  return (put) => {
    const hidden = !isVisible(host);
    const moved = !hidden && !sameArea(host.getBoundingClientRect(), put, TOLERANCE);
    const covered = isCovered(put);
    troubles.look('hidden', hidden);
    troubles.look('moved', moved);
    troubles.look('covered', !hidden && !moved && covered);
  };
}

/** The host's own properties are out of the page's reach; what `html` does to it is not. */
function isVisible(host: HTMLElement): boolean {
  const seen = host.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  return seen && Number(getComputedStyle(document.documentElement).opacity) > 0.5;
}

function createRemovalReport(onTrouble: (trouble: PanelTrouble) => void): () => void {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const now = performance.now();
    if (now - last > REMOVAL_MS) onTrouble('removed');
    last = now;
  };
}
