/** The iframe in the panel's host: loaded once, and again only when its document was lost. */

/** Wait before a URL is asked for again after none was given, in ms. */
const RETRY_MS = 1000;

export interface PanelFrame {
  /** Loads the panel if that has not been begun. */
  load(): void;
  /** Drops the iframe and loads it from a fresh URL; does nothing before the first `load`. */
  renew(): void;
  /** Focuses the panel now, or as soon as it is there. */
  focus(): void;
  /** Forgets a focus that is still to come. */
  unfocus(): void;
}

/** `freshUrl` may reject (the background is restarting): it is asked again until it gives one, or `signal` ends. */
export function createPanelFrame(
  root: ShadowRoot,
  freshUrl: () => Promise<string>,
  signal: AbortSignal,
): PanelFrame {
  let iframe: HTMLIFrameElement | undefined;
  let loaded = false;
  let focusDue = false;
  let turn = 0;

  const begin = () => {
    turn += 1;
    loaded = false;
    iframe?.remove();
    iframe = undefined;
    const mine = turn;
    freshUrl().then(
      (url) => mine === turn && insert(url),
      () => mine === turn && setTimeout(() => mine === turn && begin(), RETRY_MS),
    );
  };

  const insert = (url: string) => {
    const frame = createIframe(url);
    frame.addEventListener('load', () => {
      if (frame !== iframe) return;
      loaded = true;
      if (focusDue) frame.focus();
      focusDue = false;
    });
    iframe = frame;
    root.append(frame);
  };

  signal.addEventListener('abort', () => {
    turn += 1;
    iframe?.remove();
  });

  return {
    load: () => turn === 0 && begin(),
    renew: () => turn !== 0 && begin(),
    focus() {
      if (loaded) iframe?.focus();
      else focusDue = true;
    },
    unfocus() {
      focusDue = false;
    },
  };
}

function createIframe(url: string): HTMLIFrameElement {
  const iframe = document.createElement('iframe');
  iframe.title = 'Sotto';
  iframe.referrerPolicy = 'no-referrer';
  iframe.src = url;
  return iframe;
}
