/** The popup with a scene instead of a background. `?scene=…&surface=tab|window&dir=rtl` */
import { render } from 'preact';
import '#ui/popup/popup.css';
import { LockContext } from '#ui/lock-context.ts';
import { markWearer } from '#ui/mark/wear-mark.ts';
import { Popup } from '#ui/popup/popup.tsx';
import type { PopupActions } from '#ui/popup/popup-actions.ts';
import { speakOurLanguage } from '#ui/words.ts';
import { askedScene, type Gallery } from './gallery.ts';
import { answerLock, LOCK_STATE } from './lock.ts';
import { POPUP_SCENES } from './scenes.ts';

const asked = new URLSearchParams(location.search);
const root = document.getElementById('root');
if (root === null) throw new Error('no #root');

const gallery: Gallery = {
  posted: [],
  state: askedScene(POPUP_SCENES),
  show: (state = gallery.state) => {
    gallery.state = state;
    const surface = asked.get('surface') === 'window' ? 'window' : 'tab';
    render(
      <LockContext.Provider value={LOCK_STATE}>
        <Popup state={state} surface={surface} actions={actions} />
      </LockContext.Provider>,
      root,
    );
  },
};
const actions: PopupActions = {
  post: (command) => gallery.posted.push(command),
  requestSite: async () => {
    gallery.posted.push({ type: 'request-site' });
    return asked.get('grant') === 'yes';
  },
  releaseSite: async () => {
    gallery.posted.push({ type: 'release-site' });
    return false;
  },
  askLock: answerLock,
  copy: async () => {
    gallery.posted.push({ type: 'copy' });
  },
  close: () => gallery.posted.push({ type: 'close' }),
};

speakOurLanguage(document.documentElement);
markWearer(document.documentElement)(LOCK_STATE.mark);
window.gallery = gallery;
gallery.show();
