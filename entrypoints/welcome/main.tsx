/** `welcome.html`: opened once, when Sotto is installed. */
import '#ui/welcome/welcome.css';
import { openWelcome } from '#ui/welcome/open-welcome.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('the document has no #root');
openWelcome(root);
