/**
 * The content script of every other page where Sotto is on, beside the wire hook. Wiring only.
 *
 * It begins when the page has been loaded, or when it is needed: what must not leave the page until then the hook keeps back.
 */
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { isThere } from '#channel/from-background.ts';
import { WIRE_EVENT } from '#channel/wire.ts';
import { chooseByWire } from '#sites/by-wire.ts';
import { onFirstUse } from '#sites/on-first-use.ts';
import type { PageEngine } from '#sites/page-engine.ts';
import { whenDue } from '#sites/when-due.ts';
import { hearBackground, startTab } from './messenger/tab.ts';

declare global {
  /** The engine that reads pages, once it is there; seen by our own scripts alone. */
  var sottoPageEngine: PageEngine | undefined;
}

export default defineUnlistedScript({
  main() {
    const { background, ...tab } = startTab();
    const engine = async (): Promise<PageEngine | undefined> =>
      isThere(await background.tell({ type: 'engine' })) ? globalThis.sottoPageEngine : undefined;
    const choice = onFirstUse(() =>
      chooseByWire({
        sentence: () => chrome.i18n.getMessage('page_private_message'),
        engine,
        ...tab,
      }),
    );
    const begin = whenDue(() => void choice.use());
    document.addEventListener(WIRE_EVENT, begin, { once: true });
    hearBackground((message) => {
      begin();
      return choice.use()(message);
    });
  },
});
