/** `options.html`: accounts and keys, contacts, history, sites. `#contacts` and the like open a section. */
import '#ui/options/options.css';
import { MESSENGERS } from '#sites/messengers.ts';
import { openOptions } from '#ui/options/open-options.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('the document has no #root');
openOptions(root, MESSENGERS);
