/** Joins the panel's view to the background: state in, commands out, title, drafts, the slim bar. */
import { render } from 'preact';
import type { LockState } from '#channel/lock.ts';
import type { Attach } from '#ui/document-port.ts';
import type { DocumentState } from '#ui/document-state.ts';
import { Drafts } from '#ui/drafts.ts';
import { askLock, followLock } from '#ui/lock-client.ts';
import { LockContext } from '#ui/lock-context.ts';
import { markWearer } from '#ui/mark/wear-mark.ts';
import { openDocumentPort } from '#ui/open-document-port.ts';
import { speakOurLanguage, stateWords, word } from '#ui/words.ts';
import { Panel } from './panel.tsx';
import type { PanelActions, Surface } from './panel-actions.ts';

/** At most as high as this, in CSS pixels, an in-page panel is the slim bar. */
const BAR_HEIGHT = 88;

/** Fills `root` for as long as the document lives. */
export function openPanel(root: HTMLElement, attach: Attach): void {
  const surface: Surface = attach.type === 'attach-panel' ? 'page' : 'window';
  const low = matchMedia(`(max-height: ${BAR_HEIGHT}px)`);
  const port = openDocumentPort(attach);
  const drafts = new Drafts({
    tell: (conversation, text) => port.post({ type: 'draft', conversation, text }),
    hasUntaken: (conversation) => port.hasUntaken(conversation),
    setTimer: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });
  const actions: PanelActions = {
    post: (command) => port.post(command),
    send: (conversation, text) => port.post({ type: 'send', conversation, id: crypto.randomUUID(), text }),
    continueHere: () => port.dismissTrouble(),
    askLock,
    drafts,
  };
  const wear = markWearer(document.documentElement);
  let lock: LockState | undefined;
  const draw = () => {
    if (port.state.phase === 'locked') drafts.forgetTold();
    document.title = titleOf(port.state);
    const bar = surface === 'page' && low.matches;
    render(
      <LockContext.Provider value={lock}>
        <Panel state={port.state} surface={surface} bar={bar} actions={actions} />
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
  low.addEventListener('change', draw);
  addEventListener('pagehide', () => drafts.flush());
  document.addEventListener('visibilitychange', () => drafts.flush());
  draw();
}

function titleOf(state: DocumentState): string {
  if (state.phase === 'locked') return word('toolbar_locked');
  if (state.phase !== 'open') return word('extensionName');
  const { name, state: padlock } = state.view;
  return word('panel_title', name, stateWords(padlock, name));
}
