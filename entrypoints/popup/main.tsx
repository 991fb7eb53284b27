/**
 * `popup.html`: the toolbar's popup, for the active tab; `?tab=N` names another one.
 * `popup.html?conversation=ID`: verification in a window of its own.
 * `popup.html?unlock`: the question for the passphrase in a window of its own.
 */
import '#ui/popup/popup.css';
import { openPopup, openUnlock } from '#ui/popup/open-popup.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('the document has no #root');
const port = await globalThis.sottoPort;
if (port === undefined) openUnlock(root);
else openPopup(root, port);
