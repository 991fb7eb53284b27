/** The panel with a scene instead of a background. `?scene=…&surface=page|window&bar&dir=rtl` */
import { render } from 'preact';
import '#ui/panel/panel.css';
import type { Entry } from '#channel/conversation.ts';
import { mergeEntries } from '#ui/document-state.ts';
import { Drafts } from '#ui/drafts.ts';
import { LockContext } from '#ui/lock-context.ts';
import { markWearer } from '#ui/mark/wear-mark.ts';
import { Panel } from '#ui/panel/panel.tsx';
import type { PanelActions } from '#ui/panel/panel-actions.ts';
import { speakOurLanguage } from '#ui/words.ts';
import { askedScene, type Gallery } from './gallery.ts';
import { answerLock, LOCK_STATE } from './lock.ts';
import { PANEL_SCENES } from './scenes.ts';

const asked = new URLSearchParams(location.search);
const root = document.getElementById('root');
if (root === null) throw new Error('no #root');

const gallery: Gallery = {
  posted: [],
  state: askedScene(PANEL_SCENES),
  show: (state = gallery.state) => {
    gallery.state = state;
    const surface = asked.get('surface') === 'window' ? 'window' : 'page';
    render(
      <LockContext.Provider value={LOCK_STATE}>
        <Panel state={state} surface={surface} bar={asked.has('bar')} actions={actions} />
      </LockContext.Provider>,
      root,
    );
  },
};
const actions: PanelActions = {
  post: (command) => gallery.posted.push(command),
  send: (conversation, text) => {
    gallery.posted.push({ type: 'send', conversation, id: `sent${gallery.posted.length}`, text });
    const { state } = gallery;
    if (state.phase !== 'open') return;
    const seq = (state.entries.at(-1)?.seq ?? 0) + 1;
    const entry: Entry = {
      kind: 'message',
      id: `own${seq}`,
      seq,
      time: Date.now(),
      from: 'us',
      text,
      protection: 'private',
      delivery: 'sent',
    };
    gallery.show({ ...state, entries: mergeEntries(state.entries, [entry]) });
  },
  continueHere: () => gallery.posted.push({ type: 'continue-here' }),
  askLock: answerLock,
  drafts: new Drafts({
    tell: (conversation, text) => gallery.posted.push({ type: 'draft', conversation, text }),
    hasUntaken: () => false,
    setTimer: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  }),
};

speakOurLanguage(document.documentElement);
markWearer(document.documentElement)(LOCK_STATE.mark);
window.gallery = gallery;
gallery.show();
