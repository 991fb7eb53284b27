/** `panel.html#TOKEN`: the iframe over a page's chat. `panel.html?conversation=ID`: a window of its own. */
import '#ui/panel/panel.css';
import type { Attach } from '#ui/document-port.ts';
import { openPanel } from '#ui/panel/open-panel.tsx';

function attachment(): Attach {
  const conversation = new URLSearchParams(location.search).get('conversation');
  if (conversation !== null) return { type: 'attach-conversation', conversation };
  return { type: 'attach-panel', token: location.hash.slice(1) };
}

const root = document.getElementById('root');
if (root === null) throw new Error('the document has no #root');
openPanel(root, attachment());
