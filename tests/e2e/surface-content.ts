/** The content script of the bench extension: what stands in a page, and nothing else, in every frame. */
import { createChip } from '#sites/surface/chip.ts';
import { createFocusKeeper } from '#sites/surface/focus-keeper.ts';
import { createKeyGuard } from '#sites/surface/key-guard.ts';
import { createPanelHost } from '#sites/surface/panel-host.ts';

export type Bench = ReturnType<typeof createBench>;

declare global {
  /** Seen by the content script's world alone. */
  var bench: Bench;
}

function createBench() {
  const ending = new AbortController();
  const { signal } = ending;
  const log: string[] = [];
  let urls = 0;
  const host = createPanelHost({
    freshUrl: async () => {
      urls += 1;
      log.push(`url ${urls}`);
      return chrome.runtime.getURL(`panel.html#${urls}`);
    },
    onTrouble: (trouble) => log.push(trouble),
    signal,
  });
  const guard = createKeyGuard({
    onFocusTaken: () => log.push('focus-taken'),
    onReleased: () => log.push('released'),
    ...(window.top === window ? { panel: host } : { armedUntilTold: true }),
    signal,
  });
  const chip = createChip({ onOpen: () => log.push('open'), signal });
  const keeper = createFocusKeeper(host);
  let giveBack: () => void = () => undefined;
  /** A text goes out through the page's own composer, until it is told that it has. */
  const beginText = (composer: Element): void => {
    giveBack = keeper.keep(composer);
  };
  const endText = (): void => giveBack();
  return { chip, host, guard, log, beginText, endText, end: () => ending.abort() };
}

globalThis.bench = createBench();

const obey = (armed: unknown) => (armed === true ? bench.guard.arm() : bench.guard.disarm());
chrome.runtime.onMessage.addListener((message: { armed: boolean }) => obey(message.armed));
if (window.top !== window) void chrome.runtime.sendMessage('is it armed?').then(obey);
