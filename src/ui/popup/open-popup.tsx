/** Joins the popup's view to the background. */
import { render } from 'preact';
import type { Attach } from '#ui/document-port.ts';
import type { DocumentState } from '#ui/document-state.ts';
import { openDocumentPort } from '#ui/open-document-port.ts';
import { releaseSite, requestSite } from '#ui/site-access.ts';
import { speakOurLanguage, stateWords, word } from '#ui/words.ts';
import { Popup } from './popup.tsx';
import type { PopupActions } from './popup-actions.ts';

/** Fills `root` for as long as the document lives. */
export function openPopup(root: HTMLElement, attach: Attach): void {
  const surface = attach.type === 'attach-tab' ? 'tab' : 'window';
  const port = openDocumentPort(attach);
  const actions: PopupActions = {
    post: (command) => port.post(command),
    requestSite,
    releaseSite,
    copy: (text) => navigator.clipboard.writeText(text),
    close: () => window.close(),
  };
  const draw = () => {
    document.title = titleOf(port.state);
    render(<Popup state={port.state} surface={surface} actions={actions} />, root);
  };
  speakOurLanguage(document.documentElement);
  port.subscribe(draw);
  draw();
}

function titleOf(state: DocumentState): string {
  if (state.phase !== 'open') return word('extensionName');
  const { name, state: padlock } = state.view;
  return word('panel_title', name, stateWords(padlock, name));
}
