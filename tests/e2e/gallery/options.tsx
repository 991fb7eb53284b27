/** The options page with invented people instead of a background. `?contacts=1000&locked&empty&dir=rtl#contacts` */
import { render } from 'preact';
import '#ui/options/options.css';
import { LockContext } from '#ui/lock-context.ts';
import { markWearer } from '#ui/mark/wear-mark.ts';
import { Options } from '#ui/options/options.tsx';
import { speakOurLanguage } from '#ui/words.ts';
import { LOCK_STATE } from './lock.ts';
import { optionsActions } from './options-scenes.ts';

const asked = new URLSearchParams(location.search);
const root = document.getElementById('root');
if (root === null) throw new Error('no #root');
const actions = optionsActions({
  contacts: Number(asked.get('contacts') ?? 6),
  locked: asked.has('locked'),
  empty: asked.has('empty'),
});
const draw = () =>
  render(
    <LockContext.Provider value={LOCK_STATE}>
      <Options section={location.hash.slice(1)} actions={actions} />
    </LockContext.Provider>,
    root,
  );

speakOurLanguage(document.documentElement);
markWearer(document.documentElement)(LOCK_STATE.mark);
document.title = 'Options';
addEventListener('hashchange', draw);
draw();
