/**
 * The content script of a messenger that is read by its page: one that is known by its address, or that the user taught. Wiring only.
 *
 * Registered at run time, so WXT need not wrap it as a content script, which costs 1 kB.
 */
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { chooseByPage } from '#sites/by-page.ts';
import { hearBackground, startTab } from './messenger/tab.ts';

export default defineUnlistedScript({
  main() {
    hearBackground(chooseByPage(startTab()));
  },
});
