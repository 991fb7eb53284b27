/** The engine that reads pages, for a page that showed a sign of software which anybody may host. Wiring only. */
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { pageEngine } from '#sites/page-engine.ts';

export default defineUnlistedScript({
  main() {
    globalThis.sottoPageEngine = pageEngine;
  },
});
