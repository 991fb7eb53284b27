/** Joins the popup's view to the background. */
import { render } from 'preact';
import type { LockState } from '#channel/lock.ts';
import type { DocumentState } from '#ui/document-state.ts';
import { askLock, followLock } from '#ui/lock-client.ts';
import { LockContext } from '#ui/lock-context.ts';
import { markWearer } from '#ui/mark/wear-mark.ts';
import { openDocumentPort } from '#ui/open-document-port.ts';
import { releaseSite, requestSite } from '#ui/sites/site-access.ts';
import { speakOurLanguage, stateWords, word } from '#ui/words.ts';
import type { AttachedPort } from './early-port.ts';
import { Locked } from './locked.tsx';
import { Popup } from './popup.tsx';
import type { PopupActions } from './popup-actions.ts';

/** For so long, in ms, nothing is shown rather than that we are looking: the answer is most often there sooner. */
const PATIENCE = 150;

/** The question for the passphrase in a window of its own, which closes when it was answered. */
export function openUnlock(root: HTMLElement): void {
  const wear = markWearer(document.documentElement);
  const close = () => window.close();
  speakOurLanguage(document.documentElement);
  document.title = word('toolbar_locked');
  followLock((state) => {
    wear(state.mark);
    if (!state.locked) close();
    render(
      <LockContext.Provider value={state}>
        <Locked ask={askLock} unlocked={close} />
      </LockContext.Provider>,
      root,
    );
  });
}

/** Fills `root` for as long as the document lives. */
export function openPopup(root: HTMLElement, { attach, port: attached }: AttachedPort): void {
  const surface = attach.type === 'attach-tab' ? 'tab' : 'window';
  const port = openDocumentPort(attach, attached);
  const actions: PopupActions = {
    post: (command) => port.post(command),
    askLock,
    requestSite,
    releaseSite,
    copy: (text) => navigator.clipboard.writeText(text),
    close: () => window.close(),
  };
  const wear = markWearer(document.documentElement);
  let lock: LockState | undefined;
  let isLate = false;
  const draw = () => {
    if (port.state.phase === 'opening' && !isLate) return;
    document.title = titleOf(port.state);
    render(
      <LockContext.Provider value={lock}>
        <Popup state={port.state} surface={surface} actions={actions} />
      </LockContext.Provider>,
      root,
    );
  };
  followLock((state) => {
    lock = state;
    wear(state.mark);
    draw();
  });
  speakOurLanguage(document.documentElement);
  port.subscribe(draw);
  draw();
  setTimeout(() => {
    isLate = true;
    draw();
  }, PATIENCE);
}

function titleOf(state: DocumentState): string {
  if (state.phase === 'locked') return word('toolbar_locked');
  if (state.phase !== 'open') return word('extensionName');
  const { name, state: padlock } = state.view;
  return word('panel_title', name, stateWords(padlock, name));
}
