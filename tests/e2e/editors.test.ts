/** Eight real editors, a fair number of sends to each; `npm run test:long` has 100. */
import { testEditors } from './editor-sends.ts';

testEditors(20);
